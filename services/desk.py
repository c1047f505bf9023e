"""The registry of the desk: every topic says what is new, due today, late, or waits for a person.

The page `desk` shows the cards in three columns at most and, above them, those that are mine.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


def desk_of(scope: Scope) -> dict[Column, list[DeskCard]]:
    """The cards of all topics by column, by day, those without a day last."""
    desk: dict[Column, list[DeskCard]] = {column: [] for column in Column}
    for source in _sources:
        for card in source(scope):
            desk[card.column].append(card)
    for cards in desk.values():
        cards.sort(key=lambda card: (card.until is None, card.until or date.max))
    return desk
