"""The coverage board's pages: what each reader sees of whom, and buildings without a head."""

import pytest
from django.test import Client
from django.urls import reverse

from grids.enums import Gap, GridPost
from grids.figures import buildings_without_head
from lib.periods import since_last_year, today
from lib.scope import scope_of
from tests import factories
from tests.residents.world import MARK, make_world


@pytest.fixture
def world(db):
    return make_world()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_whoever_has_one_site_goes_straight_to_its_board(world):
    client = signed_in(world.site_staff())

    answer = client.get(reverse("coverage_list"))

    assert answer.url == reverse("coverage_site", args=[world.own.site.pk])
    page = client.get(answer.url)
    assert page.context["total"].households == 2
    assert MARK not in page.content.decode()


def test_a_leader_counts_the_county_and_opens_his_own_sites(world):
    page = signed_in(world.leader()).get(reverse("coverage_list"))

    lines = {line.name: line for line in page.context["lines"]}
    other = lines[world.other.site.name]
    assert (other.households, other.url, {cell.url for cell in other.cells}) == (2, "", {""})
    assert lines[world.own.site.name].url


def test_a_grid_leader_sees_the_gaps_of_his_stairwells(world):
    url = reverse("coverage_site", args=[world.own.site.pk])

    page = signed_in(world.grid_leader()).get(url, {"gap": Gap.UNIT.value})

    assert page.context["total"].households == 1
    assert [row["household"].pk for row in page.context["households"]] == [world.own.household.pk]


def test_whoever_may_not_mend_sees_no_link(world):
    url = reverse("coverage_site", args=[world.own.site.pk])

    page = signed_in(world.site_staff()).get(url, {"gap": Gap.PARTY_GROUP.value})

    (row,) = page.context["households"]
    assert row["mends"] == []
    assert reverse("admin:grids_gridpartygroup_add") not in page.content.decode()


def test_a_stairwell_narrows_the_list(world):
    url = reverse("coverage_site", args=[world.own.site.pk])
    client = signed_in(world.county_staff())

    page = client.get(url, {"gap": "contact", "stairwell": world.own.second_stairwell.pk})
    strange = client.get(url, {"gap": "contact", "stairwell": world.other.stairwell.pk})
    nonsense = client.get(url, {"gap": "x", "stairwell": "y"})

    assert [row["household"].pk for row in page.context["households"]] == [world.own.neighbours.pk]
    assert MARK not in strange.content.decode()
    assert nonsense.context["gap"] is None


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_queries(world, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.make_household(dwelling=factories.make_dwelling(world.own.second_stairwell))
        factories.make_site()
    client = signed_in(world.county_staff())
    site = reverse("coverage_site", args=[world.own.site.pk])
    client.get(site)

    with django_assert_num_queries(8):
        client.get(reverse("coverage_list"))
    with django_assert_num_queries(16):
        client.get(site, {"gap": "contact"})


def test_a_leader_of_another_grid_is_no_head_of_the_building(db):
    stairwell = factories.make_stairwell()
    factories.make_grid(stairwell)
    site = stairwell.site
    elsewhere = factories.make_stairwell(factories.make_building(site))
    other = factories.make_grid(elsewhere)
    factories.make_posting(factories.make_user(), GridPost.GRID_LEADER, other)
    factories.make_posting(
        factories.make_user(), GridPost.GRID_LEADER, other, building=stairwell.building
    )
    county = scope_of(factories.make_county_staff().pk, today())

    found = buildings_without_head(county, since_last_year(today()))

    assert list(found) == [stairwell.building]
