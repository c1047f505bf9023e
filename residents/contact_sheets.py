"""A sheet of contact pairs as read: the columns of the export, so that it comes back corrected."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from lib.spreadsheets import UnreadableFile, cell_text, read_workbook
from residents.models import Household
from sites.models import ResettlementSite

HEADINGS = {
    "household": gettext_lazy("household number"),
    "cadre": gettext_lazy("contact cadre"),
}
HEADER_ROWS_SEARCHED = 20
MOST_ROWS = 2_000


@dataclass(slots=True)
class ContactSheet:
    """The pairs of a sheet, and a sentence for each row that cannot be understood."""

    pairs: list[tuple[Household, User]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_contacts(
    content: bytes, filename: str, *, site: ResettlementSite, cadres: QuerySet[User], on: date
) -> ContactSheet:
    """Reads the first sheet: households that live at the site on the day, and their cadres.

    Rows without a household number are no rows. Raises UnreadableFile with a sentence where the
    columns are missing or the sheet is too long.
    """
    sheets = read_workbook(content, filename).sheets
    rows = sheets[0].rows if sheets else []
    columns, first = _columns(rows)
    if len(rows) - first > MOST_ROWS:
        raise UnreadableFile(
            _("The list has more than %(limit)s rows. Split it.") % {"limit": MOST_ROWS}
        )
    living = Household.objects.filter(site=site).current(on)
    households = {household.household_no: household for household in living}
    known = _by_name(cadres)
    found = ContactSheet()
    for number, row in enumerate(rows[first:], start=first + 1):
        cells = {
            name: cell_text(row[place]) if place < len(row) else ""
            for name, place in columns.items()
        }
        if not cells["household"]:
            continue
        try:
            household = _household(cells["household"], households)
            found.pairs.append((household, _cadre(cells["cadre"], known)))
        except ValueError as error:
            found.faults.append((number, str(error)))
    return found


def _columns(rows: list[list[Any]]) -> tuple[dict[str, int], int]:
    """Name to place of the columns, and the index of the first row below the headings."""
    headings = dict(_headings())
    for index, row in enumerate(rows[:HEADER_ROWS_SEARCHED]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            if name := headings.get(cell_text(cell).strip()):
                columns.setdefault(name, place)
        if "household" in columns and "cadre" in columns:
            return columns, index + 1
    raise UnreadableFile(
        _(
            "The columns “%(household)s” and “%(cadre)s” were not found. Export the list, correct "
            "it and choose it again."
        )
        % {"household": HEADINGS["household"], "cadre": HEADINGS["cadre"]}
    )


def _headings() -> Iterator[tuple[str, str]]:
    """Every heading that is understood, in both languages, with the column's name."""
    for language in ("zh-hans", "en"):
        with translation.override(language):
            yield from ((str(heading), name) for name, heading in HEADINGS.items())


def _by_name(cadres: QuerySet[User]) -> dict[str, list[User]]:
    """User name and name to the colleagues who are called so."""
    known: dict[str, list[User]] = {}
    for cadre in cadres:
        known.setdefault(cadre.name, []).append(cadre)
        if cadre.username != cadre.name:
            known.setdefault(cadre.username, []).append(cadre)
    return known


def _household(typed: str, households: dict[str, Household]) -> Household:
    if household := households.get(typed):
        return household
    raise ValueError(
        _("No household %(number)s lives at this site. Correct the household number.")
        % {"number": typed[:30]}
    )


def _cadre(typed: str, known: dict[str, list[User]]) -> User:
    found = known.get(typed, [])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(
            _("Several colleagues are called “%(name)s”. Type the user name.")
            % {"name": typed[:30]}
        )
    raise ValueError(
        _(
            "“%(name)s” holds no post at this site, its town or the county. Type the name or the "
            "user name of a colleague who does."
        )
        % {"name": typed[:30]}
    )
