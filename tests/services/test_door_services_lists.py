"""Lists, stories, figures and exports of door services show what their reader may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from lib.exports import exporter_of
from lib.figures import figure_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from lib.timeline import timeline_of
from services.models import DoorService
from tests import factories
from tests.residents.world import MARK
from tests.services.doors import make_door_kind, make_door_sample, make_door_service


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize(
    "name", ["door_list", "door_sample_list", "household_door", "door_summary"]
)
def test_a_list_asks_the_same_of_one_row_and_of_three(world, signed_in, name):
    client = signed_in(world.site_staff())
    args = [world.own.household.pk] if name == "household_door" else []
    url = reverse(name, args=args)
    make_door_sample(make_door_service(world.own.household))

    one = queries(client, url)
    for code in ("jobs", "papers"):
        kind = make_door_kind(code, name=code)
        make_door_sample(make_door_service(world.own.household, kind=kind))

    assert queries(client, url) == one


def test_a_sample_asks_the_same_of_one_service_and_of_three(world, signed_in):
    client = signed_in(world.site_staff())
    small = make_door_sample(make_door_service(world.own.household))
    large = make_door_sample(*(make_door_service(world.own.household) for _ in range(3)))
    url = "door_sample_detail"

    assert queries(client, reverse(url, args=[small.pk])) == queries(
        client, reverse(url, args=[large.pk])
    )


def test_grid_staff_see_their_households_and_what_they_recorded(world, signed_in):
    leader = world.grid_leader()
    own = make_door_service(world.own.household)
    make_door_service(world.own.neighbours, words="邻居之事")
    recorded = make_door_service(world.own.neighbours, doers=(leader,))
    make_door_service(world.other.household)

    found = DoorService.objects.within(scope_of(leader.pk, today()))
    page = signed_in(leader).get(reverse("door_list"))

    assert set(found) == {own, recorded}
    assert [row.url for row in page.context["page"].rows] == [
        reverse("door_detail", args=[pk]) for pk in (recorded.pk, own.pk)
    ]


def test_the_words_are_for_those_who_look_after_the_household(world, signed_in):
    service = make_door_service(world.own.household, words="陪同测量血压")
    detail = reverse("door_detail", args=[service.pk])
    listed = f"{reverse('door_list')}?columns=occurred_on&columns=words"
    file = reverse("household_detail", args=[world.own.household.pk])
    others = (world.leader(), world.business_auditor())

    for url in (detail, listed, file):
        assert "陪同测量血压" in signed_in(world.site_staff()).get(url).content.decode()
        for reader in others:
            page = signed_in(reader).get(url).content.decode()
            assert "水电维修" in page or url == listed
            assert "陪同测量血压" not in page


def test_the_story_of_a_household_tells_its_services(world):
    staff = world.site_staff()
    make_door_service(world.own.household)
    make_door_service(world.own.neighbours)
    make_door_service(world.own.household, state="withdrawn", words="误登")

    entries = timeline_of(world.own.household, scope_of(staff.pk, today()))

    told = [entry for entry in entries if entry.title.startswith("Door service")]
    assert len(told) == 1
    assert "罗网格" in told[0].detail
    assert "更换水龙头" in told[0].detail


def test_filters_and_the_table_by_kind_and_role_agree(world, signed_in):
    staff = world.site_staff()
    jobs = make_door_kind("jobs", name="岗位推送", usual_capacity="employment_server")
    make_door_service(world.own.household, state="confirmed")
    make_door_service(world.own.household, kind=jobs)
    make_door_service(world.own.neighbours, kind=jobs, is_historical=True, capacity="")
    make_door_service(world.own.household, kind=jobs, state="denied")
    client = signed_in(staff)

    table = client.get(reverse("door_summary")).context
    rows = {(row["kind__name"], row["capacity"]): row["done"] for row in table["rows"]}

    assert (table["done"], table["verified"]) == (3, 1)
    assert rows == {
        ("水电维修", "trouble_shooter"): 1,
        ("岗位推送", "employment_server"): 1,
        ("岗位推送", ""): 1,
    }
    for (name, capacity), number in rows.items():
        kind = make_door_kind("jobs" if name == "岗位推送" else "repair")
        query = {"state": "counting", "kind": kind.pk, "capacity": capacity or "none"}
        assert client.get(reverse("door_list"), query).context["page"].count == number
    assert client.get(reverse("door_list"), {"origin": "ledger"}).context["page"].count == 1


def test_figures_count_done_verified_historical_and_roles_apart(world):
    staff = world.site_staff()
    make_door_service(world.own.household, state="confirmed")
    make_door_service(world.own.household, is_historical=True, capacity="")
    make_door_service(world.own.household, late_reason="补登")
    make_door_service(world.other.household)
    scope, period = scope_of(staff.pk, today()), since_last_year(today())

    found = {
        code: figure_of(code).value(scope, period)
        for code in ("door_services", "door_services_verified", "door_services_historical",
                     "door_services_trouble_shooter", "door_services_thought_guide")
    }  # fmt: skip

    assert list(found.values()) == [2, 1, 1, 1, 0]


def test_the_export_holds_the_filtered_rows_of_ones_own_sites(world):
    staff = factories.make_site_staff(world.own.site)
    make_door_service(world.own.household)
    make_door_service(world.own.neighbours, state="denied")
    make_door_service(world.other.household, words=MARK)
    params = {"query": "state=done", "columns": ["occurred_on", "head", "words", "doers"]}

    sheet = exporter_of("door_services").sheet(scope_of(staff.pk, today()), params)

    assert [list(row)[1:] for row in sheet.rows] == [["王建国", "罗网格", "更换水龙头"]]
