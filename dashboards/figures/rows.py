"""One figure: its address, its rows as cells, its split by site."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from dashboards.rules import can_view_figure, reading, sees_exactly
from lib.figures import HIDDEN_BELOW, Figure, all_figures
from lib.periods import Period
from lib.scope import Scope
from sites.models import ResettlementSite

WITHHELD = "—"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell of a table shows, and where it leads ("" nowhere)."""

    text: str
    url: str = ""
    is_number: bool = False


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


def value_for(figure: Figure, scope: Scope, period: Period, site: int | None) -> int | str:
    """The number as this person may know it: in words where it is too small for him, and then for
    all that he counts, since sites one by one would tell.
    """
    if sees_exactly(scope, figure):
        return figure.value(reading(scope, figure), period, site)
    value = figure.value(reading(scope, figure), period)
    return value if value >= HIDDEN_BELOW else _("fewer than %(limit)s") % {"limit": HIDDEN_BELOW}


def cells_of(figure: Figure, rows: Sequence[Model], readable: set[int]) -> list[list[Cell]]:
    """The cells of counted rows: personal ones and links only where the row may be read."""
    return [list(_cells(figure, row, row.pk in readable)) for row in rows]


def heads_of(figure: Figure, rows: Sequence[list[Cell]]) -> list[Cell]:
    """The headings of a figure's rows, aligned as the first row is."""
    cells = rows[0] if rows else []
    numbers = [cell.is_number for cell in cells] or [False] * len(figure.columns)
    return [
        Cell(str(column.label), is_number=is_number)
        for column, is_number in zip(figure.columns, numbers, strict=True)
    ]


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
