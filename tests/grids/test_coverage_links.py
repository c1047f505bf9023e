"""Coverage (R26): break each link in turn, see exactly that gap, mend it from the board."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from grids.coverage import by_site, by_stairwell
from grids.enums import Gap, GridPost
from grids.models import (
    Grid,
    GridPartyGroup,
    GridPosting,
    GridStairwell,
    JointHouseholdDwelling,
    JointHouseholdUnit,
)
from lib.periods import today
from lib.scope import scope_of
from residents.models import ContactPair, Household, Occupancy
from sites.enums import Post
from sites.models import Dwelling, ResettlementSite, Stairwell
from tests import factories

YESTERDAY = today() - timedelta(days=1)


@dataclass
class Net:
    """A household that hangs in the net with every link."""

    site: ResettlementSite
    stairwell: Stairwell
    dwelling: Dwelling
    household: Household
    grid: Grid
    unit: JointHouseholdUnit


@pytest.fixture
def net(db) -> Net:
    stairwell = factories.make_stairwell()
    dwelling = factories.make_dwelling(stairwell)
    grid = factories.make_grid(stairwell)
    leader = factories.make_user("楼长")
    factories.make_posting(leader, GridPost.GRID_LEADER, grid, building=stairwell.building)
    GridPartyGroup.objects.create(
        site=grid.site, grid=grid, name="党小组", valid_from=factories.FIRST_DAY
    )
    household = factories.make_household(dwelling=dwelling)
    factories.make_contact_pair(household)
    unit = factories.make_joint_unit(grid, dwelling)
    return Net(grid.site, stairwell, dwelling, household, grid, unit)


@pytest.fixture
def administrator(net) -> Client:
    """May mend everything that is master data, and as county staff contact pairs."""
    user = factories.make_user_with(Post.COUNTY_ADMINISTRATOR, name="管理员")
    factories.make_posting(user, Post.COUNTY_STAFF)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def gaps_of(net: Net) -> dict[str, int]:
    """The gaps of the site as the county's board counts them, those of 0 left out."""
    county = factories.make_county_staff()
    row = by_site(scope_of(county.pk, today()), today())[net.site.pk]
    assert row["households"] == 1
    return {gap.value: row[f"no_{gap.value}"] for gap in Gap if row[f"no_{gap.value}"]}


def take_out_of_grid(net: Net) -> None:
    GridStairwell.objects.all().delete()


def end_grid(net: Net) -> None:
    Grid.objects.update(valid_to=YESTERDAY)


def end_head(net: Net) -> None:
    GridPosting.objects.filter(post=GridPost.GRID_LEADER).update(valid_to=YESTERDAY)


def head_of_another_building(net: Net) -> None:
    GridPosting.objects.update(building=factories.make_building(net.site))


def head_of_another_grid(net: Net) -> None:
    other = factories.make_grid(factories.make_stairwell(factories.make_building(net.site)))
    GridPosting.objects.update(grid=other)


def only_a_stand_in(net: Net) -> None:
    held = GridPosting.objects.get()
    factories.make_posting(
        factories.make_user("代理"),
        GridPost.GRID_LEADER,
        net.grid,
        building=net.stairwell.building,
        stands_in_for=held,
        valid_to=today() + timedelta(days=9),
    )
    GridPosting.objects.filter(pk=held.pk).update(valid_to=YESTERDAY)


def leave_unit(net: Net) -> None:
    JointHouseholdDwelling.objects.update(valid_to=YESTERDAY)


def end_unit(net: Net) -> None:
    JointHouseholdUnit.objects.update(valid_to=YESTERDAY)


def unit_of_another_grid(net: Net) -> None:
    other = factories.make_grid(factories.make_stairwell(factories.make_building(net.site)))
    JointHouseholdUnit.objects.update(grid=other)


def end_party_group(net: Net) -> None:
    GridPartyGroup.objects.update(valid_to=YESTERDAY)


def end_contact(net: Net) -> None:
    ContactPair.objects.update(valid_to=YESTERDAY)


def future_contact(net: Net) -> None:
    ContactPair.objects.update(valid_from=today() + timedelta(days=1))


def move_out(net: Net) -> None:
    Occupancy.objects.update(valid_to=YESTERDAY)


def test_a_household_with_every_link_has_no_gap(net):
    assert gaps_of(net) == {}


def test_an_ended_household_needs_no_link(net):
    Household.objects.update(ended_on=today())
    county = factories.make_county_staff()

    assert by_site(scope_of(county.pk, today()), today()) == {}


