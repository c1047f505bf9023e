from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from lib.periods import today
from residents.models import Household
from tests import factories
from tests.residents.world import MARK, OWN_ID, OWN_PHONE

LIST = "household_list"


def cells(response) -> list[list[str]]:
    """The rows of a list page as texts."""
    return [
        [row.first.text, *(cell.text for cell in row.rest)] for row in response.context["page"].rows
    ]


def test_list_shows_head_address_size_type_and_state(world, signed_in):
    client = signed_in(world.site_staff())

    response = client.get(reverse(LIST))

    assert cells(response) == [
        ["H1", "王建国", "平阳安置点", "3-2-501", "2", "registered poor household", "lives here"],
        ["H2", "李秀英", "平阳安置点", "3-1-101", "1", "", "lives here"],
    ]


@pytest.mark.parametrize("who", ["site_staff", "grid_leader", "leader"])
def test_list_never_shows_the_other_site(world, signed_in, who):
    client = signed_in(getattr(world, who)())

    for name in (LIST, "person_list"):
        for query in ("", "?state=all", f"?site={world.other.site.pk}", "?sort=newest"):
            response = client.get(reverse(name) + query)

            assert response.status_code == 200
            assert MARK not in response.text


def test_leader_sees_no_room(world, signed_in):
    client = signed_in(world.leader())

    response = client.get(reverse(LIST))

    assert "3-2-***" in response.text
    assert "501" not in response.text.replace("3-2-501, household", "")


def test_grid_leader_sees_only_his_stairwells(world, signed_in):
    client = signed_in(world.grid_leader())

    response = client.get(reverse(LIST))

    assert [row[0] for row in cells(response)] == ["H1"]


def test_county_sees_all_sites_grouped_by_site(world, signed_in):
    client = signed_in(world.county_staff())

    response = client.get(reverse(LIST))

    assert [row[0] for row in cells(response)] == ["H1", "H2", f"H{MARK}1", f"H{MARK}2"]


def test_shopkeeper_is_refused(world, signed_in):
    response = signed_in(world.shopkeeper()).get(reverse(LIST))

    assert response.status_code == 403
    assert "王建国" not in response.text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [(LIST, 9), ("person_list", 9)])
def test_list_takes_the_same_queries_at_one_and_at_three_rows(
    db, signed_in, django_assert_num_queries, rows, name, queries
):
    site = factories.make_site()
    for _ in range(rows):
        factories.make_household(
            dwelling=factories.make_dwelling(
                factories.make_stairwell(factories.make_building(site))
            )
        )
    client = signed_in(factories.make_site_staff(site))
    client.get(reverse(name))

    with django_assert_num_queries(queries):
        response = client.get(reverse(name))

    assert len(response.context["page"].rows) == rows


def test_filters_narrow_and_stand_in_the_address_as_codes(world, signed_in):
    client = signed_in(world.county_staff())

    response = client.get(
        reverse(LIST),
        {"site": world.own.site.pk, "relocation_type": "registered_poor", "state": "all"},
    )

    assert [row[0] for row in cells(response)] == ["H1"]
    assert "registered poor household" in response.text


def test_filter_by_building_and_head(world, signed_in):
    client = signed_in(world.site_staff())
    headless = factories.make_household(world.own.site, head=None, household_no="H9")

    by_building = client.get(reverse(LIST), {"building": world.own.building.pk})
    by_head = client.get(reverse(LIST), {"without_head": "on"})
    foreign = client.get(reverse(LIST), {"building": world.other.building.pk})

    assert [row[0] for row in cells(by_building)] == ["H1", "H2"]
    assert [row[0] for row in cells(by_head)] == [headless.household_no]
    assert MARK not in foreign.text


def test_ended_household_leaves_the_usual_list(world, signed_in):
    Household.objects.filter(pk=world.own.household.pk).update(ended_on=date(2024, 1, 1))
    client = signed_in(world.site_staff())

    usual = client.get(reverse(LIST))
    ended = client.get(reverse(LIST), {"state": "ended"})

    assert [row[0] for row in cells(usual)] == ["H2"]
    assert [row[0] for row in cells(ended)] == ["H1"]


