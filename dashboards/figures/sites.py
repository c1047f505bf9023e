"""Sites compared, and the numbers of one's own place: what needs attention, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dashboards.figures.rows import Cell, figure_url
from dashboards.rules import can_view_figure, reading
from lib.figures import Figure, figure_of
from lib.periods import Period
from lib.scope import Scope
from sites.models import ResettlementSite

# The columns of the table of sites; a figure that the reader may not see is left out. Posts of one
# seat are not among them: where one is empty, the site's reasons say so.
COMPARED_FIGURES = (
    "households",
    "persons",
    "grids",
    "grid_leaders",
    "full_time_grid_members",
    "work_team_members",
    "culture_staff",
)
KEY_FIGURES = (*COMPARED_FIGURES, "grid_party_groups", "first_secretaries")
# Whoever looks after single stairwells sees the numbers of those alone.
OWN_FIGURES = ("households", "persons")
# Figures of what is missing: how grave one of each is, and the sentence for n of them.
GAPS = {
    "sites_without_contact_leader": (100, gettext_lazy("no contact leader")),
    "sites_without_first_secretary": (
        100,
        gettext_lazy("no first secretary"),
    ),
    "grids_without_party_group": (
        40,
        ngettext_lazy(
            "%(number)s grid without a party group",
            "%(number)s grids without a party group",
            "number",
        ),
    ),
    "stairwells_without_grid": (
        20,
        ngettext_lazy(
            "%(number)s stairwell in no grid", "%(number)s stairwells in no grid", "number"
        ),
    ),
    "buildings_without_head": (
        10,
        ngettext_lazy(
            "%(number)s building without a head", "%(number)s buildings without a head", "number"
        ),
    ),
    "vacant_posts": (
        5,
        ngettext_lazy(
            "%(number)s post with vacant seats", "%(number)s posts with vacant seats", "number"
        ),
    ),
}


@dataclass(slots=True)
class SiteLine:
    """One site in the table of sites; the reasons say why it stands where it stands."""

    name: str
    code: str
    cells: list[Cell]
    reasons: list[Cell] = field(default_factory=list)
    weight: int = 0


@dataclass(slots=True)
class SiteTable:
    """The sites compared: the figures that are its columns, their totals, a line a site."""

    columns: list[Figure]
    totals: list[Cell]
    lines: list[SiteLine]

    @property
    def attention(self) -> int:
        """How many sites need it."""
        return sum(bool(line.reasons) for line in self.lines)


def site_table(scope: Scope, period: Period, sites: Sequence[ResettlementSite]) -> SiteTable:
    """The key figures of every site, those first that need attention.

    One SQL statement a figure, a second one where distinct things do not add up.
    """
    shown = [f for f in map(figure_of, COMPARED_FIGURES) if f and can_view_figure(scope, f)]
    columns = [
        (f"{figure_url(figure)}?site=", figure.by_site(reading(scope, figure), period))
        for figure in shown
    ]
    lines = [
        SiteLine(
            name=site.name,
            code=site.code,
            cells=[
                _linked(values.get(site.pk, 0), address, site.code) for address, values in columns
            ],
        )
        for site in sites
    ]
    _add_reasons(scope, period, dict(zip((site.pk for site in sites), lines, strict=True)))
    totals = [
        figure.value(reading(scope, figure), period) if figure.distinct else sum(values.values())
        for figure, (_address, values) in zip(shown, columns, strict=True)
    ]
    return SiteTable(
        columns=shown,
        totals=[
            Cell(number_format(value, force_grouping=True), figure_url(figure), is_number=True)
            for figure, value in zip(shown, totals, strict=True)
        ],
        lines=sorted(lines, key=lambda line: (-line.weight, line.code)),
    )


def _linked(value: int, address: str, code: str) -> Cell:
    return Cell(number_format(value, force_grouping=True), address + code, is_number=True)


def _add_reasons(scope: Scope, period: Period, lines: dict[int, SiteLine]) -> None:
    for code, (weight, sentence) in GAPS.items():
        figure = figure_of(code)
        if figure is None or not can_view_figure(scope, figure):
            continue
        address = f"{figure_url(figure)}?site="
        for site, number in figure.by_site(reading(scope, figure), period).items():
            if site in lines:
                text = str(sentence % {"number": number})
                lines[site].reasons.append(Cell(text, address + lines[site].code))
                lines[site].weight += weight * number


def remarks_of(sites: Sequence[ResettlementSite]) -> list[tuple[str, str]]:
    """Each remark with the names of the sites that carry it."""
    named: dict[str, list[str]] = {}
    for site in sites:
        if site.remark:
            named.setdefault(site.remark, []).append(site.name)
    return [(_(", ").join(names), remark) for remark, names in named.items()]


def tiles(
    scope: Scope, period: Period, codes: Sequence[str]
) -> tuple[list[dict[str, Any]], list[Cell]]:
    """The figures of these codes for whoever sees one place, and what is missing there."""
    shown = [f for f in map(figure_of, codes) if f and can_view_figure(scope, f)]
    numbers = [
        {
            "figure": figure,
            "value": figure.value(reading(scope, figure), period),
            "url": figure_url(figure),
        }
        for figure in shown
    ]
    reasons = []
    for code, (_weight, sentence) in GAPS.items():
        figure = figure_of(code)
        if figure and can_view_figure(scope, figure):
            number = figure.value(reading(scope, figure), period)
            if number:
                reasons.append(Cell(str(sentence % {"number": number}), figure_url(figure)))
    return numbers, reasons
