"""Reports of the net: unit, grid, community centre, town centre, county centre (R20)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from grids.actions.reports import move_report
from grids.enums import GridPost, ReportMove, ReportState
from grids.models import NetReport, NetReportStep
from grids.report_figures import reports_filed, reports_passed_on, reports_settled
from lib.deeds import deeds_of
from lib.periods import Period, today
from lib.scope import scope_of
from lib.tasks import work_of
from lib.timeline import matters_of
from sites.enums import Post
from tests import factories
from tests.grids.reports import make_centre, make_report
from tests.residents.world import make_world


@pytest.fixture
def world(db):
    return make_world()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def scope(user):
    return scope_of(user.pk, today())


def unit_leader(world):
    """Somebody who leads a unit of the own grid, and signs in."""
    unit = factories.make_joint_unit(world.own.grid, world.own.dwelling)
    leader = factories.make_user("联户长")
    factories.make_posting(leader, GridPost.JOINT_HOUSEHOLD_LEADER, unit)
    return leader, unit


def typed(report, move, why="") -> dict[str, str]:
    return {"move": move, "state": report.state, "why": why}


def test_a_report_goes_from_the_unit_to_the_grid_and_up_to_the_county_and_back(world):
    leader, unit = unit_leader(world)
    head, site_staff = world.grid_leader(), world.site_staff()
    town = factories.make_user_with(Post.TOWN_STAFF, world.own.site.township)
    centre = make_centre()
    county = factories.make_user("县中心")
    factories.make_posting(county, Post.COUNTY_GOVERNANCE_HEAD, organisation=centre)

    filed = signed_in(leader).post(
        reverse("net_report_add"),
        {
            "place": f"u{unit.pk}", "kind": "hazard", "words": "楼道堆放柴火", "told_by": "",
            "occurred_on": today().isoformat(), "token": str(uuid4()),
        },
    )  # fmt: skip
    report = NetReport.objects.get()
    page = reverse("net_report_detail", args=[report.pk])
    assert filed.url == page
    assert (report.joint_unit, report.grid, report.state) == (unit, world.own.grid, "at_grid")

    for user, move, after in (
        (head, "pass_on", "at_community"),
        (site_staff, "pass_on", "at_town"),
        (town, "pass_on", "at_county"),
        (county, "return", "at_town"),
        (town, "settle", "settled"),
    ):
        report.refresh_from_db()
        assert signed_in(user).post(page, typed(report, move, "已处理")).status_code == 302
        report.refresh_from_db()
        assert report.state == after

    steps = NetReportStep.objects.filter(report=report).values_list("by__name", "to_state")
    assert list(steps) == [
        ("联户长", "at_grid"), (head.name, "at_community"), (site_staff.name, "at_town"),
        (town.name, "at_county"), ("县中心", "at_town"), (town.name, "settled"),
    ]  # fmt: skip


def test_who_has_no_turn_is_refused(world):
    report = make_report(world.own.grid)
    page = reverse("net_report_detail", args=[report.pk])

    for user in (world.county_staff(), world.leader()):
        assert signed_in(user).post(page, typed(report, "settle", "好")).status_code == 403
    for state in ("", "nonsense", "at_town", "settled"):
        answer = signed_in(world.grid_leader()).post(
            page, typed(report, "settle") | {"state": state}
        )
        assert answer.context["is_stale"]
    answer = signed_in(world.site_staff()).post(page, typed(report, "settle"))
    assert answer.context["form"].errors["why"]
    report.refresh_from_db()
    assert report.state == "at_grid"


def test_a_second_one_is_told_and_keeps_his_words(world):
    report = make_report(world.own.grid)
    page = reverse("net_report_detail", args=[report.pk])
    stale = typed(report, "settle", "已请人清理三楼")
    move_report(actor=world.grid_leader(), report=report, move="pass_on", state="at_grid", why="")

    # Whose turn it still is sends the same words again, of the state that is now.
    staff = signed_in(world.site_staff())
    answer = staff.post(page, stale)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert (form["why"].value(), form["state"].value()) == ("已请人清理三楼", "at_community")
    assert str(ReportState.AT_COMMUNITY.label) in answer.content.decode()
    again = staff.post(page, {"move": "settle", "state": form["state"].value(), "why": "好"})
    assert again.status_code == 302

    # Whose turn has ended keeps his words to copy, and nothing is done.
    late = signed_in(world.grid_leader()).post(page, stale)
    assert late.status_code == 200
    assert late.context["form"] is None
    assert "已请人清理三楼" in late.content.decode()
    assert str(ReportState.SETTLED.label) in late.content.decode()
    assert NetReportStep.objects.filter(report=report).count() == 3
    with pytest.raises(ValidationError):
        move_report(
            actor=world.grid_leader(), report=report, move=ReportMove.PASS_ON,
            state=ReportState.AT_GRID, why="",
        )  # fmt: skip


def test_the_same_form_twice_is_one_report(world):
    token = uuid4()

    first = make_report(world.own.grid, token=token)
    second = make_report(world.own.grid, token=token)

    assert first == second
    assert NetReportStep.objects.count() == 1


def test_a_report_of_a_household_stands_in_its_file_until_it_is_settled(world):
    report = make_report(world.own.grid, household=world.own.household)
    staff = world.site_staff()

    def matters() -> list[str]:
        return [matter.url for matter in matters_of(world.own.household, scope(staff))]

    page = reverse("net_report_detail", args=[report.pk])
    assert page in matters()
    move_report(actor=staff, report=report, move=ReportMove.SETTLE, state="at_grid", why="已办")
    assert page not in matters()


def test_what_waits_is_work_of_whose_turn_it_is(world):
    report = make_report(world.own.grid)
    page = f"{reverse('net_report_list')}?state="

    def waits(user) -> list[str]:
        return [item.url for item in work_of(scope(user)) if item.url.startswith(page)]

    assert waits(world.grid_leader()) == [f"{page}at_grid"]
    move_report(
        actor=world.grid_leader(), report=report, move=ReportMove.PASS_ON, state="at_grid", why=""
    )
    assert waits(world.grid_leader()) == []
    assert waits(world.site_staff()) == [f"{page}at_community"]


def test_figures_and_the_centre_s_own_report_count_the_rows(world):
    centre = make_centre(world.own.site)
    staff = world.site_staff()
    old = make_report(world.own.grid, occurred_on=today() - timedelta(days=400))
    passed, settled = make_report(world.own.grid), make_report(world.own.grid)
    move_report(actor=staff, report=passed, move=ReportMove.PASS_ON, state="at_grid", why="")
    move_report(actor=staff, report=settled, move=ReportMove.SETTLE, state="at_grid", why="好")
    period, own = Period(today() - timedelta(days=30), today()), scope(staff)

    assert set(reports_filed(own, period)) == {passed, settled}
    assert list(reports_passed_on(own, period)) == [passed]
    assert list(reports_settled(own, period)) == [settled]
    assert old in NetReport.objects.within(own)
    assert [deed.count for deed in deeds_of(centre, own, period)] == [1]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries(world, rows, django_assert_num_queries):
    for _number in range(rows):
        make_report(world.own.grid)
    client = signed_in(world.site_staff())
    url = reverse("net_report_list")
    client.get(url)

    with django_assert_num_queries(9):
        page = client.get(url)

    assert len(page.context["page"].rows) == rows
