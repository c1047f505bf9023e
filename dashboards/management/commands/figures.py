"""`manage.py figures`: every registered figure with its value, for the whole county or one site."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lib.figures import HIDDEN_BELOW, Figure, all_figures
from lib.periods import Period, since_last_year, today
from lib.scope import WHOLE_COUNTY, Grant, Role, Scope, scoped
from sites.models import ResettlementSite


class Command(BaseCommand):
    help = "Prints every figure: code, value, unit, definition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", help="first day, default 1 January last year")
        parser.add_argument(
            "--to", dest="last", help="last day, default today; stocks are as of it"
        )
        parser.add_argument("--site", help="code of a site, default the whole county")
        parser.add_argument("--json", action="store_true", help="a list of objects")

    def handle(self, *args: Any, **options: Any) -> None:
        period = _period(options["first"], options["last"])
        # Counting needs no person: a scope that counts the county and stands for nobody.
        grants = frozenset(Grant(role, WHOLE_COUNTY) for role in Role)
        with scoped(Scope(None, period.last, grants), command="figures") as scope:
            site = _site(options["site"])
            found = [
                {
                    "code": figure.code,
                    "value": _value(figure, scope, period, site),
                    "unit": str(figure.unit),
                    "definition": str(figure.definition),
                    "label": str(figure.label),
                    "from": period.first.isoformat(),
                    "to": period.last.isoformat(),
                }
                for figure in all_figures()
            ]
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for row in found:
            self.stdout.write("{code:<28}{value!s:>8} {unit:<12} {definition}".format(**row))


def _value(figure: Figure, scope: Scope, period: Period, site: int | None) -> int | None:
    """The number; None for one that few may know and that is too small to be told."""
    value = figure.value(scope, period, site)
    hides = figure.exact_for < frozenset(Role) and value < HIDDEN_BELOW
    return None if hides else value


def _period(first: str | None, last: str | None) -> Period:
    end = _day(last) if last else today()
    start = _day(first) if first else since_last_year(end).first
    try:
        return Period(start, end)
    except ValueError:
        raise CommandError(f"{start} lies after {end}; give --from a day before --to.") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a day; write it as 2026-11-23.") from None


def _site(code: str | None) -> int | None:
    if not code:
        return None
    site = ResettlementSite.objects.filter(code=code).first()
    if site is None:
        known = ", ".join(ResettlementSite.objects.values_list("code", flat=True))
        raise CommandError(f"There is no site “{code}”; the sites are: {known}.")
    return site.pk
