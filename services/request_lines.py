"""Requests as lines of a list, cards and a file show them: whose words and people one may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lib.scope import Scope
from residents.sight import Sight, sight_of
from services.enums.requests import RequestCategory, RequestState
from services.models import ServiceRequest

SHORT = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One request: `who`, `address` and `words` are empty where the reader sees the outline."""

    request: ServiceRequest
    may_read: bool
    who: str
    address: str
    words: str
    state: str

    # Words of code lists come from the list itself: `get_..._display` translates every word of it
    # to find one, which a page of fifty lines notices.
    @property
    def category_word(self) -> str:
        return str(RequestCategory(self.request.category).label)

    @property
    def state_word(self) -> str:
        return str(RequestState(self.request.state).label)

    @property
    def holder(self) -> str:
        """Who has it in hand."""
        return self.request.lead.name if self.request.lead else _("service centre")


def lines_of(requests: Iterable[ServiceRequest], scope: Scope) -> list[Line]:
    """The lines of some requests (`for_lines`): one statement besides their own."""
    rows = list(requests)
    readable = set(
        ServiceRequest.objects.readable(scope)
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    sight = sight_of(scope)
    return [_line(row, row.pk in readable, scope, sight) for row in rows]


def _line(row: Any, may_read: bool, scope: Scope, sight: Sight) -> Line:
    state = row.state_on(scope.on)
    if not may_read:
        return Line(row, False, "", "", "", state)
    address = row.place
    if not address and row.household_id and sight.may_reveal(row):
        address = sight.address(row)
    return Line(row, True, who_of(row), address, shortened(row.words), state)


def who_of(row: Any) -> str:
    """Resident, head of the household, caller, or that nobody gave a name."""
    if row.person is not None:
        return row.person.name
    if row.household_id is not None:
        return row.head_name or row.household_no
    return row.caller_name or _("anonymous")


def shortened(words: str) -> str:
    """The beginning of what was said, in one line."""
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[:SHORT]}…"