def test_paging_by_key_keeps_filter_and_order(world, signed_in):
    site = world.own.site
    for number in range(60):
        factories.make_household(
            site, household_no=f"P{number:03d}", relocation_type="accompanying"
        )
    client = signed_in(world.site_staff())

    first = client.get(reverse(LIST), {"relocation_type": "accompanying", "sort": "address"})
    query = first.context["page"].next_query
    second = client.get(f"{reverse(LIST)}?{query}")
    back = client.get(f"{reverse(LIST)}?{second.context['page'].previous_query}")

    seen = [row[0] for row in cells(first) + cells(second)]
    assert sorted(seen) == [f"P{number:03d}" for number in range(60)]
    assert parse_qs(urlsplit(f"?{query}").query)["relocation_type"] == ["accompanying"]
    assert cells(back) == cells(first)


def test_addresses_sort_as_numbers(db, signed_in):
    site = factories.make_site()
    for name in ("10", "2", "1"):
        stairwell = factories.make_stairwell(factories.make_building(site, name=name), name="1")
        factories.make_household(
            dwelling=factories.make_dwelling(stairwell, room_no="101"), household_no=f"B{name}"
        )
    client = signed_in(factories.make_site_staff(site))

    response = client.get(reverse(LIST), {"sort": "address"})

    assert [row[0] for row in cells(response)] == ["B1", "B2", "B10"]


def test_columns_are_chosen_and_remembered(world, signed_in):
    client = signed_in(world.site_staff())

    client.get(reverse(LIST), {"columns": ["head", "origin", "no_such_column"]})
    response = client.get(reverse(LIST))

    assert [column.name for column in response.context["shown_columns"]] == [
        "household_no", "head", "origin",
    ]  # fmt: skip


def test_hardship_column_is_empty_for_a_leader(world, signed_in):
    Household.objects.filter(pk=world.own.household.pk).update(monitored_type="sudden")

    seen = signed_in(world.site_staff()).get(reverse(LIST), {"columns": "monitored_type"})
    hidden = signed_in(world.leader()).get(
        reverse(LIST), {"columns": "monitored_type", "monitored_type": "marginal"}
    )

    assert cells(seen)[0] == ["H1", "household in sudden serious hardship"]
    assert cells(hidden) == [["H1", ""], ["H2", ""]]


def test_person_list_masks_numbers_and_hides_children(world, signed_in):
    staff = signed_in(world.site_staff()).get(reverse("person_list"))
    leader = signed_in(world.leader()).get(reverse("person_list"))

    for response in (staff, leader):
        assert OWN_ID not in response.text
        assert OWN_PHONE not in response.text
        assert "138****2222" in response.text
    child = next(row for row in cells(leader) if row[0] == "王小宝")
    assert child[1:6] == ["male", str(world.own.child.age_on(today())), "H1", "****",
                          "平阳安置点"]  # fmt: skip
    assert child[7] == "****"


def test_child_does_not_answer_a_filter_by_more_than_sex_and_age(world, signed_in):
    world.own.child.ethnic_code = "37"
    world.own.child.save()

    leader = signed_in(world.leader()).get(reverse("person_list"), {"ethnic": "37"})
    staff = signed_in(world.site_staff()).get(reverse("person_list"), {"ethnic": "37"})

    assert cells(leader) == []
    assert [row[0] for row in cells(staff)] == ["王小宝"]


@pytest.mark.parametrize("sort", ["", "address", "newest"])
def test_a_foreign_anchor_tells_nothing_of_its_place(world, signed_in, sort):
    client = signed_in(world.site_staff())

    plain = client.get(reverse(LIST), {"sort": sort})
    anchored = client.get(reverse(LIST), {"sort": sort, "after": world.other.household.pk})

    assert cells(anchored) == cells(plain)
