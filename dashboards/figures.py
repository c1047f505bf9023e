"""Figures as pages show them: rows with their cells, the split by site, what needs attention."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dashboards.rules import can_view_figure, exporting, reading
from lib.exports import Sheet
from lib.figures import Figure, all_figures, figure_of
from lib.periods import Period
from lib.scope import Scope
from sites.models import ResettlementSite

EXPORTER = "figure"
WITHHELD = "—"
CHUNK = 1000
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


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell of a table shows, and where it leads ("" nowhere)."""

    text: str
    url: str = ""
    is_number: bool = False


@dataclass(slots=True)
class SiteLine:
    """One site in the table of sites; the reasons say why it stands where it stands."""

    name: str
    code: str
    cells: list[Cell]
    reasons: list[Cell] = field(default_factory=list)
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """One bar of a split; `percent` of the largest one."""

    name: str
    value: int
    percent: int
    url: str


def figures_for(scope: Scope) -> list[Figure]:
    """The figures that this person may read, in order of registration."""
    return [figure for figure in all_figures() if can_view_figure(scope, figure)]


def figure_url(figure: Figure, query: str = "") -> str:
    """The page of a figure; `query` as the filter form writes it."""
    address = reverse("figure_detail", args=[figure.code])
    return f"{address}?{query}" if query else address


def cells_of(figure: Figure, rows: Sequence[Model], readable: set[int]) -> list[list[Cell]]:
    """The cells of counted rows: personal ones and links only where the row may be read."""
    return [list(_cells(figure, row, row.pk in readable)) for row in rows]


def _cells(figure: Figure, row: Model, may_read: bool) -> Iterator[Cell]:
    url = figure.url(row) if figure.url and may_read else ""
    for column in figure.columns:
        if column.personal and not may_read:
            yield Cell(WITHHELD)
            continue
        value = column.value(row)
        yield Cell(_text(value), url, isinstance(value, int))
        # The first column that says something is the link.
        url = "" if value not in (None, "") else url


def _text(value: Any) -> str:
    if value in (None, ""):
        return WITHHELD
    if isinstance(value, date):
        return value.isoformat()
    return number_format(value, force_grouping=True) if isinstance(value, int) else str(value)


def split_by_site(
    figure: Figure, scope: Scope, period: Period, sites: Iterable[ResettlementSite], query: str
) -> list[Share]:
    """The value of each site, bars in proportion to the largest; one SQL statement."""
    values = figure.by_site(reading(scope, figure), period)
    largest = max(values.values(), default=0) or 1
    base = f"{figure_url(figure)}?{query}&site=" if query else f"{figure_url(figure)}?site="
    return [
        Share(site.name, value, round(100 * value / largest), base + site.code)
        for site in sites
        for value in [values.get(site.pk, 0)]
    ]


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


def sheet_of(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The rows behind a figure for the exporter `figure`: params code, site (code or ""), from, to.

    Raises PermissionDenied where the person may not read the figure or count the site.
    """
    figure = figure_of(params.get("code", ""))
    if figure is None or not can_view_figure(scope, figure):
        raise PermissionDenied
    site = None
    if params.get("site"):
        sites = ResettlementSite.objects.within(scope.counting())
        site = sites.filter(code=params["site"]).first()
        if site is None:
            raise PermissionDenied
    period = Period(date.fromisoformat(params["from"]), date.fromisoformat(params["to"]))
    where = site.name if site else _("all sites")
    when = _("on %(last)s") if figure.is_stock else _("%(first)s to %(last)s")
    return Sheet(
        title=str(figure.label),
        filter_text=f"{where}, {when % {'first': period.first, 'last': period.last}}",
        header=[str(column.label) for column in figure.columns],
        rows=_exported(figure, scope, period, site),
    )


def _exported(
    figure: Figure, scope: Scope, period: Period, site: ResettlementSite | None
) -> Iterator[list[Any]]:
    rows = figure.counted(reading(scope, figure), period, site.pk if site else None)
    found = rows.order_by(*figure.keys).iterator(chunk_size=CHUNK)
    may_leave = exporting(scope, figure)
    while chunk := list(islice(found, CHUNK)):
        readable = figure.readable(may_leave, period, chunk)
        for row in chunk:
            yield [
                WITHHELD if column.personal and row.pk not in readable else column.value(row)
                for column in figure.columns
            ]
