"""Grids over the buildings, their party groups, and the residents and staff who hold grid posts."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import User
from demo.places import SITES, Places
from demo.residents import Register
from demo.staff import Staff
from grids.enums import GridPost
from grids.models import Grid, GridPartyGroup, GridPosting, GridStairwell
from residents.models import Person
from sites.models import Building, ResettlementSite

LEADERS = 41
GRIDS_SINCE = date(2021, 3, 1)
ORDINALS = "一二三四"
# Grids whose leader hands over soon, and those whose leader has changed: numbers in all grids.
LEAVING, CHANGED = {7, 19}, {2, 11, 15, 22}
# The building that still looks for its head: (number of the grid, position in it).
HEADLESS = (24, 2)


@dataclass(slots=True)
class Net:
    """The grids of the county, not yet stored."""

    grids: list[Grid] = field(default_factory=list)
    stairwells: list[GridStairwell] = field(default_factory=list)
    party_groups: list[GridPartyGroup] = field(default_factory=list)
    postings: list[GridPosting] = field(default_factory=list)


def cast_net(places: Places, register: Register, staff: Staff) -> Net:
    """26 grids that hold every stairwell once, 41 leaders, 9 full-time members (R21 to R24)."""
    net = Net()
    stairwells: dict[int, list] = {}
    for stairwell in places.stairwells:
        stairwells.setdefault(id(stairwell.building), []).append(stairwell)
    headed = _headed(places)
    shares = _shares([len(buildings) for buildings in headed])
    for plan, site in zip(SITES, places.sites, strict=True):
        members = [
            staff.person(GridPost.FULL_TIME_MEMBER, site.name) for _ in range(plan.full_time)
        ]
        for index, block in enumerate(places.grids[site.code]):
            grid = _grid(net, site, index)
            net.stairwells += [
                GridStairwell(site=site, grid=grid, stairwell=stairwell, valid_from=GRIDS_SINCE)
                for building in block
                for stairwell in stairwells[id(building)]
            ]
            number = len(net.grids) - 1
            _lead(net, staff, register, grid, number, _split(headed[number], shares[number]))
            for member in members[index :: len(plan.grids)]:
                _hold(net, grid, member, GridPost.FULL_TIME_MEMBER, staff.some_days_ago(150, 620))
    return net


def _grid(net: Net, site: ResettlementSite, index: int) -> Grid:
    name = f"{site.name}第{ORDINALS[index]}网格"
    grid = Grid(site=site, code=f"{site.code}-G{index + 1}", name=name, valid_from=GRIDS_SINCE)
    founded = GRIDS_SINCE + timedelta(days=30 + index)
    net.grids.append(grid)
    net.party_groups.append(
        GridPartyGroup(site=site, grid=grid, name=f"{name}党小组", valid_from=founded)
    )
    return grid


def _headed(places: Places) -> list[list[Building]]:
    """Grid by grid the buildings that have a head."""
    blocks = [list(block) for site in places.sites for block in places.grids[site.code]]
    del blocks[HEADLESS[0]][HEADLESS[1]]
    return blocks


def _shares(sizes: list[int]) -> list[int]:
    """How many leaders each grid has: nobody heads more than two buildings, 41 in all."""
    shares = [(size + 1) // 2 for size in sizes]
    while sum(shares) < LEADERS:
        emptiest = max(range(len(sizes)), key=lambda number: sizes[number] / shares[number])
        shares[emptiest] += 1
    return shares


def _split(buildings: list[Building], leaders: int) -> list[list[Building]]:
    """The buildings of each leader: the first ones head two, as long as there are too many."""
    doubles = len(buildings) - leaders
    return [
        buildings[2 * i : 2 * i + 2] if i < doubles else [buildings[doubles + i]]
        for i in range(leaders)
    ]


def _lead(
    net: Net,
    staff: Staff,
    register: Register,
    grid: Grid,
    number: int,
    parts: list[list[Building]],
) -> None:
    """Leaders are residents of a building that they head (R31)."""
    for position, buildings in enumerate(parts):
        resident = register.take_leader(buildings[0])
        leader = _directory_entry(staff, grid, resident)
        first, last = staff.some_days_ago(150, 640), None
        if position == 0 and number in CHANGED:
            former = staff.person(GridPost.GRID_LEADER, grid.site.name, active=False)
            began = max(GRIDS_SINCE, first - timedelta(days=700))
            for building in buildings:
                _lead_building(net, grid, former, building, began, first - timedelta(days=1))
        if position == 0 and number in LEAVING:
            last = staff.as_of + timedelta(days=number)
            successor = _directory_entry(staff, grid, register.take_leader(buildings[0]))
            for building in buildings:
                _lead_building(net, grid, successor, building, last + timedelta(days=1))
        for building in buildings:
            _lead_building(net, grid, leader, building, first, last)


def _directory_entry(staff: Staff, grid: Grid, resident: Person) -> User:
    user = staff.person(GridPost.GRID_LEADER, grid.site.name, name=resident.name)
    resident.user = user
    return user


def _lead_building(
    net: Net, grid: Grid, holder: User, building: Building, first: date, last: date | None = None
) -> None:
    _hold(net, grid, holder, GridPost.GRID_LEADER, first, last, building=building)


def _hold(
    net: Net,
    grid: Grid,
    holder: User,
    post: str,
    first: date,
    last: date | None = None,
    **more: object,
) -> None:
    net.postings.append(
        GridPosting(
            site=grid.site,
            grid=grid,
            holder=holder,
            post=post,
            valid_from=first,
            valid_to=last,
            **more,
        )
    )
