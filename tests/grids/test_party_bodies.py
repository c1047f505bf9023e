"""党支部 and 网格党小组: full coverage of both, who leads them, who is in them (R17, R18, R22)."""

import pytest
from django.test import Client
from django.urls import reverse

from grids.enums import GridPost
from grids.models import GridPartyGroup
from residents.enums import PoliticalStatus
from residents.models import Person
from sites.enums import Post
from sites.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """A site with a branch, and two grids of which the first has a group and a member."""
    site = factories.make_site(name="平阳安置点")
    factories.make_organisation(site, name="平阳党支部")
    first, second = (
        factories.make_stairwell(factories.make_building(site)) for _number in range(2)
    )
    grids = [factories.make_grid(stairwell) for stairwell in (first, second)]
    GridPartyGroup.objects.create(
        site=site, grid=grids[0], name="一网格党小组", valid_from=factories.FIRST_DAY
    )
    household = factories.make_household(dwelling=factories.make_dwelling(first), head="王党员")
    Person.objects.filter(name="王党员").update(political_code=PoliticalStatus.PARTY_MEMBER)
    factories.make_person(household, name="李群众", relation="10")
    return site


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_both_rates_and_the_gaps_of_the_site(site):
    page = signed_in(factories.make_county_staff()).get(reverse("party_list"))

    assert [(rate["have"], rate["every"], rate["percent"]) for rate in page.context["rates"]] == [
        (1, 1, 100), (1, 2, 50),
    ]  # fmt: skip
    (line,) = page.context["lines"]
    assert (line.secretaries, line.groups, line.grids, line.leaders) == (0, 1, 2, 0)
    assert (line.members, line.gaps) == (1, 3)


def test_each_body_has_its_leader_and_members_and_each_gap_its_mending(site):
    branch = Organisation.objects.get(site=site)
    factories.make_posting(
        factories.make_user("吴支书"), Post.BRANCH_SECRETARY, site, organisation=branch
    )
    client = signed_in(factories.make_user_with(Post.COUNTY_ADMINISTRATOR))

    bodies = client.get(reverse("party_site", args=[site.pk])).context["bodies"]

    assert [row.holder.name for row in bodies[0].leaders] == ["吴支书"]
    assert [person.name for person in bodies[1].members] == ["王党员"]
    assert [body.is_missing for body in bodies] == [False, False, True]
    assert bodies[0].mend_url == ""
    assert GridPost.PARTY_GROUP_LEADER in bodies[1].mend_url
    for body in bodies[1:]:
        assert client.get(body.mend_url).status_code == 200
        assert "next=" in body.mend_url


def test_who_counts_without_reading_learns_no_name(site):
    unit = factories.make_user_with(Post.MEMBER_UNIT_STAFF)

    page = signed_in(unit).get(reverse("party_site", args=[site.pk]))

    assert page.context["bodies"][0].number == 1
    assert "王党员" not in page.content.decode()


def test_a_site_sees_its_own_party_bodies_alone(site):
    other = factories.make_site(name="暗记安置点")
    client = signed_in(factories.make_site_staff(site))

    assert "暗记" not in client.get(reverse("party_list")).content.decode()
    assert client.get(reverse("party_site", args=[other.pk])).status_code == 404


def test_numbers_of_the_board_lead_to_their_rows(site):
    client = signed_in(factories.make_site_staff(site))
    url = reverse("party_site", args=[site.pk])

    board = client.get(reverse("party_list")).content.decode()
    rows = client.get(url).content.decode()

    for anchor in ("body-1", "body-2"):
        assert f'href="{url}#{anchor}"' in board
        assert f'id="{anchor}"' in rows
