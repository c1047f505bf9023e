"""What a grid posting lets its holder read: his grid's stairwells, or those of his building."""

from collections.abc import Iterable
from datetime import date

from grids.enums import GRID_POST_ROLE
from grids.models import GridPosting, GridStairwell
from lib.scope import Area, Grant


def grants_of_grid_postings(user_id: int, on: date) -> Iterable[Grant]:
    """The grants of a person's current grid postings, stairwell ids resolved: two queries."""
    postings = list(
        GridPosting.objects.current(on)
        .filter(holder=user_id, post__in=GRID_POST_ROLE)
        .values_list("post", "grid", "building", "site")
    )
    if not postings:
        return
    stairwells = list(
        GridStairwell.objects.filter(grid__in={grid for _, grid, _, _ in postings}).values_list(
            "grid", "stairwell", "stairwell__building", "site"
        )
    )
    for post, grid, building, _site in postings:
        own = frozenset(
            (stairwell, site)
            for its_grid, stairwell, its_building, site in stairwells
            if its_grid == grid and building in (None, its_building)
        )
        yield Grant(GRID_POST_ROLE[post], Area(stairwells=own))