@pytest.mark.parametrize(
    ("breaking", "gap"),
    [
        (take_out_of_grid, Gap.GRID),
        (end_grid, Gap.GRID),
        (end_head, Gap.HEAD),
        (head_of_another_building, Gap.HEAD),
        (head_of_another_grid, Gap.HEAD),
        (only_a_stand_in, Gap.HEAD),
        (leave_unit, Gap.UNIT),
        (end_unit, Gap.UNIT),
        (unit_of_another_grid, Gap.UNIT),
        (end_party_group, Gap.PARTY_GROUP),
        (end_contact, Gap.CONTACT),
        (future_contact, Gap.CONTACT),
        (move_out, Gap.DWELLING),
    ],
)
def test_a_broken_link_is_exactly_that_gap(net, breaking: Callable[[Net], None], gap):
    breaking(net)

    assert gaps_of(net) == {gap.value: 1}


def test_overlapping_party_groups_count_a_household_once(net):
    GridPartyGroup.objects.update(valid_to=today() + timedelta(days=30))
    GridPartyGroup.objects.create(
        site=net.site, grid=net.grid, name="新党小组", valid_from=date(2024, 1, 1)
    )

    assert gaps_of(net) == {}


def test_the_board_of_a_site_names_the_stairwell(net):
    end_contact(net)
    county = factories.make_county_staff()

    (row,) = by_stairwell(scope_of(county.pk, today()), net.site.pk, today())

    assert (row["stairwell"], row["no_contact"], row["covered"]) == (net.stairwell.pk, 1, 0)


def links_of(client: Client, url: str) -> dict[str, str]:
    """Text to address of every link of a page."""
    response = client.get(url)
    assert response.status_code == 200
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>([^<]+)</a>', response.content.decode())
    return {unescape(text).strip(): unescape(href) for href, text in found}


def number_of(client: Client, url: str, gap: Gap) -> str:
    """The address behind the number of a gap on the board."""
    links = re.findall(r'href="([^"]+)">1</a>', client.get(url).content.decode())
    (found,) = {unescape(href) for href in links if f"gap={gap.value}" in href and "stair" in href}
    return found


def form_of(client: Client, url: str) -> dict[str, object]:
    """What the browser would send back unchanged: the form's initial values."""
    form = client.get(url).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {
        name: "" if value is None else getattr(value, "pk", value) for name, value in values.items()
    }


def mend_grid(client: Client, net: Net, links: dict[str, str]) -> str:
    url = links[f"把 {net.stairwell} 编入 {net.grid}"]
    return client.post(url, form_of(client, url)).url


def mend_head(client: Client, net: Net, links: dict[str, str]) -> str:
    url = links[f"任命 {net.stairwell.building} 号楼的楼栋长"]
    holder = factories.make_user("新楼长")
    return client.post(url, {**form_of(client, url), "holder": holder.pk}).url


def mend_unit(client: Client, net: Net, links: dict[str, str]) -> str:
    url = links[f"在 {net.stairwell} 新建联户单元"]
    return client.post(url, {**form_of(client, url), "name": "新单元"}).url


def mend_party_group(client: Client, net: Net, links: dict[str, str]) -> str:
    url = links[f"为 {net.grid} 成立党小组"]
    fields = {**form_of(client, url), "name": "新党小组", "valid_from": today().isoformat()}
    return client.post(url, fields).url


def mend_contact(client: Client, net: Net, links: dict[str, str]) -> str:
    url = links["指定联系干部"]
    cadre = factories.make_site_staff(net.site)
    return client.post(url, {"cadre": cadre.pk, "on": today().isoformat()}).url


def mend_contact_of_stairwell(client: Client, net: Net, links: dict[str, str]) -> str:
    url = links[f"整单元指定（{net.stairwell}）"]
    cadre = factories.make_site_staff(net.site)
    typed = {"cadre": cadre.pk, "on": today().isoformat(), "which": "missing"}
    preview = client.post(url, typed)
    assert preview.status_code == 200
    assert not ContactPair.objects.current(today()).exists()
    return client.post(url, {**typed, "confirmed": "1"}).url


@pytest.mark.parametrize(
    ("breaking", "gap", "mend"),
    [
        (take_out_of_grid, Gap.GRID, mend_grid),
        (end_head, Gap.HEAD, mend_head),
        (leave_unit, Gap.UNIT, mend_unit),
        (end_party_group, Gap.PARTY_GROUP, mend_party_group),
        (end_contact, Gap.CONTACT, mend_contact),
        (end_contact, Gap.CONTACT, mend_contact_of_stairwell),
    ],
)
def test_a_gap_is_mended_from_the_board(net, administrator, breaking, gap, mend):
    breaking(net)
    board = reverse("coverage_site", args=[net.site.pk])
    county = links_of(administrator, reverse("coverage_list"))
    assert county[net.site.name] == board
    households = number_of(administrator, board, gap)
    links = links_of(administrator, households)
    assert links[net.household.household_no] == reverse("household_detail", args=[net.household.pk])

    back = mend(administrator, net, links)

    assert back == households
    assert gaps_of(net) == {}
    assert administrator.get(back).status_code == 200
