"""Events of whole households: split, merge, moves, moving out, hukou transfer."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from residents.actions.life_events.recording import Facts, record
from residents.actions.life_events.rows import (
    change,
    close,
    copy_contact,
    end,
    join,
    keep_head,
    members_of,
    membership_of,
    move_in,
    move_out,
    successor_of,
)
from residents.enums import LifeEventKind
from residents.models import Household, LifeEvent, Occupancy, Person
from sites.models import Dwelling, ResettlementSite


def split(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    persons: Sequence[Person],
    head: Person,
    dwelling: Dwelling | None = None,
    new_head: Person | None = None,
    number: str = "",
) -> LifeEvent:
    """Some members become a household of their own, with `head`, in `dwelling` if there is one.

    The contact cadre stays with both. `new_head` heads the rest where its head goes along. The new
    household is numbered behind the old one unless it has a `number` already.
    """

    def make(event: LifeEvent) -> None:
        if head not in persons:
            raise ValidationError({"head": _("The head of the new household must go along.")})
        if len(persons) >= len(members_of(household, facts.on)):
            raise ValidationError(
                {"persons": _("Somebody must stay. If all move, record a move instead.")}
            )
        successor = successor_of(household, household.site_id, facts.on, number)
        for person in persons:
            member = membership_of(household, person, facts.on)
            end(member, facts.on)
            join(
                successor,
                person,
                facts.on,
                is_head=person == head,
                relation="" if member.is_head else member.relation_code,
            )
        keep_head(household, facts.on, new_head)
        if dwelling is not None:
            move_in(successor, dwelling, facts.on)
        copy_contact(household, successor, facts.on)
        event.other_household = successor

    return record(
        actor=actor, facts=facts, kind=LifeEventKind.SPLIT, household=household, change=make
    )


def merge(*, actor: User, facts: Facts, household: Household, into: Household) -> LifeEvent:
    """All members join another household of the site; this one ends."""

    def make(event: LifeEvent) -> None:
        if into.pk == household.pk or into.site_id != household.site_id:
            raise ValidationError({"into": _("Choose another household of the same site.")})
        for member in members_of(household, facts.on):
            end(member, facts.on)
            join(into, member.person, facts.on)
        close(household, facts.on)
        event.other_household = into

    return record(
        actor=actor,
        facts=facts,
        kind=LifeEventKind.MERGE,
        household=household,
        others=[into],
        change=make,
    )


def move(*, actor: User, facts: Facts, household: Household, dwelling: Dwelling) -> LifeEvent:
    """The household lives in another dwelling of the site from that day; the grid follows."""

    def make(event: LifeEvent) -> None:
        _leave_dwelling(household, facts)
        move_in(household, dwelling, facts.on)

    return record(
        actor=actor, facts=facts, kind=LifeEventKind.MOVE, household=household, change=make
    )


def other_site(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    site: ResettlementSite,
    dwelling: Dwelling | None = None,
) -> LifeEvent:
    """The household ends here and goes on as a linked successor there (design: second fence).

    `dwelling` is one of that site, where the actor may act there; else that site gives it one.
    """

    def make(event: LifeEvent) -> None:
        if site.pk == household.site_id:
            raise ValidationError({"site": _("The household lives at this site already.")})
        successor = successor_of(household, site.pk, facts.on)
        for member in members_of(household, facts.on):
            end(member, facts.on)
            change(member.person, site=site)
            join(
                successor,
                member.person,
                facts.on,
                is_head=member.is_head,
                relation=member.relation_code,
            )
        close(household, facts.on)
        if dwelling is not None:
            move_in(successor, dwelling, facts.on)
        event.other_household = successor

    return record(
        actor=actor,
        facts=facts,
        kind=LifeEventKind.OTHER_SITE,
        household=household,
        site=site,
        change=make,
    )


def out(
    *,
    actor: User,
    facts: Facts,
    household: Household,
    persons: Sequence[Person] = (),
    new_head: Person | None = None,
) -> LifeEvent:
    """Members leave the resettlement for good; without `persons` the whole household."""

    def make(event: LifeEvent) -> None:
        members = members_of(household, facts.on)
        leaving = [membership_of(household, person, facts.on) for person in persons] or members
        for member in leaving:
            end(member, facts.on)
        keep_head(household, facts.on, new_head)
        event.person = leaving[0].person if len(persons) == 1 else None

    return record(
        actor=actor, facts=facts, kind=LifeEventKind.OUT, household=household, change=make
    )


def hukou(*, actor: User, facts: Facts, household: Household) -> LifeEvent:
    """The household's registration is transferred to the place where it lives."""

    def make(event: LifeEvent) -> None:
        household.refresh_from_db()
        if household.hukou_transferred_on is not None:
            raise ValidationError(
                _("The hukou was transferred on %(day)s already.")
                % {"day": household.hukou_transferred_on}
            )
        change(household, hukou_transferred_on=facts.on)

    return record(
        actor=actor, facts=facts, kind=LifeEventKind.HUKOU, household=household, change=make
    )


def _leave_dwelling(household: Household, facts: Facts) -> None:
    rows = Occupancy.objects.current(facts.on).filter(household=household)
    for occupancy in rows.select_related("dwelling"):
        move_out(occupancy, facts.on)
