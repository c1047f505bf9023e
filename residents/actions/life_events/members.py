"""Events of single members: birth, death, marriage, absence and return, change of head."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from residents.actions.life_events.recording import Facts, record
from residents.actions.life_events.rows import (
    DAY,
    change,
    continue_as,
    end,
    join,
    keep_head,
    members_of,
    membership_of,
    store,
)
from residents.enums import LifeEventKind, Relation, ResidenceStatus
from residents.models import Household, LifeEvent, Membership, Person


def birth(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    name: str,
    sex: str,
    relation: str,
) -> LifeEvent:
    """A child is born into the household; the identity number follows with the hukou."""

    def make(event: LifeEvent) -> None:
        child = store(
            Person(
                site_id=household.site_id,
                name=name,
                sex=sex,
                birth_date=facts.on,
                id_missing_reason=_("newborn, not registered yet"),
                residence_code=ResidenceStatus.RESIDENT,
            )
        )
        join(household, child, facts.on, relation=relation)
        event.person = child

    return record(
        actor=actor, facts=facts, kind=LifeEventKind.BIRTH, household=household, change=make
    )


def death(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    person: Person,
    new_head: Person | None = None,
) -> LifeEvent:
    """A member dies; the last one's death ends the household."""

    def make(event: LifeEvent) -> None:
        member = membership_of(household, person, facts.on)
        start = facts.on
        if member.valid_from < facts.on:
            end(member, facts.on)
        else:
            # He became a member on the very day: he was one for that day.
            member.valid_to, start = facts.on, facts.on + DAY
            member.save(update_fields=["valid_to"])
        keep_head(household, start, new_head)
        event.person = person

    return record(
        actor=actor, facts=facts, kind=LifeEventKind.DEATH, household=household, change=make
    )


def marriage_in(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    relation: str,
    person: Person | None = None,
    name: str = "",
    sex: str = "",
    new_head: Person | None = None,
) -> LifeEvent:
    """Somebody marries into the household: a resident of the site, or a newcomer by name.

    A resident leaves the household where he lives; `new_head` is who heads that one where he did.
    """
    newcomer = person or Person(
        site_id=household.site_id,
        name=name,
        sex=sex,
        id_missing_reason=_("newcomer, number not told yet"),
        residence_code=ResidenceStatus.RESIDENT,
    )
    return _come_in(
        actor, facts, household, newcomer, relation, new_head, LifeEventKind.MARRIAGE_IN
    )


def join_relatives(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    person: Person,
    relation: str,
    new_head: Person | None = None,
) -> LifeEvent:
    """A resident of the site, or somebody who lived there before, comes to live with the household.

    He leaves the household where he lives; `new_head` is who heads that one where he did.
    """
    return _come_in(actor, facts, household, person, relation, new_head, LifeEventKind.JOIN)


def marriage_out(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    person: Person,
    new_head: Person | None = None,
) -> LifeEvent:
    """A member marries into a family outside the site and leaves the household."""

    def make(event: LifeEvent) -> None:
        end(membership_of(household, person, facts.on), facts.on)
        keep_head(household, facts.on, new_head)
        event.person = person

    return record(
        actor=actor,
        facts=facts,
        kind=LifeEventKind.MARRIAGE_OUT,
        household=household,
        change=make,
    )


def absence(
    *, actor: User, facts: Facts, household: Household, persons: Sequence[Person]
) -> LifeEvent:
    """Members live elsewhere for long and stay members."""
    return _residence(actor, facts, household, persons, LifeEventKind.ABSENCE, ResidenceStatus.AWAY)


def come_back(
    *, actor: User, facts: Facts, household: Household, persons: Sequence[Person]
) -> LifeEvent:
    """Members who were away live here again."""
    return _residence(
        actor, facts, household, persons, LifeEventKind.RETURN, ResidenceStatus.RESIDENT
    )


def head(*, actor: User, facts: Facts, household: Household, person: Person) -> LifeEvent:
    """Another member is the head from that day; whoever was it stays a member."""

    def make(event: LifeEvent) -> None:
        chosen = membership_of(household, person, facts.on)
        if chosen.is_head:
            raise ValidationError(_("%(name)s is the head already.") % {"name": person.name})
        for member in members_of(household, facts.on):
            if member.is_head:
                continue_as(member, facts.on, is_head=False, relation="")
        continue_as(chosen, facts.on, is_head=True, relation=Relation.HEAD)
        event.person = person

    return record(
        actor=actor, facts=facts, kind=LifeEventKind.HEAD, household=household, change=make
    )


def _come_in(
    actor: User,
    facts: Facts,
    household: Household,
    newcomer: Person,
    relation: str,
    new_head: Person | None,
    kind: LifeEventKind,
) -> LifeEvent:
    former = _home_of(newcomer, household, facts) if newcomer.pk else None

    def make(event: LifeEvent) -> None:
        if newcomer.pk is None:
            store(newcomer)
        elif former is not None:
            end(former, facts.on)
            keep_head(former.household, facts.on, new_head)
            event.other_household = former.household
        join(household, newcomer, facts.on, relation=relation)
        event.person = newcomer

    return record(
        actor=actor,
        facts=facts,
        kind=kind,
        household=household,
        others=[former.household] if former else [],
        change=make,
    )


def _home_of(person: Person, household: Household, facts: Facts) -> Membership | None:
    if person.site_id != household.site_id:
        raise ValidationError(
            _("%(name)s lives at another site. Record the move there first.")
            % {"name": person.name}
        )
    rows = Membership.objects.current(facts.on).filter(person=person)
    member = rows.select_related("household").first()
    if member is not None and member.household_id == household.pk:
        raise ValidationError(
            _("%(name)s is a member of this household already.") % {"name": person.name}
        )
    return member


def _residence(
    actor: User,
    facts: Facts,
    household: Household,
    persons: Sequence[Person],
    kind: LifeEventKind,
    code: str,
) -> LifeEvent:
    def make(event: LifeEvent) -> None:
        for person in persons:
            membership_of(household, person, facts.on)
            # As it stands in the table: the caller's row may be older than the lock.
            person.refresh_from_db()
            if person.residence_code == code:
                raise ValidationError(
                    _("%(name)s is recorded so already: %(state)s.")
                    % {"name": person.name, "state": person.get_residence_code_display()}
                )
            change(person, residence_code=code)
        if not persons:
            raise ValidationError({"persons": _("Say which members it concerns.")})
        event.person = persons[0] if len(persons) == 1 else None

    return record(actor=actor, facts=facts, kind=kind, household=household, change=make)
