"""“125”工作法 (R49, R51): one organisation, two levers, five roles, with their vacancies."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from grids.enums import FIVE_ROLES, GridPost
from grids.models import GridPartyGroup
from grids.work_method import method_board
from lib.exports import exporter_of
from lib.figures import figure_of
from lib.history import set_constraints_immediate
from lib.periods import since_last_year, today
from lib.scope import scope_of
from sites.enums import OrganisationKind, Post, SupportSystem
from sites.models import SystemBody
from tests import factories

FIRST = factories.FIRST_DAY


@pytest.fixture
def grid(db):
    """A grid of one building with everything that the method asks for."""
    site = factories.make_site(name="平阳安置点")
    stairwell = factories.make_stairwell(factories.make_building(site))
    grid = factories.make_grid(stairwell)
    GridPartyGroup.objects.create(site=site, grid=grid, name="第一党小组", valid_from=FIRST)
    branch = factories.make_organisation(site)
    for system in SupportSystem:
        factories.make_system_body(branch, system)
    factories.make_posting(factories.make_user(), Post.BRANCH_SECRETARY, site, organisation=branch)
    posts = (GridPost.PARTY_GROUP_LEADER, GridPost.GRID_LEADER, *FIVE_ROLES)
    for number, post in enumerate(posts):
        factories.make_posting(factories.make_user(name=f"任职{number}"), post, grid)
    return grid


def parts(grid) -> list[tuple[int, int]]:
    county = scope_of(factories.make_county_staff().pk, today())
    (line,) = method_board(county, [grid.site], today())
    return [(part.filled, part.seats) for part in line.parts]


def end(grid, post) -> None:
    posting = grid.gridposting_set.get(post=post)
    posting.valid_to = today() - timedelta(days=1)
    posting.save()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


def test_a_full_site_has_its_branch_both_levers_and_all_five_roles(grid):
    assert parts(grid) == [*[(1, 1)] * 9, (5, 5)]


@pytest.mark.parametrize(
    ("post", "place"),
    [(GridPost.PARTY_GROUP_LEADER, 2), (GridPost.GRID_LEADER, 3), (FIVE_ROLES[4], 8)],
)
def test_a_post_that_ended_yesterday_is_vacant_today(grid, post, place):
    end(grid, post)

    found = parts(grid)

    assert found[place] == (0, 1)
    assert [part for index, part in enumerate(found) if index != place] == [*[(1, 1)] * 8, (5, 5)]


def test_one_person_who_holds_a_role_in_two_grids_counts_once(grid):
    second = factories.make_grid(site=grid.site)
    holder = grid.gridposting_set.get(post=FIVE_ROLES[0]).holder
    factories.make_posting(holder, FIVE_ROLES[0], second)

    assert parts(grid)[4] == (1, 1)


def test_the_site_s_rosters_name_holders_and_lead_to_the_appointment(grid):
    end(grid, FIVE_ROLES[1])
    url = reverse("method_site", args=[grid.site_id])

    administrator = factories.make_user_with(Post.COUNTY_ADMINISTRATOR)
    page = signed_in(administrator).get(url)
    seen_by_site = signed_in(factories.make_site_staff(grid.site)).get(url)

    roster = page.context["rosters"][3]
    assert roster.holders == []
    ((place, fill),) = roster.vacancies
    assert place == grid.name
    assert fill.startswith(reverse("post_appoint", args=["grid"]))
    assert "任职0" in page.content.decode()
    assert seen_by_site.context["rosters"][3].vacancies == [(grid.name, "")]


def test_a_leader_counts_every_site_and_opens_his_own(grid):
    other = factories.make_site(name="乙安置点")
    client = signed_in(factories.make_leader(grid.site))

    page = client.get(reverse("method_list"))

    assert {line.site for line in page.context["lines"]} == {grid.site, other}
    assert client.get(reverse("method_site", args=[grid.site_id])).status_code == 200
    assert client.get(reverse("method_site", args=[other.pk])).status_code == 404


def test_numbers_lead_to_their_rows_where_those_open_and_the_board_goes_out(grid):
    other = factories.make_site(name="乙安置点")
    leader = factories.make_leader(grid.site)
    client = signed_in(leader)

    board = client.get(reverse("method_list")).content.decode()
    rows = client.get(reverse("method_site", args=[grid.site_id])).content.decode()

    for part in method_board(scope_of(leader.pk, today()), [grid.site], today())[0].parts:
        assert f'href="{reverse("method_site", args=[grid.site_id])}#{part.anchor}"' in board
        assert f'id="{part.anchor}"' in rows
    assert reverse("method_site", args=[other.pk]) not in board
    sheet = exporter_of("work_method").sheet(scope_of(leader.pk, today()), {})
    assert [row[1:5] for row in sheet.rows] == [["乙安置点", 10, 0, 1], [grid.site.name, 0, 1, 1]]


def test_a_system_under_no_party_organisation_is_a_gap_that_leads_to_its_mending(grid):
    county = scope_of(factories.make_county_staff().pk, today())
    figure, period = figure_of("sites_with_system_unled"), since_last_year(today())
    assert figure.value(county, period) == 0
    body = SystemBody.objects.get(system=SupportSystem.CULTURE)
    body.valid_to = today() - timedelta(days=1)
    body.save()
    url = reverse("method_site", args=[grid.site_id])
    staff = signed_in(factories.make_site_staff(grid.site))

    lines = staff.get(url).context["systems"]
    seen_by_leader = signed_in(factories.make_leader(grid.site)).get(url).context["systems"]

    assert parts(grid)[9] == (4, 5)
    assert figure.value(county, period) == 1
    (gap,) = [line for line in lines if line.organisation is None]
    assert "system=culture" in gap.mend_url
    assert staff.get(gap.mend_url).status_code == 200
    assert [line.mend_url for line in seen_by_leader] == [""] * 5


def test_only_one_party_organisation_of_the_same_site_answers_for_a_system(grid):
    workshop = factories.make_organisation(grid.site, kind=OrganisationKind.WORKSHOP)
    SystemBody.objects.filter(system=SupportSystem.CULTURE).delete()
    values = {"site": grid.site, "system": SupportSystem.CULTURE, "valid_from": FIRST}

    elsewhere = factories.make_organisation(factories.make_site(name="乙安置点"))
    for wrong in (elsewhere, workshop):
        with pytest.raises(ValidationError) as refused:
            SystemBody(**values, organisation=wrong).full_clean()
        assert "organisation" in refused.value.message_dict
    set_constraints_immediate()
    with pytest.raises(IntegrityError, match="same_site"), transaction.atomic():
        SystemBody.objects.create(**values, organisation=elsewhere)
    branch = SystemBody.objects.first().organisation
    factories.make_system_body(branch, SupportSystem.CULTURE)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_system_body(branch, SupportSystem.CULTURE)
