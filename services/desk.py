"""The registry of the desk: every topic says what is new, due today, late, or waits for a person.

The page `desk` shows the cards in three columns at most and, above them, those that are mine.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import CharField, QuerySet, Value

from lib.figures import Text
from lib.scope import Scope

# So many cards a source gives for a column, and so many a column shows: a desk is not a list.
CARDS = 30


class Column(StrEnum):
    """Where a card lies."""

    NEW = "new"
    TODAY = "today"
    LATE = "late"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class DeskCard:
    """One matter: what, for whom, who holds it, until when; `state` is one of the four of pages.

    `for_whom` and `what` carry no more than the reader may see. `kind` says what it is in a word.
    """

    column: Column
    what: str
    url: str
    for_whom: str = ""
    holder: str = ""
    until: date | None = None
    state: str = "running"
    kind: Text = ""


DeskSource = Callable[[Scope], Iterable[DeskCard]]
_sources: list[DeskSource] = []


def register_desk(source: DeskSource) -> None:
    """Adds a source `scope -> cards`, at most CARDS a column; called from AppConfig.ready."""
    if source not in _sources:
        _sources.append(source)


def rows_by_column(
    columns: Sequence[tuple[Column, QuerySet]], shown: QuerySet
) -> Iterator[tuple[Column, Any]]:
    """(column, row) of ordered querysets, CARDS of each: one statement, a second where rows are.

    The first asks for keys alone and all columns at once; `shown` brings what the cards show. A
    desk is opened all day and most of its columns are empty. A row that changes between the two
    lies in its old column once more.
    """
    keys = [
        rows.annotate(desk_column=Value(column.value, output_field=CharField())).values_list(
            "pk", "desk_column"
        )[:CARDS]
        for column, rows in columns
    ]
    if not keys:
        return
    found = list(keys[0].union(*keys[1:], all=True)) if keys[1:] else list(keys[0])
    by_key = shown.in_bulk({pk for pk, _ in found}) if found else {}
    for pk, column in found:
        # A row that was taken away between the two statements is no card any more.
        if pk in by_key:
            yield Column(column), by_key[pk]


def desk_of(scope: Scope) -> dict[Column, list[DeskCard]]:
    """The cards of all topics by column, by day, those without a day last."""
    desk: dict[Column, list[DeskCard]] = {column: [] for column in Column}
    for source in _sources:
        for card in source(scope):
            desk[card.column].append(card)
    for cards in desk.values():
        cards.sort(key=lambda card: (card.until is None, card.until or date.max))
    return desk
