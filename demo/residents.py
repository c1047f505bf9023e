"""The register of the demonstration: who lives where since when, and what has changed since."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from demo.families import HEAD, Member, family_of
from demo.identity import Numbers
from demo.places import TOWNSHIPS, Places
from demo.traits import traits_of
from lib.names import name_keys
from residents.enums import MonitoredType, OriginClass, Relation, RelocationType
from residents.models import Household, Membership, Occupancy, Person
from sites.enums import DwellingState
from sites.models import Building, Dwelling, ResettlementSite

# Dwellings in a thousand: empty, let to tenants, lent to kin; the others are lived in by owners.
STATES = {
    DwellingState.VACANT: 26,
    DwellingState.LET: 14,
    DwellingState.LENT: 6,
    DwellingState.SELF_OCCUPIED: 954,
}
# Shares of events among the households of a site.
LEFT_THE_COUNTY, CAME_FROM_OTHER_SITE, MOVED_WITHIN, ALL_AWAY = 0.25, 0.002, 0.01, 0.015
NEWBORN_REASON = "新生儿，尚未办理"
TENANT_REMARK = "租住户，非搬迁户"


@dataclass(slots=True)
class Register:
    """Households, persons and their dated ties, not yet stored; predecessors stand first."""

    rng: Random
    as_of: date
    numbers: Numbers
    households: list[Household] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    occupancies: list[Occupancy] = field(default_factory=list)
    vacant: dict[str, list[Dwelling]] = field(default_factory=lambda: defaultdict(list))
    candidates: dict[int, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _serials: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def take_leader(self, building: Building) -> Person:
        """A resident of the building who can be its head; nobody is taken twice."""
        own = self.candidates[id(building)]
        return own.pop(self.rng.randrange(len(own)))

    def household(self, site: ResettlementSite, moved_in: date, **more: object) -> Household:
        self._serials[site.code] += 1
        number = f"{site.code[-2:]}{self._serials[site.code]:04d}"
        household = Household(site=site, household_no=number, moved_in_on=moved_in, **more)
        self.households.append(household)
        return household

    def occupy(
        self, household: Household, dwelling: Dwelling, first: date, last: date | None = None
    ) -> None:
        self.occupancies.append(
            Occupancy(
                site=household.site,
                household=household,
                dwelling=dwelling,
                is_tenant=dwelling.state == DwellingState.LET,
                valid_from=first,
                valid_to=last,
            )
        )

    def day_within(self, days: int) -> date:
        """Some day of the last so many, the last fortnight left out."""
        return self.as_of - timedelta(days=self.rng.randint(15, days))


def settle(rng: Random, as_of: date, numbers: Numbers, places: Places) -> Register:
    """Fills the dwellings of every site."""
    register = Register(rng, as_of, numbers)
    states, shares = list(STATES), list(STATES.values())
    for dwelling in places.dwellings:
        dwelling.state = rng.choices(states, shares)[0]
        if dwelling.state != DwellingState.VACANT:
            _move_in(register, dwelling)
        elif rng.random() < LEFT_THE_COUNTY:
            _lived_here_once(register, dwelling)
        else:
            register.vacant[dwelling.site.code].append(dwelling)
    return register


def _moved_in(register: Register, dwelling: Dwelling) -> date:
    """Owners came in the year after the site opened, tenants in the last three years."""
    if dwelling.state == DwellingState.LET:
        return register.day_within(1000)
    return dwelling.site.opened_on + timedelta(days=register.rng.randint(60, 420))


def _move_in(register: Register, dwelling: Dwelling) -> None:
    rng, site = register.rng, dwelling.site
    moved_in = _moved_in(register, dwelling)
    members = family_of(rng, register.as_of)
    away = rng.random() < ALL_AWAY
    others = [code for code, rows in register.vacant.items() if rows and code != site.code]
    own = dwelling.state == DwellingState.SELF_OCCUPIED
    if own and others and rng.random() < CAME_FROM_OTHER_SITE:
        _come_from(register, dwelling, rng.choice(others), members)
        return
    household = register.household(site, moved_in, **_facts(register, dwelling, moved_in))
    vacant = register.vacant[site.code]
    if own and vacant and rng.random() < MOVED_WITHIN:
        moved = register.day_within(500)
        register.occupy(household, vacant.pop(), moved_in, moved - timedelta(days=1))
        register.occupy(household, dwelling, moved)
    else:
        register.occupy(household, dwelling, moved_in)
    for person, member in _persons(register, household, members, away=away):
        _join(register, household, person, member, max(moved_in, member.born))
        if not away and 32 <= member.age(register.as_of) <= 60 and person.phone:
            register.candidates[id(dwelling.stairwell.building)].append(person)
    if rng.random() < 0.03:
        _married_out(register, household, moved_in)


def _lived_here_once(register: Register, dwelling: Dwelling) -> None:
    """A household that has left the county; its file stays."""
    moved_in, left = _moved_in(register, dwelling), register.day_within(400)
    facts = _facts(register, dwelling, moved_in)
    household = register.household(dwelling.site, moved_in, ended_on=left, **facts)
    last = left - timedelta(days=1)
    register.occupy(household, dwelling, moved_in, last)
    members = family_of(register.rng, register.as_of)
    for person, member in _persons(register, household, members, away=True):
        if member.born < left:
            _join(register, household, person, member, max(moved_in, member.born), last)


def _come_from(register: Register, dwelling: Dwelling, other: str, members: list[Member]) -> None:
    """A move between sites: the household ends there, a linked successor opens here."""
    former_home = register.vacant[other].pop()
    began, moved = _moved_in(register, former_home), register.day_within(600)
    facts = _facts(register, former_home, began)
    former = register.household(former_home.site, began, ended_on=moved, **facts)
    last = moved - timedelta(days=1)
    register.occupy(former, former_home, began, last)
    household = register.household(dwelling.site, moved, predecessor=former, **facts)
    register.occupy(household, dwelling, moved)
    for person, member in _persons(register, household, members, away=False):
        if member.born < moved:
            _join(register, former, person, member, max(began, member.born), last)
        _join(register, household, person, member, max(moved, member.born))


def _married_out(register: Register, household: Household, moved_in: date) -> None:
    """A daughter who has left the household; nobody counts her here any more."""
    born = register.as_of - timedelta(days=register.rng.randint(21 * 366, 30 * 366))
    relative = next(row for row in reversed(register.memberships) if row.is_head).person
    name = f"{relative.name[:1]}小{register.rng.choice('燕梅霞丽')}"
    member = Member(name, False, born, Relation.DAUGHTER, relative.ethnic_code)
    ((person, _),) = _persons(register, household, [member], away=True)
    _join(register, household, person, member, moved_in, register.day_within(300))


def _persons(
    register: Register, household: Household, members: list[Member], *, away: bool
) -> list[tuple[Person, Member]]:
    """Unsaved persons of a household with what they were made from."""
    made = []
    for member in members:
        pinyin, initials = name_keys(member.name)
        person = Person(
            site=household.site,
            name=member.name,
            name_pinyin=pinyin,
            name_initials=initials,
            birth_date=member.born,
            ethnic_code=member.ethnic,
            **traits_of(register.rng, member, register.as_of, register.numbers, away=away),
        )
        if member.age(register.as_of) < 1 and register.rng.random() < 0.5:
            person.id_missing_reason = NEWBORN_REASON
        else:
            person.set_id_number(register.numbers.identity(member.born, member.male))
        register.persons.append(person)
        made.append((person, member))
    return made


def _join(
    register: Register,
    household: Household,
    person: Person,
    member: Member,
    first: date,
    last: date | None = None,
) -> None:
    register.memberships.append(
        Membership(
            site=household.site,
            household=household,
            person=person,
            relation_code=member.relation,
            is_head=member.relation == HEAD,
            valid_from=first,
            valid_to=last,
        )
    )


def _facts(register: Register, dwelling: Dwelling, moved_in: date) -> dict[str, object]:
    """What the office writes down about a relocated household; little about a tenant's."""
    rng = register.rng
    if dwelling.state == DwellingState.LET:
        return {"remark": TENANT_REMARK}
    poor = rng.random() < 0.82
    demolished = moved_in + timedelta(days=rng.randint(60, 400))
    facts: dict[str, object] = {
        "relocation_type": RelocationType.REGISTERED_POOR if poor else RelocationType.ACCOMPANYING,
        "relocation_year": dwelling.site.opened_on.year,
        "planned_move_in_on": moved_in - timedelta(days=rng.randint(0, 45)),
        "origin_county": "石阡县",
        "origin_township": rng.choice(list(TOWNSHIPS.values())[3:]),
        "origin_village": f"{rng.choice('上下大小新老')}{rng.choice('坪坝寨湾岭沟塘')}村",
        "origin_class": rng.choice(OriginClass.values),
        "old_house_m2": Decimal(rng.randint(45, 160)),
        "farmland_mu": Decimal(rng.randint(5, 90)) / 10,
        "net_income_yuan": Decimal(rng.randint(9_500, 24_000)),
    }
    if poor:
        facts["poverty_exit_year"] = min(2020, moved_in.year + rng.randint(0, 2))
        facts["self_raised_yuan"] = Decimal(2000 * rng.randint(1, 6))
    if rng.random() < 0.9:
        facts["old_house_demolished_on"] = demolished
        facts["land_reclaimed_on"] = demolished + timedelta(days=rng.randint(30, 300))
        facts["demolition_reward_yuan"] = Decimal(15_000)
    if rng.random() < 0.7:
        facts["title_issued_on"] = moved_in + timedelta(days=rng.randint(400, 1400))
    if rng.random() < 0.45:
        facts["hukou_transferred_on"] = moved_in + timedelta(days=rng.randint(100, 900))
    if rng.random() < 0.02:
        facts["monitored_type"] = rng.choice(MonitoredType.values)
        facts["risk_found_on"] = register.day_within(700)
    return facts
