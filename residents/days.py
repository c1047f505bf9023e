"""A household as it was on a past day: the dated rows of that day, its own facts as recorded then.

Who belonged, lived and cared is dated by when it happened. What a household's own fields said is
known by when it was written down: of the end of that day, or as first recorded later.
"""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lib.history import event_model
from lib.periods import today
from lib.scope import Scope
from residents.columns import RELATIONS
from residents.enums import LifeEventKind, ResidenceStatus
from residents.models import ContactPair, Household, LifeEvent, Membership, Occupancy, Person
from residents.rules import READERS
from residents.sight import Sight

DAY = timedelta(days=1)
RESIDENCE_KINDS = (LifeEventKind.ABSENCE, LifeEventKind.RETURN)
# Says by itself from when it holds.
HELD_BY_DATE = ("id", "site_id", "ended_on")


@dataclass(frozen=True, slots=True)
class MemberThen:
    """One member of that day; `person_id` is None where the reader may not open his page."""

    person_id: int | None
    name: str
    relation: str
    is_head: bool
    sex: str
    age: int | None
    residence: str
    valid_from: date


def members_on(household: Household, scope: Scope, sight: Sight, on: date) -> list[MemberThen]:
    """The family of that day, the head first; four statements.

    A member who lives at another site now is left without his name: that row is theirs.
    """
    readable = Person.objects.within(scope.only(READERS))
    persons = readable.filter(membership__household=household).with_household(scope.on)
    known = {person.pk: person for person in persons}
    rows = list(
        Membership.objects.current(on)
        .filter(household=household)
        .order_by("-is_head", "relation_code", "valid_from", "pk")
    )
    residence = _residence_on({row.person_id for row in rows}, on)

    def shown(row: Membership) -> MemberThen:
        person = known.get(row.person_id)
        if person is None:
            return MemberThen(None, "", "", row.is_head, "", None, "", row.valid_from)
        relation = RELATIONS.get(row.relation_code, row.relation_code) or ""
        return MemberThen(
            person_id=person.pk,
            name=person.name,
            relation=str(sight.guarded(person, relation)),
            is_head=row.is_head,
            sex=person.get_sex_display(),
            age=person.age_on(on),
            residence=str(sight.guarded(person, residence.get(person.pk, ""))),
            valid_from=row.valid_from,
        )

    return [shown(row) for row in rows]


def _residence_on(persons: set[int], on: date) -> dict[int, str]:
    """Person id to where he lived on that day, in words; two statements.

    What a life event wrote holds from the day of the event, all else from the day on which it was
    written down; what was undone never held.
    """
    history = event_model(Person)
    homes = Membership.objects.filter(person__in=persons).values("household")
    events = LifeEvent.objects.filter(kind__in=RESIDENCE_KINDS, household__in=homes)
    since = {
        pgh_id: None if event.undone_at else event.occurred_on
        for event in events
        for pgh_id in event.written.get(history._meta.db_table, ())
    }
    rows = history.objects.filter(pgh_obj_id__in=persons).order_by("pgh_id")
    held: dict[int, list[tuple[date, str]]] = {}
    for pgh_id, person, code, at in rows.values_list(
        "pgh_id", "pgh_obj_id", "residence_code", "pgh_created_at"
    ):
        day = since.get(pgh_id, timezone.localdate(at))
        if day is not None:
            codes = held.setdefault(person, [])
            # What is written down later is the better knowledge of all days from its own on; what
            # was written down first is all that is known of the days before.
            held[person] = [row for row in codes if row[0] < day]
            held[person].append((day if codes else date.min, code))
    labels = dict(ResidenceStatus.choices)

    def label(codes: list[tuple[date, str]]) -> str:
        return str(labels.get(next(code for day, code in reversed(codes) if day <= on), ""))

    return {person: label(codes) for person, codes in held.items()}


def recorded_on(household: Household, on: date) -> tuple[Household, date | None]:
    """The household's own fields as the register had them at the end of that day, and since when.

    The day is that of the record, later than `on` where the register began later; one statement.
    `home` and the like are those of `household`, which is of that day already.
    """
    rows = event_model(Household).objects.filter(pgh_obj_id=household.pk)
    row = rows.filter(pgh_created_at__lt=_midnight(on + DAY)).order_by("-pgh_id").first()
    row = row or rows.order_by("pgh_id").first()
    if row is None:
        return household, None
    then = copy(household)
    for field in Household._meta.concrete_fields:
        if field.attname not in HELD_BY_DATE:
            setattr(then, field.attname, getattr(row, field.attname))
    return then, timezone.localdate(row.pgh_created_at)


def change_days(household: Household) -> list[date]:
    """The days on which members, dwelling or contact changed, newest first; four statements."""
    days = {event.occurred_on for event in LifeEvent.objects.standing().touching(household)}
    for model in (Membership, Occupancy, ContactPair):
        for first, last in model.objects.filter(household=household).values_list(
            "valid_from", "valid_to"
        ):
            days |= {first, last + DAY} if last else {first}
    return sorted((day for day in days if day <= today()), reverse=True)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
