"""What the register holds of a site, read in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from lib.dated import current_q
from residents.models import Household, Membership, Occupancy, Person
from sites.models import Building, ResettlementSite

HOUSEHOLD_FIELDS = tuple(
    f.attname
    for f in Household._meta.concrete_fields
    if f.attname not in ("id", "site_id", "predecessor_id")
)
PERSON_FIELDS = tuple(
    f.attname for f in Person._meta.concrete_fields if f.attname not in ("id", "site_id", "user_id")
)

Address = tuple[str, str, str]


@dataclass(slots=True)
class KnownHousehold:
    """A household of the site, its members' person ids, its head and its dwelling today."""

    id: int
    values: dict[str, Any]
    members: list[int] = field(default_factory=list)
    head_id: int | None = None
    dwelling_id: int | None = None


@dataclass(slots=True)
class KnownPerson:
    """A person of the register and where he belongs today.

    Of one who belongs nowhere today: his last household's number, and his last day there.
    """

    id: int
    site_id: int
    values: dict[str, Any]
    household_id: int | None = None
    household_no: str = ""
    membership_id: int | None = None
    relation_code: str = ""
    left_on: date | None = None


@dataclass(slots=True)
class Register:
    """One site's part of the register, and whoever else holds an identity number of the file."""

    site: ResettlementSite
    households: dict[str, KnownHousehold] = field(default_factory=dict)
    persons: dict[int, KnownPerson] = field(default_factory=dict)
    by_id_index: dict[bytes, KnownPerson] = field(default_factory=dict)
    dwellings: dict[Address, int] = field(default_factory=dict)
    dwelling_values: dict[int, tuple[Any, str]] = field(default_factory=dict)
    occupied: dict[int, str] = field(default_factory=dict)
    # Dwelling to the day after its last household's last day: none moves in before.
    free_from: dict[int, date] = field(default_factory=dict)
    buildings: dict[str, int] = field(default_factory=dict)
    stairwells: dict[tuple[str, str], int] = field(default_factory=dict)

    def address_of(self, dwelling_id: int) -> str:
        """ "3-2-501" of a dwelling of the site."""
        for address, known in self.dwellings.items():
            if known == dwelling_id:
                return "-".join(address)
        return ""


def read_register(site: ResettlementSite, id_indexes: Iterable[bytes], on: date) -> Register:
    """Reads the site's households, members, dwellings and the file's identity numbers.

    Seven SQL statements at most, whatever the number of rows.
    """
    register = Register(site=site)
    indexes = list(id_indexes)
    _read_households(register)
    _read_persons(register, indexes)
    _read_memberships(register, on)
    _read_last_memberships(register, set(indexes))
    _read_housing(register, on)
    return register


def _read_households(register: Register) -> None:
    rows = Household.objects.filter(site=register.site).values_list("id", *HOUSEHOLD_FIELDS)
    for row in rows:
        values = dict(zip(HOUSEHOLD_FIELDS, row[1:], strict=True))
        register.households[values["household_no"]] = KnownHousehold(row[0], values)


def _read_persons(register: Register, id_indexes: list[bytes]) -> None:
    rows = Person.objects.filter(
        Q(site=register.site) | Q(id_number_index__in=id_indexes)
    ).values_list("id", "site_id", *PERSON_FIELDS)
    for row in rows:
        values = dict(zip(PERSON_FIELDS, row[2:], strict=True))
        person = KnownPerson(row[0], row[1], values)
        register.persons[person.id] = person
        if values["id_number_index"] is not None:
            register.by_id_index[bytes(values["id_number_index"])] = person


def _read_memberships(register: Register, on: date) -> None:
    numbers = {household.id: household for household in register.households.values()}
    elsewhere = [p.id for p in register.persons.values() if p.site_id != register.site.pk]
    rows = Membership.objects.filter(
        current_q(on), Q(site=register.site) | Q(person__in=elsewhere)
    ).values_list(
        "id", "person", "household", "household__household_no", "relation_code", "is_head"
    )
    for membership, person_id, household_id, number, relation, is_head in rows:
        person = register.persons.get(person_id)
        if person is None:
            continue
        person.household_id, person.household_no = household_id, number
        person.membership_id, person.relation_code = membership, relation
        household = numbers.get(household_id)
        if household is not None:
            household.members.append(person_id)
            if is_head:
                household.head_id = person_id


def _read_last_memberships(register: Register, id_indexes: set[bytes]) -> None:
    """Where those of the file belonged who belong nowhere today: moved away or dead."""
    left = {
        person.id: person
        for index, person in register.by_id_index.items()
        if person.household_id is None and index in id_indexes
    }
    if not left:
        return
    rows = Membership.objects.filter(person__in=left, valid_to__isnull=False).order_by("valid_to")
    for person_id, number, last in rows.values_list(
        "person", "household__household_no", "valid_to"
    ):
        left[person_id].household_no, left[person_id].left_on = number, last


def _read_housing(register: Register, on: date) -> None:
    flat = "stairwell__dwelling__"
    rows = Building.objects.filter(site=register.site).values_list(
        "id", "name", "stairwell__id", "stairwell__name",
        f"{flat}id", f"{flat}room_no", f"{flat}floor_area_m2", f"{flat}state",
    )  # fmt: skip
    for building_id, building, stairwell_id, stairwell, dwelling_id, room, area, state in rows:
        register.buildings[building] = building_id
        if stairwell_id is not None:
            register.stairwells[building, stairwell] = stairwell_id
        if dwelling_id is not None:
            register.dwellings[building, stairwell, room] = dwelling_id
            register.dwelling_values[dwelling_id] = (area, state)
    homes = {household.id: household for household in register.households.values()}
    occupancies = Occupancy.objects.filter(site=register.site).values_list(
        "dwelling", "household", "valid_from", "valid_to"
    )
    for dwelling_id, household_id, first, last in occupancies:
        if last is not None and last < on:
            free = register.free_from.get(dwelling_id, date.min)
            register.free_from[dwelling_id] = max(free, last + timedelta(days=1))
            continue
        household = homes[household_id]
        register.occupied[dwelling_id] = household.values["household_no"]
        if first <= on:
            household.dwelling_id = dwelling_id
