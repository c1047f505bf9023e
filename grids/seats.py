"""Seats of grid posts: a head for each building, a leader for each unit and party group."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from grids.enums import GridPost
from grids.models import Grid, GridPartyGroup, GridPosting, GridStairwell, JointHouseholdUnit
from lib.posts import Seats
from lib.scope import Scope

KIND = "grid"


def seats_of_grids(scope: Scope, on: date) -> Iterator[Seats]:
    """One seat a building of a grid, a joint-household unit and a grid party group.

    The leader of a whole grid heads each of its buildings that has no head of its own.
    Five SQL statements.
    """
    grids = Grid.objects.within(scope).current(on)
    posts = (
        GridPost.GRID_LEADER,
        GridPost.JOINT_HOUSEHOLD_LEADER,
        GridPost.PARTY_GROUP_LEADER,
    )
    postings = GridPosting.objects.in_post(on).filter(post__in=posts, grid__in=grids)
    places = postings.values_list("post", "grid", "building", "joint_unit", "holder").distinct()
    held = Counter(place[:4] for place in places)
    yield from _of_buildings(grids, on, held)
    yield from _of_units(grids, on, held)
    yield from _of_party_groups(grids, on, held)


def _of_buildings(grids: QuerySet[Grid], on: date, held: Counter) -> Iterator[Seats]:
    post = GridPost.GRID_LEADER
    links = GridStairwell.objects.current(on).filter(grid__in=grids)
    links = links.order_by("grid__code", "stairwell__building")
    names = ("grid", "grid__name", "site", "stairwell__building", "stairwell__building__name")
    for grid, name, site, building, building_name in links.values_list(*names).distinct():
        own = held[post, grid, building, None]
        yield Seats(
            kind=KIND,
            post=post,
            label=str(post.label),
            place=f"{name} {building_name}",
            site_id=site,
            seats=1,
            held=own or min(held[post, grid, None, None], 1),
            fill={"post": post.value, "grid": grid, "building": building},
        )


def _of_units(grids: QuerySet[Grid], on: date, held: Counter) -> Iterator[Seats]:
    post = GridPost.JOINT_HOUSEHOLD_LEADER
    units = JointHouseholdUnit.objects.current(on).filter(grid__in=grids)
    for unit in units.select_related("grid").order_by("grid__code", "name"):
        yield Seats(
            kind=KIND,
            post=post,
            label=str(post.label),
            place=f"{unit.grid} {unit}",
            site_id=unit.site_id,
            seats=1,
            held=held[post, unit.grid_id, None, unit.pk],
            fill={"post": post.value, "grid": unit.grid_id, "joint_unit": unit.pk},
        )


def _of_party_groups(grids: QuerySet[Grid], on: date, held: Counter) -> Iterator[Seats]:
    post = GridPost.PARTY_GROUP_LEADER
    groups = GridPartyGroup.objects.current(on).filter(grid__in=grids)
    for group in groups.select_related("grid").order_by("grid__code"):
        yield Seats(
            kind=KIND,
            post=post,
            label=str(post.label),
            place=group.name,
            site_id=group.site_id,
            seats=1,
            held=sum(
                number
                for (its_post, grid, _building, _unit), number in held.items()
                if its_post == post and grid == group.grid_id
            ),
            fill={"post": post.value, "grid": group.grid_id},
        )
