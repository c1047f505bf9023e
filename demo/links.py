"""What hangs the households in the net: joint-household units, function lines, contact cadres."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle

from accounts.models import User
from demo.net import GRIDS_SINCE, Net
from demo.organisations import Organisations
from demo.places import Places
from demo.residents import Register
from demo.staff import Staff
from grids.enums import FunctionLine, GridPost
from grids.models import (
    Grid,
    GridFunctionLine,
    GridPosting,
    JointHouseholdDwelling,
    JointHouseholdUnit,
)
from residents.models import ContactPair
from sites.enums import Post
from sites.models import Dwelling, Stairwell

UNITS_SINCE = GRIDS_SINCE + timedelta(days=60)
# The county is nearly covered: stairwells (numbers in all) that still look for their unit, for the
# leader of it, and for a contact cadre.
WITHOUT_UNIT, WITHOUT_LEADER, WITHOUT_CONTACT = {57, 142}, {12, 96}, {31, 118, 119}
CADRES = {
    Post.FIRST_SECRETARY,
    Post.WORK_TEAM_MEMBER,
    Post.PARTY_COMMITTEE_MEMBER,
    Post.RESIDENTS_COMMITTEE_MEMBER,
    Post.CENTRE_STAFF,
}
UNIT_OF_LINE = {
    FunctionLine.PARTY_BUILDING: "县委组织部",
    FunctionLine.POLITICAL_LEGAL: "县委政法委",
    FunctionLine.GOVERNANCE: "县委政法委",
    FunctionLine.CIVIL_AFFAIRS: "县民政局",
    FunctionLine.EMERGENCY: "县应急管理局",
}


@dataclass(slots=True)
class Links:
    """Not yet stored."""

    units: list[JointHouseholdUnit] = field(default_factory=list)
    dwellings: list[JointHouseholdDwelling] = field(default_factory=list)
    lines: list[GridFunctionLine] = field(default_factory=list)
    pairs: list[ContactPair] = field(default_factory=list)


def link(
    net: Net, places: Places, bodies: Organisations, register: Register, staff: Staff
) -> Links:
    """A unit a stairwell with its leader, five lines a grid, a cadre for nearly every household."""
    links = Links()
    rooms: dict[int, list[Dwelling]] = defaultdict(list)
    for dwelling in places.dwellings:
        rooms[id(dwelling.stairwell)].append(dwelling)
    grid_of = {id(row.stairwell): row.grid for row in net.stairwells}
    for number, stairwell in enumerate(places.stairwells):
        if number not in WITHOUT_UNIT:
            unit = _unit(links, stairwell, grid_of[id(stairwell)], rooms[id(stairwell)])
            if number not in WITHOUT_LEADER:
                _lead(net, register, staff, unit, stairwell)
    for grid in net.grids:
        links.lines += [
            GridFunctionLine(
                site=grid.site,
                grid=grid,
                line=line,
                organisation=bodies.of_county.get(body),
                valid_from=GRIDS_SINCE,
            )
            for line, body in UNIT_OF_LINE.items()
        ]
    links.pairs = _pairs(places, register, staff)
    return links


def _unit(
    links: Links, stairwell: Stairwell, grid: Grid, rooms: list[Dwelling]
) -> JointHouseholdUnit:
    unit = JointHouseholdUnit(
        site=grid.site,
        grid=grid,
        name=f"{stairwell.building.name}栋{stairwell.name}单元联户",
        valid_from=UNITS_SINCE,
    )
    links.units.append(unit)
    links.dwellings += [
        JointHouseholdDwelling(site=grid.site, unit=unit, dwelling=room, valid_from=UNITS_SINCE)
        for room in rooms
    ]
    return unit


def _lead(
    net: Net, register: Register, staff: Staff, unit: JointHouseholdUnit, stairwell: Stairwell
) -> None:
    """The leader is a neighbour; he is in the staff directory and does not sign in."""
    resident = register.take_leader(stairwell.building)
    user = staff.person(GridPost.JOINT_HOUSEHOLD_LEADER, unit.site.name, name=resident.name)
    resident.user = user
    net.postings.append(
        GridPosting(
            site=unit.site,
            grid=unit.grid,
            joint_unit=unit,
            holder=user,
            post=GridPost.JOINT_HOUSEHOLD_LEADER,
            valid_from=staff.some_days_ago(150, 640),
        )
    )


def _pairs(places: Places, register: Register, staff: Staff) -> list[ContactPair]:
    """One cadre a stairwell, the site's cadres in turn; from the later of his post and its move."""
    began: dict[int, dict[int, tuple[User, object]]] = defaultdict(dict)
    for posting in staff.postings:
        held = posting.valid_from <= staff.as_of and not (
            posting.valid_to and posting.valid_to < staff.as_of
        )
        if held and posting.post in CADRES and posting.site:
            began[id(posting.site)].setdefault(
                id(posting.holder), (posting.holder, posting.valid_from)
            )
    turns = {site: cycle(cadres.values()) for site, cadres in began.items()}
    cadre_of = {
        id(stairwell): next(turns[id(stairwell.site)])
        for number, stairwell in enumerate(places.stairwells)
        if number not in WITHOUT_CONTACT
    }
    pairs = []
    for home in register.occupancies:
        if home.valid_to or home.valid_from > staff.as_of or home.household.ended_on:
            continue
        if found := cadre_of.get(id(home.dwelling.stairwell)):
            cadre, first = found
            pairs.append(
                ContactPair(
                    site=home.site,
                    household=home.household,
                    cadre=cadre,
                    valid_from=max(first, home.valid_from),
                )
            )
    return pairs
