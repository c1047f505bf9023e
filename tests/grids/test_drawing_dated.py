"""How grids are drawn is dated: the net of a past day is shown and counted as it was (R21)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from grids.actions.grids import set_stairwells
from grids.coverage import by_site, gridded
from grids.enums import Gap, GridPost
from grids.figures import stairwells_without_grid
from grids.models import Grid, GridStairwell
from lib.history import set_constraints_immediate
from lib.periods import Period, today
from lib.scope import scope_of
from lib.timeline import responsible_for
from residents.models import Household
from tests import factories

YESTERDAY = today() - timedelta(days=1)
LAST_YEAR = today() - timedelta(days=365)


@pytest.fixture
def stairwell(db):
    return factories.make_stairwell()


def grids_of(stairwell, on) -> list[Grid]:
    return [link.grid for link in gridded(on).filter(stairwell=stairwell).select_related("grid")]


def test_a_stairwell_that_changes_grids_is_in_the_old_one_on_past_days(stairwell):
    household = factories.make_household(dwelling=factories.make_dwelling(stairwell))
    old, new = factories.make_grid(stairwell), factories.make_grid(site=stairwell.site)
    keeper, leader = factories.make_county_staff(), factories.make_user("新网格长")
    factories.make_posting(leader, GridPost.GRID_LEADER, new)
    county = scope_of(keeper.pk, today())

    set_stairwells(actor=keeper, grid=old, stairwells=[], since=today())
    set_stairwells(actor=keeper, grid=new, stairwells=[stairwell], since=today())

    assert grids_of(stairwell, YESTERDAY) == [old]
    assert grids_of(stairwell, today()) == [new]
    heads = [by_site(county, day)[stairwell.site_id] for day in (YESTERDAY, today())]
    assert [row[f"no_{Gap.HEAD.value}"] for row in heads] == [1, 0]
    assert responsible_for(household, YESTERDAY) == []
    assert [person.name for person in responsible_for(household, today())] == ["新网格长"]
    assert list(Household.objects.within(scope_of(leader.pk, today()))) == [household]


def test_a_figure_of_a_past_day_counts_the_drawing_of_that_day(stairwell):
    grid = factories.make_grid(stairwell)
    keeper = factories.make_county_staff()
    set_stairwells(actor=keeper, grid=grid, stairwells=[], since=today())
    county = scope_of(keeper.pk, today())

    found = [
        list(stairwells_without_grid(county, Period(LAST_YEAR, day)))
        for day in (YESTERDAY, today())
    ]

    assert found == [[], [stairwell]]


def test_what_was_drawn_today_is_taken_back_without_a_trace(stairwell):
    grid = factories.make_grid(site=stairwell.site)
    keeper = factories.make_county_staff()

    set_stairwells(actor=keeper, grid=grid, stairwells=[stairwell], since=today())
    set_stairwells(actor=keeper, grid=grid, stairwells=[], since=today())

    assert not GridStairwell.objects.exists()


def test_a_stairwell_of_an_ended_grid_comes_over_and_stays_with_it_in_the_past(stairwell):
    old = factories.make_grid(stairwell)
    Grid.objects.filter(pk=old.pk).update(valid_to=YESTERDAY)
    new = factories.make_grid(site=stairwell.site)

    set_stairwells(
        actor=factories.make_county_staff(), grid=new, stairwells=[stairwell], since=today()
    )

    assert grids_of(stairwell, YESTERDAY) == [old]
    assert grids_of(stairwell, today()) == [new]


def test_the_database_refuses_two_grids_of_a_stairwell_on_one_day(stairwell):
    factories.make_grid(stairwell)
    other = factories.make_grid(site=stairwell.site)

    set_constraints_immediate()
    with pytest.raises(IntegrityError), transaction.atomic():
        GridStairwell.objects.create(
            site=stairwell.site, grid=other, stairwell=stairwell, valid_from=today()
        )


def test_the_boards_show_a_past_day_without_its_mending(stairwell, client):
    household = factories.make_household(dwelling=factories.make_dwelling(stairwell))
    grid = factories.make_grid(stairwell)
    keeper = factories.make_county_staff()
    set_stairwells(actor=keeper, grid=grid, stairwells=[], since=today())
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    board = reverse("coverage_site", args=[stairwell.site_id])

    now = client.get(board, {"gap": Gap.GRID.value})
    then = client.get(board, {"gap": Gap.HEAD.value, "on": YESTERDAY.isoformat()})
    county = client.get(reverse("coverage_list"), {"on": YESTERDAY.isoformat()})
    later = client.get(board, {"on": (today() + timedelta(days=1)).isoformat()})

    assert [cell.number for cell in now.context["total"].cells] == [0, 1, 0, 1, 0, 1]
    assert [cell.number for cell in then.context["total"].cells] == [0, 0, 1, 1, 1, 1]
    assert [row["household"] for row in then.context["households"]] == [household]
    assert then.context["households"][0]["mends"] == []
    assert [cell.number for cell in county.context["total"].cells] == [0, 0, 1, 1, 1, 1]
    assert f"on={YESTERDAY.isoformat()}" in county.context["lines"][0].url
    assert later.context["form"].errors["on"]
