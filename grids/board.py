"""The tables of the coverage board: one line a site or a stairwell, one cell a gap."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from grids.coverage import by_site, by_stairwell, gridded
from grids.coverage_figures import figure_code
from grids.enums import Gap
from lib.periods import Period
from lib.scope import Scope
from residents.rules import READERS
from sites.models import ResettlementSite, Stairwell


@dataclass(frozen=True, slots=True)
class Cell:
    """How many households have one gap; `url` is the list of them, where there is one to open."""

    gap: Gap
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A site or a stairwell: its households, those in the whole net, and its gaps."""

    name: str
    detail: str
    url: str
    households: int
    covered: int
    cells: list[Cell]

    @property
    def has_gaps(self) -> bool:
        return any(cell.number for cell in self.cells)

    @property
    def rate(self) -> Decimal | None:
        """Percent of the households in the whole net; rounded down, so that 100 means all."""
        if not self.households:
            return None
        percent = Decimal(100) * self.covered / self.households
        return percent.quantize(Decimal("0.1"), rounding=ROUND_DOWN)


def board_of(site: ResettlementSite, on: date, scope: Scope) -> str:
    """The address of a site's board; it carries the day where that is not today."""
    url = reverse("coverage_site", args=[site.pk])
    return url if on == scope.on else f"{url}?{urlencode({'on': on.isoformat()})}"


def county_lines(scope: Scope, on: date) -> tuple[Line, list[Line]]:
    """The total and a line for each site that one counts; those with most gaps come first."""
    found = by_site(scope, on)
    held = scope.only(READERS)
    area = held.area
    lines = []
    for site in ResettlementSite.objects.within(held.counting()).active(on):
        url = board_of(site, on, scope)
        is_open = area.county or site.pk in area.site_ids
        lines.append(_line(site, "", url if is_open else "", found.get(site.pk, {})))
    lines.sort(key=lambda line: line.covered - line.households)
    total = _total(_("All sites"), "", found.values())
    to = Period(date(on.year, 1, 1), on).query
    cells = [
        replace(cell, url=f"{reverse('figure_detail', args=[figure_code(cell.gap)])}?{to}")
        for cell in total.cells
    ]
    return replace(total, cells=cells), lines


def site_lines(scope: Scope, site: ResettlementSite, on: date) -> tuple[Line, list[Line]]:
    """The total of a site and a line for each stairwell; households without a dwelling last."""
    found = by_stairwell(scope, site.pk, on)
    url = board_of(site, on, scope)
    ids = [row["stairwell"] for row in found if row["stairwell"] is not None]
    stairwells = Stairwell.objects.filter(pk__in=ids).select_related("building").in_bulk()
    grids = dict(gridded(on).filter(site=site).values_list("stairwell", "grid__name"))
    lines = [
        _line(stairwells[pk], grids.get(pk, ""), url, row, stairwell=pk)
        for row in sorted(found, key=lambda row: _place(stairwells.get(row["stairwell"])))
        if (pk := row["stairwell"]) is not None
    ]
    homeless = [row for row in found if row["stairwell"] is None]
    lines += [_line(_("without a dwelling"), "", url, row) for row in homeless]
    return _total(site, url, found), lines


def _line(place: Model | str, detail: str, url: str, row: dict[str, Any], **query: Any) -> Line:
    def cell(gap: Gap) -> Cell:
        number = row.get(f"no_{gap.value}", 0)
        mark = "&" if "?" in url else "?"
        to = f"{url}{mark}{urlencode({'gap': gap.value, **query})}" if url and number else ""
        return Cell(gap, number, to)

    return Line(
        name=str(place),
        detail=detail,
        url=url,
        households=row.get("households", 0),
        covered=row.get("covered", 0),
        cells=[cell(gap) for gap in Gap],
    )


def _total(name: Model | str, url: str, rows: Any) -> Line:
    keys = ["households", "covered", *(f"no_{gap.value}" for gap in Gap)]
    rows = list(rows)
    return _line(name, "", url, {key: sum(row[key] for row in rows) for key in keys})


def _place(stairwell: Stairwell | None) -> tuple[Any, ...]:
    """Building 10 comes after building 2."""
    if stairwell is None:
        return ()
    names = (stairwell.building.name, stairwell.name)
    return tuple((name.zfill(8), name) for name in names)
