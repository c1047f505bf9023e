"""A page of a list as cells: prepared here, so that a template does no work per cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lib.paging import Page
from residents.columns import ListColumn, chosen_columns
from residents.facts import in_words
from residents.sight import Sight

SHOWN = "columns"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in words; `css` sets numbers right and leaves what a phone has no room for."""

    text: str
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the first cell is the link to its page."""

    url: str
    first: Cell
    rest: list[Cell]


@dataclass(frozen=True, slots=True)
class Choice:
    """One column as the column chooser shows it."""

    name: str
    label: str
    shown: bool
    fixed: bool


def columns_for(
    request: HttpRequest, list_name: str, columns: Sequence[ListColumn]
) -> tuple[ListColumn, ...]:
    """The columns that the address asks for; they are remembered for the rest of the session."""
    key = f"columns:{list_name}"
    if SHOWN in request.GET:
        known = {column.name for column in columns}
        names = [name for name in request.GET.getlist(SHOWN) if name in known]
        if request.session.get(key) != names:
            request.session[key] = names
    return chosen_columns(columns, request.session.get(key))


def choices_of(columns: Sequence[ListColumn], shown: Sequence[ListColumn]) -> list[Choice]:
    """All columns for the column chooser, the first one fixed."""
    return [
        Choice(column.name, str(column.label), column in shown, column is columns[0])
        for column in columns
    ]


def as_cells(
    page: Page, columns: Sequence[ListColumn], sight: Sight, url: Callable[[Any], str]
) -> Page:
    """The same page with its rows as cells."""
    return replace(page, rows=cells_of(page.rows, columns, sight, url))


def cells_of(
    rows: Sequence[Any], columns: Sequence[ListColumn], sight: Sight, url: Callable[[Any], str]
) -> list[Row]:
    """Rows as cells; a name that is missing still gives a link to click."""
    shown = []
    for row in rows:
        cells = [Cell(in_words(c.value(row, sight)), c.css) for c in columns]
        first = cells[0] if cells[0].text else Cell(_("without a name"), "")
        shown.append(Row(url(row), first, cells[1:]))
    return shown
