"""`manage.py load_demo`: fills an empty database with the synthetic county."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.load import FIRST_DAY, RealData, is_loaded, load, refuse_real_data, summary
from demo.staff import DEMO_PASSWORD, SIGN_INS
from lib.periods import today

SCALES = ("county", "prefecture", "province")


class Command(BaseCommand):
    help = "Loads the synthetic county; the same day and seed give the same data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of", type=_day, default=None, help="day of the data, default today"
        )
        parser.add_argument("--scale", choices=SCALES, default="county")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = options["as_of"] or today()
        if options["scale"] != "county":
            raise CommandError(
                f"The scale “{options['scale']}” cannot be loaded yet; use --scale county."
            )
        if as_of < FIRST_DAY:
            raise CommandError(f"The day {as_of} is too early; give {FIRST_DAY} or a later one.")
        if is_loaded():
            self.stdout.write("The demonstration county is loaded already; nothing was changed.")
        else:
            self._load(as_of, options["seed"])
        names = " ".join(SIGN_INS)
        self.stdout.write(f"Sign in as {names} with the password {DEMO_PASSWORD}")

    def _load(self, as_of: date, seed: int) -> None:
        try:
            refuse_real_data()
        except RealData as found:
            raise CommandError(
                f"This database holds data that the demonstration did not make ({found}). "
                "Nothing was loaded; use an empty database."
            ) from None
        started = time.monotonic()
        stored = load(as_of=as_of, seed=seed)
        seconds = time.monotonic() - started
        self.stdout.write(f"Loaded as of {as_of} in {seconds:.0f} s: {summary(stored)}.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a day; write it as 2026-11-23.") from None
