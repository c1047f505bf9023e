"""The family of a household as a small table, masked by the sight."""

from dataclasses import dataclass
from datetime import date

from lib.scope import Scope
from residents.columns import RELATIONS
from residents.facts import shown
from residents.models import Household, Membership, Person
from residents.rules import READERS
from residents.sight import Sight


@dataclass(frozen=True, slots=True)
class Member:
    """One member; `person_id` is None where the reader may not open his page."""

    person_id: int | None
    name: str
    relation: str
    is_head: bool
    sex: str
    age: int | None
    id_number: str
    phone: str
    labour_status: str
    education: str
    valid_from: date
    valid_to: date | None


def family_of(
    household: Household, scope: Scope, sight: Sight, *, clear: bool = False
) -> tuple[list[Member], list[Member]]:
    """Members of today, the head first, and former ones; two statements.

    A former member who lives at another site now is left without his name: that row is theirs.
    """
    readable = Person.objects.within(scope.only(READERS))
    persons = {
        person.pk: person
        for person in readable.filter(membership__household=household).with_household(scope.on)
    }
    rows = Membership.objects.filter(household=household)
    members = [
        _member(row, persons.get(row.person_id), sight, clear)
        for row in rows.order_by("-is_head", "relation_code", "valid_from", "pk")
    ]
    current = [m for m in members if _is_current(m, scope.on)]
    here = {member.person_id for member in current}
    former = [m for m in members if not _is_current(m, scope.on) and (m.person_id or 0) not in here]
    return current, former


def _is_current(member: Member, on: date) -> bool:
    return member.valid_from <= on and (member.valid_to is None or member.valid_to >= on)


def _member(row: Membership, person: Person | None, sight: Sight, clear: bool) -> Member:
    if person is None:
        return Member(
            None, "", "", row.is_head, "", None, "", "", "", "", row.valid_from, row.valid_to
        )
    return Member(
        person_id=person.pk,
        name=person.name,
        relation=str(
            sight.guarded(person, RELATIONS.get(row.relation_code, row.relation_code) or "")
        ),
        is_head=row.is_head,
        sex=person.get_sex_display(),
        age=person.age_on(sight.on),
        id_number=sight.id_number(person, clear=clear),
        phone=sight.phone(person, clear=clear),
        labour_status=str(sight.guarded(person, shown(person, "labour_status_code"))),
        education=str(sight.guarded(person, shown(person, "education_code"))),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
