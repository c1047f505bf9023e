"""`manage.py import_roster`: the same path as the upload page, from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from residents.actions.imports.from_command import import_file
from residents.roster import RosterUnreadable, standalone_report
from residents.roster.labels import label_of_field
from sites.models import ResettlementSite


class Command(BaseCommand):
    help = "Imports a roster into a site, or checks one by itself (--standalone)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--site", help="code of the site")
        parser.add_argument("--user", help="user name of the clerk; else one who may import there")
        parser.add_argument("--dry-run", action="store_true", help="check only, store nothing")
        parser.add_argument("--standalone", action="store_true", help="check the file by itself")
        parser.add_argument("--skip-faulty", action="store_true", help="store sound households")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            report = self.report(path, options)
        except RosterUnreadable as error:
            raise CommandError(str(error)) from None
        except PermissionDenied:
            raise CommandError("Nobody of that name may import rosters for this site.") from None
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(in_words(report))

    def report(self, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        content = path.read_bytes()
        if options["standalone"]:
            return standalone_report(content, path.name)
        site = ResettlementSite.objects.filter(code=options["site"] or "").first()
        if site is None:
            raise CommandError("Give the code of a registered site with --site.")
        return import_file(
            content=content,
            file_name=path.name,
            site=site,
            username=options["user"],
            dry_run=options["dry_run"],
            skip_faulty=options["skip_faulty"],
        )


def in_words(report: dict[str, Any]) -> str:
    """The report as lines for a person."""
    lines = [
        _("%(rows)s rows: %(households)s households, %(persons)s persons")
        % {
            "rows": report["rows"],
            "households": report["read"]["households"],
            "persons": report["read"]["persons"],
        }
    ]
    for kind in ("refused", "warnings"):
        for finding in report[kind]:
            place = f"{finding['sheet']} {finding['row']} {finding['column']}"
            lines.append(f"{kind}: {place} {finding['code']} {finding['message']}")
    for question in report["questions"]:
        readings = ", ".join(label_of_field(name) for name in question["candidates"])
        lines.append(
            _("Column %(column)s “%(header)s” may mean: %(readings)s. Answer on the upload page.")
            % {"column": question["column"], "header": question["header"], "readings": readings}
        )
    lines.append(_("stored") if report["committed"] else _("nothing stored"))
    return "\n".join(lines)
