"""Dated rows of a household that end, continue and begin; who leaves on a day was last here on
the day before.
"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from residents.enums import Relation
from residents.models import ContactPair, Household, Membership, Occupancy, Person
from sites.enums import DwellingState
from sites.models import Dwelling

DAY = timedelta(days=1)


def members_of(household: Household, on: date) -> list[Membership]:
    """The memberships of that day, the head first."""
    rows = Membership.objects.current(on).filter(household=household).select_related("person")
    return list(rows.order_by("-is_head", "pk"))


def membership_of(household: Household, person: Person, on: date) -> Membership:
    """The membership of that day. Raises ValidationError for somebody who is no member."""
    row = Membership.objects.current(on).filter(household=household, person=person).first()
    if row is None:
        raise ValidationError(
            _("%(name)s is no member of household %(number)s on this day.")
            % {"name": person.name, "number": household.household_no}
        )
    return row


def end(row: Any, on: date) -> None:
    """Ends a dated row, so that something else holds from `on`. Raises ValidationError."""
    if row.valid_from >= on:
        raise ValidationError(
            _("%(what)s began on %(day)s. Give a later day.")
            % {"what": str(row._meta.verbose_name).capitalize(), "day": row.valid_from}
        )
    row.valid_to = on - DAY
    row.save(update_fields=["valid_to"])


def join(
    household: Household, person: Person, on: date, *, relation: str = "", is_head: bool = False
) -> Membership:
    """A person belongs to the household from that day."""
    member = Membership(
        site_id=household.site_id,
        household=household,
        person=person,
        relation_code=Relation.HEAD if is_head else relation,
        is_head=is_head,
        valid_from=on,
    )
    return store(member)


def continue_as(member: Membership, on: date, *, is_head: bool, relation: str) -> None:
    """The same membership with other facts from `on`; what began on the day changes in place."""
    if member.valid_from < on:
        end(member, on)
        member = Membership(
            site_id=member.site_id,
            household_id=member.household_id,
            person_id=member.person_id,
            valid_from=on,
        )
    member.is_head, member.relation_code = is_head, relation
    store(member)


def keep_head(household: Household, on: date, new_head: Person | None) -> None:
    """After somebody left: the household ends with its last member, or has a head again.

    Raises ValidationError where the head left and nobody of the others is named.
    """
    left = members_of(household, on)
    if not left:
        close(household, on)
        return
    if any(member.is_head for member in left):
        return
    chosen = next((member for member in left if member.person == new_head), None)
    if chosen is None:
        raise ValidationError(
            {"new_head": _("The head leaves. Say who of the others is the head from then on.")}
        )
    continue_as(chosen, on, is_head=True, relation=Relation.HEAD)


def close(household: Household, on: date) -> None:
    """The household no longer lives here from that day: its dwelling and its contact end too."""
    for occupancy in Occupancy.objects.current(on).filter(household=household):
        move_out(occupancy, on)
    for pair in ContactPair.objects.current(on).filter(household=household):
        end(pair, on)
    change(household, ended_on=on)


def move_out(occupancy: Occupancy, on: date) -> None:
    """The dwelling stands vacant from that day, but for one that was let or lent."""
    end(occupancy, on)
    dwelling = occupancy.dwelling
    if dwelling.state == DwellingState.SELF_OCCUPIED:
        dwelling.state = DwellingState.VACANT
        dwelling.save(update_fields=["state"])


def move_in(household: Household, dwelling: Dwelling, on: date) -> None:
    """The household lives in the dwelling from that day. Raises ValidationError."""
    store(
        Occupancy(site_id=household.site_id, household=household, dwelling=dwelling, valid_from=on)
    )
    if dwelling.state == DwellingState.VACANT:
        dwelling.state = DwellingState.SELF_OCCUPIED
        dwelling.save(update_fields=["state"])


def successor_of(household: Household, site_id: int, on: date, number: str = "") -> Household:
    """A new household that goes on from this one, numbered behind it (H7-2) or as told."""
    fields = {
        name: getattr(household, name)
        for name in (
            "relocation_type", "relocation_year", "origin_county", "origin_township",
            "origin_village", "origin_class", "poverty_exit_year",
        )
    }  # fmt: skip
    successor = Household(
        site_id=site_id,
        household_no=number or _free_number(household.household_no, site_id),
        predecessor=household,
        moved_in_on=on,
        **fields,
    )
    return store(successor)


def copy_contact(household: Household, successor: Household, on: date) -> None:
    """Whoever kept in touch with the family keeps in touch with its new household."""
    for pair in ContactPair.objects.current(on).filter(household=household):
        store(
            ContactPair(
                site_id=successor.site_id,
                household=successor,
                cadre_id=pair.cadre_id,
                valid_from=on,
            )
        )


def change(row: Household | Person, **fields: Any) -> None:
    """Writes own fields of a household or person, so that an open form notices."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def store(row: Any) -> Any:
    """Saves a row that the model and its constraints agree to. Raises ValidationError."""
    row.full_clean()
    row.save()
    return row


def _free_number(number: str, site_id: int) -> str:
    taken = set(
        Household.objects.filter(site=site_id, household_no__startswith=number).values_list(
            "household_no", flat=True
        )
    )
    if number not in taken:
        return number
    following = 2
    while f"{number}-{following}" in taken:
        following += 1
    return f"{number}-{following}"
