"""What one reader may see of each row: which addresses, whose health, which minors.

Decided once, for every list, file, paper, search and export:

- The identity number, the phone and the detailed address of origin are masked for everybody and
  shown only by a reveal with a logged reason.
- Building, stairwell and room are seen by those who may reveal (`REVEALERS`), since they go to that
  door; whoever reads masked only (leaders, business auditors, administrators) sees building and
  stairwell without the room.
- Health, hardship and income, and of children under 14 everything but name, sex and age, are
  seen by `SENSITIVE_READERS` alone (PIPL art. 28).

A person may hold several posts, so each row is looked at for itself, without a query: rows carry
`site_id` and, from `with_home` or `with_household`, `home`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lib.masking import mask_identity_number, mask_phone
from lib.scope import Area, Scope
from residents.models import Household, Person
from residents.rules import EDITORS, REVEALERS, SENSITIVE_READERS

CHILD_UNDER = 14
HIDDEN = "****"
ROOM_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Sight:
    """The areas in which a reader sees behind a mask, on a day."""

    on: date
    reveals: Area
    sensitive: Area
    edits: Area

    def may_reveal(self, row: Any) -> bool:
        return _covers(self.reveals, row)

    def may_see_sensitive(self, row: Any) -> bool:
        return _covers(self.sensitive, row)

    def may_edit(self, row: Any) -> bool:
        return _covers(self.edits, row)

    def address(self, row: Any) -> str:
        """ "3-2-501", or "3-2-***" where the reader sees no rooms; "" without a dwelling."""
        if not row.home:
            return ""
        room = row.home["room"] if self.may_reveal(row) else ROOM_HIDDEN
        return f"{row.home['building']}-{row.home['stairwell']}-{room}"

    def is_open(self, person: Person) -> bool:
        """Whether more than name, sex and age of this person may be seen."""
        age = person.age_on(self.on)
        return age is None or age >= CHILD_UNDER or self.may_see_sensitive(person)

    def guarded(self, person: Person, value: Any) -> Any:
        """The value, hidden for a child whom the reader may not see into."""
        if self.is_open(person):
            return value
        return HIDDEN if value not in ("", None) else ""

    def id_number(self, person: Person, *, clear: bool = False) -> str:
        """The masked identity number; clear only where the reader may reveal and asked for it."""
        if person.id_number_sealed is None:
            return ""
        if not self.is_open(person):
            return HIDDEN
        number = person.id_number
        return number if clear and self.may_reveal(person) else mask_identity_number(number)

    def phone(self, person: Person, *, clear: bool = False) -> str:
        if not self.is_open(person):
            return HIDDEN if person.phone else ""
        return person.phone if clear and self.may_reveal(person) else mask_phone(person.phone)


def sight_of(scope: Scope) -> Sight:
    """The sight of one scope; no query."""
    return Sight(
        on=scope.on,
        reveals=scope.only(REVEALERS).area,
        sensitive=scope.only(SENSITIVE_READERS).area,
        edits=scope.only(EDITORS).area,
    )


def _covers(area: Area, row: Any) -> bool:
    if area.county or row.site_id in area.sites:
        return True
    return bool(row.home) and row.home["stairwell_id"] in area.stairwell_ids


def state_of(household: Household, on: date) -> str:
    """Whether the household lives at the site on that day, in words."""
    if household.ended_on is not None and household.ended_on <= on:
        return _("moved away")
    if household.moved_in_on is not None and household.moved_in_on > on:
        return _("not moved in yet")
    return _("lives here")
