"""The posts page: held, vacant, held twice and due, as of a day; what is not one's own is not told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from grids.enums import GridPost
from lib.periods import today
from lib.scope import scope_of
from sites.enums import Post
from sites.exports import post_sheet
from sites.models import Establishment
from sites.post_list import due_lines, post_lines, seats_of
from tests import factories

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return factories.make_site(name="青山安置点")


@pytest.fixture
def county():
    return factories.make_user_with(Post.COUNTY_STAFF, name="钱县办", seen_first_steps=True)


def scope_for(user):
    return scope_of(user.pk, today())


def opened(client, user, **query):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("post_list"), query)


def test_county_site_and_grid_posts_stand_in_one_list(client, site, county):
    factories.make_posting(factories.make_user("石书记"), Post.FIRST_SECRETARY, site)
    grid = factories.make_grid(factories.make_stairwell(factories.make_building(site)))
    factories.make_posting(factories.make_user("孙楼长"), GridPost.GRID_LEADER, grid)

    page = opened(client, county).content.decode()

    assert all(name in page for name in ("钱县办", "石书记", "孙楼长"))


def test_ended_and_future_postings_are_not_held(site, county):
    mediators = {}
    for name, first, last in (("前任", -9, -1), ("现任", -9, None), ("后任", 1, None)):
        mediators[name] = factories.make_user(name)
        factories.make_posting(
            mediators[name],
            Post.MEDIATOR,
            site,
            valid_from=today() + first * DAY,
            valid_to=today() + last * DAY if last else None,
        )

    lines = post_lines(scope_for(county), today(), post=Post.MEDIATOR)

    assert [line.holder for line in lines] == ["现任"]


def test_vacant_seats_of_sites_and_grids_lead_to_their_mending(site, county):
    Establishment.objects.create(post=Post.CULTURE_STAFF, site=site, seats=2)
    factories.make_posting(factories.make_user(), Post.CULTURE_STAFF, site)
    stairwell = factories.make_stairwell(factories.make_building(site, name="7"))
    factories.make_grid(stairwell)

    vacant = {seats.post: seats for seats in seats_of(scope_for(county), today()) if seats.vacant}

    assert set(vacant) == {
        Post.CULTURE_STAFF,
        Post.CONTACT_LEADER,
        Post.FIRST_SECRETARY,
        GridPost.GRID_LEADER,
    }
    assert vacant[Post.CULTURE_STAFF].vacant == 1
    assert vacant[GridPost.GRID_LEADER].fill["building"] == stairwell.building_id


def test_a_leader_of_two_buildings_leaves_none_of_them_vacant(site, county):
    stairwells = [factories.make_stairwell(factories.make_building(site)) for _ in range(2)]
    grid = factories.make_grid(*stairwells)
    leader = factories.make_user()
    for stairwell in stairwells:
        factories.make_posting(leader, GridPost.GRID_LEADER, grid, building=stairwell.building)

    seats = seats_of(scope_for(county), today(), post=GridPost.GRID_LEADER)

    assert [row.held for row in seats] == [1, 1]


def test_a_building_with_two_heads_is_held_twice(client, site, county):
    stairwell = factories.make_stairwell(factories.make_building(site))
    grid = factories.make_grid(stairwell)
    for name in ("甲楼长", "乙楼长"):
        factories.make_posting(
            factories.make_user(name), GridPost.GRID_LEADER, grid, building=stairwell.building
        )

    twice = [seats for seats in seats_of(scope_for(county), today()) if seats.too_many]

    assert [(seats.post, seats.held) for seats in twice] == [(GridPost.GRID_LEADER, 2)]
    assert opened(client, county, show="twice").status_code == 200


def test_rotations_due_within_90_days_are_named_and_later_ones_are_not(site, county):
    for name, days in (("早该轮换", -3), ("将要轮换", 90), ("还早", 91)):
        factories.make_posting(
            factories.make_user(name),
            Post.WORK_TEAM_MEMBER,
            site,
            planned_to=today() + days * DAY,
        )

    due = due_lines(post_lines(scope_for(county), today()), today())

    assert [(line.holder, line.state) for line in due] == [
        ("早该轮换", "overdue"),
        ("将要轮换", "near_due"),
    ]


def test_another_sites_posts_reach_neither_the_page_nor_the_export(client, site):
    clerk = factories.make_user_with(Post.CENTRE_STAFF, site, name="赵社区", seen_first_steps=True)
    other = factories.make_site(name="外地安置点")
    factories.make_posting(factories.make_user("暗记书记"), Post.FIRST_SECRETARY, other)

    pages = [
        opened(client, clerk, show=show).content.decode()
        for show in ("held", "vacant", "twice", "due")
    ]
    rows = list(post_sheet(scope_for(clerk), {"query": ""}).rows)

    assert not any("暗记" in page or "外地" in page for page in pages)
    assert [row[1] for row in rows] == ["赵社区"]


def test_the_list_asks_the_same_number_of_questions_for_any_length(
    client, site, county, django_assert_max_num_queries
):
    for number in range(60):
        factories.make_posting(factories.make_user(f"甲{number}"), Post.MEDIATOR, site)
    client.force_login(county, backend="django.contrib.auth.backends.ModelBackend")

    with django_assert_max_num_queries(26):
        response = client.get(reverse("post_list"))

    assert response.context["page"].next_query
    following = client.get(reverse("post_list") + "?" + response.context["page"].next_query)
    names = {line.holder for page in (response, following) for line in page.context["page"].rows}
    assert len(names) == 61
