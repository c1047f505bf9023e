"""Governance centres of county, towns and communities, with head and staff (R20)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from grids.centres import centre_lines
from lib.periods import today
from lib.posts import post_table
from lib.scope import Role, scope_of
from sites.enums import OrganisationKind, Post
from sites.models import Organisation, Posting
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
