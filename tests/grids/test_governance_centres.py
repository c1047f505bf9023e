"""Governance centres of county, towns and communities, with head and staff (R20)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from grids.actions.reports import move_report
from grids.centres import centre_lines
from grids.enums import ReportMove
from grids.models import NetReport
from lib.deeds import deeds_of
from lib.periods import Period, today
from lib.posts import post_table
from lib.scope import Role, scope_of
from sites.enums import OrganisationKind, Post
from sites.models import County, Organisation, Posting, SiteCommunity
from tests import factories
from tests.grids.reports import make_centre, make_report
from tests.residents.world import make_world


@pytest.fixture
def world(db):
    world = make_world()
    for place in (world.own, world.other):
        factories.make_building(place.site)
    return world


def lines_of(user) -> dict[str, object]:
    scope = scope_of(user.pk, today())
    return {line.centre.name if line.centre else line.place: line for line in centre_lines(scope)}


def test_the_page_shows_each_level_with_head_staff_and_the_net_below(world):
    site = world.own.site
    county, town, community = make_centre(), make_centre(township=site.township), make_centre(site)
    head, helper = factories.make_user("主任甲"), factories.make_user("干事乙")
    factories.make_posting(head, Post.GOVERNANCE_HEAD, site, organisation=community)
    factories.make_posting(helper, Post.GOVERNANCE_STAFF, site, organisation=community)
    factories.make_joint_unit(world.own.grid, world.own.dwelling)
    make_report(world.own.grid)

    lines = lines_of(world.county_staff())

    own = lines[community.name]
    assert [row.holder for row in own.heads] == [head]
    assert [row.holder for row in own.staff] == [helper]
    assert (own.grids, own.units, own.waiting) == (1, 1, 0)
    assert lines[town.name].grids == 2
    assert (lines[county.name].grids, lines[county.name].heads) == (2, [])


def two_communities(world) -> tuple[object, object]:
    """A second community of the own site, with a grid, a unit and reports at its centre."""
    site = world.own.site
    first, second = site.communities.first(), factories.make_community(site.township)
    SiteCommunity.objects.create(site=site, community=second)
    building = factories.make_building(site, community=second)
    grid = factories.make_grid(factories.make_stairwell(building))
    factories.make_joint_unit(grid)
    for own, times in ((world.own.grid, 1), (grid, 1), (grid, 1), (grid, 2), (grid, 3)):
        pass_on(make_report(own), times)
    pass_on(make_report(world.other.grid), 1)
    return first, second


def pass_on(report, times: int) -> None:
    for _time in range(times):
        report = move_report(
            actor=factories.make_user(), report=report, move=ReportMove.PASS_ON,
            state=report.state, why="",
        )  # fmt: skip


def test_each_community_counts_its_own_and_a_dash_stands_for_what_one_does_not_count(world):
    site = world.own.site
    first, second = two_communities(world)
    others = world.other.site.communities.first()
    county, town = County.objects.get().name, site.township.name
    every = {
        county: (3, 1, 1), town: (3, 1, 1), first.name: (1, 0, 1), second.name: (1, 1, 2),
        others.name: (1, 0, 1),
    }  # fmt: skip

    def numbers(user) -> dict[str, tuple]:
        return {
            name: (line.grids, line.units, line.waiting) for name, line in lines_of(user).items()
        }

    assert numbers(world.county_staff()) == every
    # A county leader counts the county, whatever he may read.
    assert numbers(world.leader()) == every
    assert numbers(factories.make_user_with(Post.TOWN_STAFF, site.township)) == every | {
        county: (None, None, None)
    }
    unknown, own = (None, None, None), {name: every[name] for name in (first.name, second.name)}
    assert numbers(world.site_staff()) == {county: unknown, town: unknown, **own}
    grid_staff = numbers(world.grid_leader())
    assert grid_staff == {
        county: unknown, town: unknown, first.name: (1, 0, None), second.name: (1, 1, None),
    }  # fmt: skip


def test_every_number_opens_the_rows_that_it_counts(world):
    two_communities(world)
    town = factories.make_user_with(Post.TOWN_STAFF, world.own.site.township)

    for user in (world.county_staff(), world.leader(), world.site_staff(), town):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for line in lines_of(user).values():
            if line.waiting is not None:
                rows = client.get(line.waiting_url).context["page"].rows
                assert len(rows) == line.waiting, line.waiting_url


def test_the_report_of_a_centre_counts_its_own_and_opens_the_same_rows(world):
    first, second = two_communities(world)
    staff = world.site_staff()
    centre = make_centre(world.own.site)
    other = Organisation.objects.create(
        kind=OrganisationKind.GOVERNANCE_CENTRE, site=world.own.site, community=second,
        name="第二中心", valid_from=today(),
    )  # fmt: skip
    scope, period = scope_of(staff.pk, today()), Period(today(), today())
    report = NetReport.objects.of_community(first.pk).get()
    move_report(actor=staff, report=report, move="settle", state="at_community", why="好")
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    assert centre.community == first
    for body, counts in ((centre, [1, 1]), (other, [4])):
        deeds = deeds_of(body, scope, period)
        assert [deed.count for deed in deeds] == counts
        for deed in deeds:
            assert len(client.get(deed.url).context["page"].rows) == deed.count
    past = Period(today() - timedelta(days=9), today() - timedelta(days=1))
    assert deeds_of(centre, scope, past) == []
    assert deeds_of(make_centre(township=world.own.site.township), scope, period) == []


def test_a_place_without_a_centre_and_a_centre_without_a_head_lead_to_their_mending(world):
    site = world.own.site
    centre = make_centre(site)
    administrator = factories.make_user_with(Post.COUNTY_ADMINISTRATOR)
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    lines = lines_of(administrator)

    add = lines[site.township.name].mend_url
    assert client.get(add).context["adminform"].form.initial["township"] == str(site.township_id)
    fill = lines[centre.name].head_url
    assert fill.startswith(reverse("post_appoint", args=["site"]))
    form = client.get(fill).context["form"]
    assert form.initial["organisation"] == str(centre.pk)
    assert lines_of(world.site_staff())[centre.name].head_url == ""


def test_a_centre_without_a_head_is_a_vacant_seat(world):
    centre = make_centre(world.own.site)
    scope = scope_of(world.county_staff().pk, today())

    def vacant() -> list[str]:
        seats = post_table("site").seats(scope, today())
        return [row.place for row in seats if row.post == Post.GOVERNANCE_HEAD and row.vacant]

    assert vacant() == [centre.name]
    factories.make_posting(
        factories.make_user(), Post.GOVERNANCE_HEAD, world.own.site, organisation=centre
    )
    assert vacant() == []


def test_posts_of_a_centre_are_held_in_a_centre_of_their_place(world):
    own, other = make_centre(world.own.site), make_centre(world.other.site)
    workshop = factories.make_organisation(world.own.site)

    def posting(organisation) -> Posting:
        return Posting(
            holder=factories.make_user(), post=Post.GOVERNANCE_HEAD, site=world.own.site,
            organisation=organisation, valid_from=today(),
        )  # fmt: skip

    posting(own).full_clean()
    for wrong in (None, workshop, other):
        with pytest.raises(ValidationError) as refused:
            posting(wrong).full_clean()
        assert "organisation" in refused.value.message_dict


def test_a_place_has_one_centre_and_a_town_s_has_no_site(world):
    site = world.own.site
    make_centre(township=site.township)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_centre(township=site.township, name="第二个")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(
            kind=OrganisationKind.GOVERNANCE_CENTRE, site=site, name="无社区", valid_from=today()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_organisation(site, township=site.township)


def test_heads_of_centres_have_the_role_of_their_level(world):
    site = world.own.site
    cases = (
        (Post.GOVERNANCE_HEAD, site, make_centre(site), Role.SITE_STAFF),
        (Post.TOWN_GOVERNANCE_STAFF, site.township, make_centre(township=site.township), Role.TOWN_STAFF),
        (Post.COUNTY_GOVERNANCE_HEAD, None, make_centre(), Role.MEMBER_UNIT),
    )  # fmt: skip
    for post, place, centre, role in cases:
        user = factories.make_user()
        factories.make_posting(user, post, place, organisation=centre)
        assert scope_of(user.pk, today()).roles == {role}
