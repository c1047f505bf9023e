"""Who changed what, when: the history of a household or person in words, masked by the sight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from lib.encryption import CannotOpen, unseal
from lib.history import Change, FieldChange, changes_of, event_model
from lib.masking import mask_identity_number, mask_phone
from lib.scope import Scope
from residents.facts import SENSITIVE, in_words, label_of, mask_birth_date, mask_origin
from residents.models import Household, Membership, Occupancy, Person
from residents.models.persons import ID_NUMBER_PLACE
from residents.rules import READERS
from residents.sight import HIDDEN, Sight
from sites.models import Dwelling

# Kept by triggers or by us beside what a user changed; they say nothing to a reader.
SILENT = {
    "site", "version", "name_pinyin", "name_initials", "id_number_index", "household", "user",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one change in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Story:
    """One change of one row: of what, and its lines; `is_new` rows have no values before."""

    subject: str
    kind: str
    is_new: bool
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person changed at one moment, over all rows of the file."""

    at: datetime
    who: str
    stories: list[Story]


@dataclass(frozen=True, slots=True)
class _Words:
    """What ids are called, and whose values may be shown."""

    users: dict[int, str]
    persons: dict[int, Person]
    members: dict[int, int]
    dwellings: dict[int, str]
    sight: Sight
    household: Any


def household_changes(household: Household, scope: Scope, sight: Sight) -> list[Deed]:
    """The household, its memberships and dwellings, and the members who live in the scope."""
    memberships = _ever(Membership, household)
    persons = _readable_persons(household, scope)
    changes = [
        *changes_of(Household, [household.pk]),
        *changes_of(Membership, memberships),
        *changes_of(Occupancy, _ever(Occupancy, household)),
        *changes_of(Person, persons),
    ]
    return _told(changes, persons, household, sight)


def person_changes(person: Person, sight: Sight) -> list[Deed]:
    """The person's own row; `person` carries `home`."""
    return _told(changes_of(Person, [person.pk]), {person.pk: person}, None, sight)


def _ever(model: type[models.Model], household: Household) -> list[int]:
    """Ids of the rows that belonged to the household at any time, deleted ones included."""
    events = event_model(model).objects.filter(household_id=household.pk)
    return list(events.values_list("pgh_obj_id", flat=True).distinct())


def _readable_persons(household: Household, scope: Scope) -> dict[int, Person]:
    readable = Person.objects.within(scope.only(READERS)).values("pk")
    rows = Person.objects.filter(membership__household=household, pk__in=readable)
    return {row.pk: row for row in rows.with_household(scope.on).distinct()}


def _told(
    changes: Iterable[Change], persons: dict[int, Person], household: Any, sight: Sight
) -> list[Deed]:
    changes = sorted(changes, key=lambda c: (c.at, c.user_id or 0), reverse=True)
    dwellings = {
        value
        for change in changes
        for part in change.fields
        if part.field.name == "dwelling"
        for value in (part.old, part.new)
        if value
    }
    words = _Words(
        users=dict(
            User.objects.filter(pk__in={c.user_id for c in changes if c.user_id}).values_list(
                "pk", "name"
            )
        ),
        persons=persons,
        members=dict(Membership.objects.filter(household=household).values_list("pk", "person"))
        if household
        else {},
        dwellings={
            row.pk: str(row) for row in Dwelling.objects.with_address().filter(pk__in=dwellings)
        },
        sight=sight,
        household=household,
    )
    return [
        Deed(at, words.users.get(user_id or 0) or _("the system"), stories)
        for (at, user_id), group in groupby(changes, key=lambda c: (c.at, c.user_id))
        if (stories := [s for s in (_story(change, words) for change in group) if s.lines])
    ]


def _story(change: Change, words: _Words) -> Story:
    lines = [
        Line(
            label_of(change.model, part.field.name),
            _value(change, part, part.old, words),
            _value(change, part, part.new, words),
        )
        for part in change.fields
        if part.field.name not in SILENT and not _sealed_anew(part)
    ]
    return Story(
        subject=_subject(change, words),
        kind={"insert": _("added"), "update": _("changed"), "delete": _("removed")}.get(
            change.kind, change.kind
        ),
        is_new=change.kind == "insert",
        lines=lines,
    )


def _sealed_anew(part: FieldChange) -> bool:
    """The same number under another key is no change to a reader."""
    tokens = (part.old, part.new)
    if part.field.name != "id_number_sealed" or None in tokens:
        return False
    try:
        old, new = (unseal(token, ID_NUMBER_PLACE) for token in tokens)
    except CannotOpen:
        return False
    return old == new


def _subject(change: Change, words: _Words) -> str:
    """What was changed: the kind of row, and whose it is."""
    person_id = {Person: change.row_id, Membership: words.members.get(change.row_id)}.get(
        change.model
    )
    person = words.persons.get(person_id or 0)
    kind = str(change.model._meta.verbose_name)
    return f"{kind} {person.name}" if person else kind


def _value(change: Change, part: FieldChange, value: Any, words: _Words) -> str:
    """One value in words; what the reader may not see is stars."""
    name = part.field.name
    if value is None or value == "":
        return ""
    if name == "person":
        person = words.persons.get(value)
        return person.name if person else _("somebody who lives elsewhere now")
    if name == "dwelling":
        return _place(words, value)
    if change.model is Person:
        return _personal(change, part, value, words)
    if change.model is Household:
        if name in SENSITIVE and not words.sight.may_see_sensitive(words.household):
            return HIDDEN
        if name == "origin_village":
            return mask_origin(value)
    return _labelled(part.field, value)


def _place(words: _Words, dwelling_id: int) -> str:
    address = words.dwellings.get(dwelling_id, "")
    if words.sight.may_reveal(words.household):
        return address
    return f"{address.rpartition('-')[0]}-***" if address else ""


def _personal(change: Change, part: FieldChange, value: Any, words: _Words) -> str:
    name, sight = part.field.name, words.sight
    person = words.persons[change.row_id]
    if name not in ("name", "sex") and not sight.is_open(person):
        return HIDDEN
    if name in SENSITIVE and not sight.may_see_sensitive(person):
        return HIDDEN
    if name == "id_number_sealed":
        return _masked_token(value)
    if name == "phone":
        return mask_phone(value)
    if name == "birth_date":
        return mask_birth_date(value)
    return _labelled(part.field, value)


def _masked_token(token: Any) -> str:
    try:
        return mask_identity_number(unseal(token, ID_NUMBER_PLACE).decode())
    except CannotOpen:
        return HIDDEN


def _labelled(field: models.Field, value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_words(value)
