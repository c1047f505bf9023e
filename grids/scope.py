"""What a grid posting lets its holder read: stairwells of his grid, building or joint unit."""

from collections.abc import Iterable
from datetime import date

from grids.enums import GRID_POST_ROLE
from grids.models import GridPosting, GridStairwell, JointHouseholdDwelling
from lib.scope import Area, Grant


def grants_of_grid_postings(user_id: int, on: date) -> Iterable[Grant]:
    """The grants of a person's current grid postings, stairwell ids resolved.

    One query without a posting, two with, three for a joint-household leader: he stands for
    the stairwells in which his unit has dwellings today.
    """
    postings = list(
        GridPosting.objects.current(on)
        .filter(holder=user_id, post__in=GRID_POST_ROLE)
        .values_list("post", "grid", "building", "joint_unit")
    )
    if not postings:
        return
    stairwells = list(
        # A grid that has ended gives no access, though its stairwells wait for another one.
        GridStairwell.objects.current(on)
        .filter(grid__in={grid for _, grid, _, _ in postings})
        .values_list("grid", "stairwell", "stairwell__building", "site")
    )
    of_units = _stairwells_of_units({unit for *_, unit in postings if unit}, on)
    for post, grid, building, unit in postings:
        own = frozenset(
            (stairwell, site)
            for its_grid, stairwell, its_building, site in stairwells
            if its_grid == grid
            and building in (None, its_building)
            and (unit is None or (unit, stairwell) in of_units)
        )
        yield Grant(GRID_POST_ROLE[post], Area(stairwells=own))


def _stairwells_of_units(units: set[int], on: date) -> set[tuple[int, int]]:
    """Pairs of unit and stairwell; nothing is asked where nobody leads a unit."""
    if not units:
        return set()
    dwellings = JointHouseholdDwelling.objects.current(on).filter(unit__in=units)
    return set(dwellings.values_list("unit", "dwelling__stairwell").distinct())
