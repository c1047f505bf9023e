"""Who sees of a report its outline, who its words, and what leaves a trace (R20, PIPL)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent
from grids.actions.reports import move_report
from grids.enums import GridPost, ReportMove, ReportState
from grids.models import GridStairwell, NetReport
from grids.report_figures import reports_filed
from lib.exports import exporter_of
from lib.periods import Period, today
from lib.scope import scope_of
from lib.tasks import work_of
from lib.timeline import matters_of, timeline_of
from residents.models import Household
from sites.enums import Post
from sites.models import SiteCommunity
from tests import factories
from tests.grids.reports import make_centre, make_report
from tests.residents.world import MARK, make_world

LIST = "net_report_list"
WORDS = "张三家夜间吵闹"


@pytest.fixture
def world(db):
    return make_world()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def scope(user):
    return scope_of(user.pk, today())


def pass_on(report, times: int = 1) -> None:
    for _time in range(times):
        report.refresh_from_db()
        move_report(
            actor=factories.make_user(), report=report, move=ReportMove.PASS_ON,
            state=report.state, why="",
        )  # fmt: skip


def outlines(user) -> set[NetReport]:
    return set(NetReport.objects.within(scope(user)))


def read_by(user) -> set[NetReport]:
    return set(NetReport.objects.readable(scope(user)))


def town_staff(world):
    return factories.make_user_with(Post.TOWN_STAFF, world.own.site.township)


def test_an_outline_is_seen_by_who_counts_words_by_whose_work_it_is(world):
    unit = factories.make_joint_unit(world.own.grid, world.own.dwelling)
    leader = factories.make_user_with(GridPost.JOINT_HOUSEHOLD_LEADER, unit)
    of_unit = make_report(world.own.grid, joint_unit=unit)
    of_grid = make_report(world.own.grid)
    elsewhere = make_report(factories.make_grid(site=world.own.site))
    foreign = make_report(world.other.grid)
    own, every = {of_unit, of_grid, elsewhere}, {of_unit, of_grid, elsewhere, foreign}
    county, town, contact = world.county_staff(), town_staff(world), world.leader()

    assert outlines(leader) == read_by(leader) == {of_unit}
    assert outlines(world.grid_leader()) == read_by(world.grid_leader()) == {of_unit, of_grid}
    assert outlines(world.site_staff()) == read_by(world.site_staff()) == own
    assert (outlines(contact), read_by(contact)) == (own, set())
    assert (outlines(county), read_by(county)) == (every, set())
    assert (outlines(town), read_by(town)) == (every, set())

    pass_on(of_grid, 2)
    assert (read_by(town), read_by(county)) == ({of_grid}, set())
    pass_on(of_grid)
    assert read_by(county) == {of_grid}


def test_a_page_without_the_right_shows_kind_state_day_and_place_and_no_words(world):
    report = make_report(
        world.own.grid, words=WORDS, told_by="李四", household=world.own.household,
        actor=factories.make_user("报告人王五"),
    )  # fmt: skip
    page = reverse("net_report_detail", args=[report.pk])
    Household.objects.filter(pk=world.own.household.pk).update(household_no="平阳保密户")
    secrets = (WORDS, "李四", "王五", "平阳保密户")

    for user in (world.county_staff(), world.leader(), town_staff(world)):
        client = signed_in(user)
        for url in (page, reverse(LIST)):
            text = client.get(url).content.decode()
            assert report.get_kind_display() in text
            assert report.grid.name in text
            assert report.get_state_display() in text
            assert not [secret for secret in secrets if secret in text]
        assert client.post(page, {"state": "at_grid", "move": "settle"}).status_code == 403
        household = (
            Household.objects.with_head(today()).with_home(today()).get(pk=world.own.household.pk)
        )
        assert not [one for one in timeline_of(household, scope(user)) if one.url == page]
        assert not [one for one in matters_of(household, scope(user)) if one.url == page]
    looks = AccessEvent.objects.filter(table="grids_netreport", row_id=report.pk)
    assert not looks.exists()

    staff = world.site_staff()
    text = signed_in(staff).get(page).content.decode()
    assert all(secret in text for secret in secrets)
    assert [look.actor_id for look in looks] == [staff.pk]


def test_a_building_head_reads_what_touches_his_buildings(world):
    grid, site = world.own.grid, world.own.site
    second = factories.make_building(site)
    stairwell = factories.make_stairwell(second)
    GridStairwell.objects.create(
        site=site, grid=grid, stairwell=stairwell, valid_from=factories.FIRST_DAY
    )
    far = factories.make_dwelling(stairwell)
    far_unit = factories.make_joint_unit(grid, far)
    near_unit = factories.make_joint_unit(grid, world.own.dwelling)
    far_family = factories.make_household(dwelling=far)
    head = factories.make_user("本楼楼长")
    factories.make_posting(head, GridPost.GRID_LEADER, grid, building=world.own.building)
    of_grid, of_near = make_report(grid), make_report(grid, joint_unit=near_unit)
    of_family = make_report(grid, household=world.own.household)
    of_far = make_report(grid, joint_unit=far_unit)
    of_far_family = make_report(grid, household=far_family, words=WORDS)
    his_own = make_report(grid, household=far_family, actor=head)

    assert outlines(head) == read_by(head) == {of_grid, of_near, of_family, his_own}
    client = signed_in(head)
    assert WORDS not in client.get(reverse(LIST)).content.decode()
    for report in (of_far, of_far_family):
        page = reverse("net_report_detail", args=[report.pk])
        assert client.get(page).status_code == 404
        sent = {"state": "at_grid", "move": "settle", "why": "好"}
        assert client.post(page, sent).status_code == 404
    waits = [item.count for item in work_of(scope(head)) if "at_grid" in item.url]
    assert waits == [4]
    assert read_by(world.grid_leader()) == set(NetReport.objects.all())


def test_a_report_names_a_household_of_its_grid_alone(world):
    factories.make_grid(world.own.second_stairwell)
    client = signed_in(world.site_staff())
    sent = {
        "place": f"g{world.own.grid.pk}", "kind": "hardship", "line": "civil_affairs",
        "words": "生活困难", "told_by": "", "occurred_on": today().isoformat(),
        "token": str(uuid4()), "household_no": world.own.neighbours.household_no,
    }  # fmt: skip

    refused = client.post(reverse("net_report_add"), sent)
    assert set(refused.context["form"].errors) == {"household_no"}
    assert not NetReport.objects.exists()
    client.post(
        reverse("net_report_add"), sent | {"household_no": world.own.household.household_no}
    )
    report = NetReport.objects.get()
    assert (report.household, report.line) == (world.own.household, "civil_affairs")
    assert list(client.get(f"{reverse(LIST)}?line=civil_affairs").context["page"].rows) == [report]
    assert not client.get(f"{reverse(LIST)}?line=emergency").context["page"].rows


def test_no_report_is_written_into_a_closed_quarter(world):
    client = signed_in(world.site_staff())

    def answer(day: date):
        sent = {
            "place": f"g{world.own.grid.pk}", "kind": "hazard", "words": WORDS, "told_by": "",
            "occurred_on": day.isoformat(), "token": str(uuid4()), "household_no": "",
        }  # fmt: skip
        return client.post(reverse("net_report_add"), sent)

    with time_machine.travel("2026-10-11 09:00+08:00", tick=False):
        refused = answer(date(2026, 9, 30))
        assert set(refused.context["form"].errors) == {"occurred_on"}
        assert "2026-10-10" in refused.content.decode()
        assert WORDS in refused.content.decode()
        assert not NetReport.objects.exists()
        assert answer(date(2026, 10, 1)).status_code == 302
    with time_machine.travel("2026-10-10 09:00+08:00", tick=False):
        assert answer(date(2026, 9, 30)).status_code == 302


def test_a_town_counts_all_its_reports_and_its_figures_say_no_words(world):
    report = make_report(world.own.grid, words=WORDS)
    period = Period(today() - timedelta(days=30), today())
    town = town_staff(world)

    assert list(reports_filed(scope(town), period)) == [report]
    page = signed_in(town).get(f"{reverse('figure_detail', args=['net_reports'])}?{period.query}")
    assert report.grid.name in page.content.decode()
    assert WORDS not in page.content.decode()


def test_the_centre_of_a_community_works_for_every_site_of_it(world):
    shared = world.own.building.community
    SiteCommunity.objects.create(site=world.other.site, community=shared)
    second = factories.make_building(world.other.site, community=shared)
    grid = factories.make_grid(factories.make_stairwell(second))
    centre = make_centre(world.own.site)
    staff = factories.make_user("中心干事")
    factories.make_posting(staff, Post.GOVERNANCE_STAFF, world.own.site, organisation=centre)
    colleague = world.site_staff()
    report, stays = make_report(grid), make_report(grid, words=f"{MARK}未报送")
    beside = make_report(world.other.grid, words=f"{MARK}别的社区")
    page = reverse("net_report_detail", args=[report.pk])

    assert outlines(staff) == set()
    pass_on(report)
    pass_on(beside)
    assert outlines(staff) == read_by(staff) == {report}
    assert outlines(colleague) == set()
    assert [item.count for item in work_of(scope(staff)) if "at_community" in item.url] == [1]
    assert MARK not in signed_in(staff).get(f"{reverse(LIST)}?state=all").content.decode()
    sent = {"state": "at_community", "move": "settle", "why": "已协调"}
    assert signed_in(colleague).post(page, sent).status_code == 404
    assert signed_in(staff).post(page, sent).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.SETTLED
    stays.refresh_from_db()
    assert stays.state == ReportState.AT_GRID


def test_the_list_goes_out_as_a_sheet_with_words_only_where_one_reads(world):
    report = make_report(world.own.grid, words=WORDS, told_by="李四")
    make_report(world.other.grid, words=f"{MARK}堆物")
    exporter = exporter_of("net_reports")

    def cells(user) -> list[list]:
        return [list(row) for row in exporter.sheet(scope(user), {"query": "state=all"}).rows]

    (own,) = cells(world.site_staff())
    assert own[0] == world.own.site.name
    assert own[5] == today()
    assert {WORDS, "李四"} <= set(own)
    every = cells(world.county_staff())
    assert len(every) == 2
    assert WORDS not in str(every)
    assert "李四" not in str(every)
    pass_on(report, 3)
    assert WORDS in str(cells(world.county_staff()))
    for user in (world.leader(), world.grid_leader(), factories.make_user()):
        assert not exporter.allowed(scope(user))
    page = signed_in(world.site_staff()).get(reverse(LIST))
    assert 'data-open="export"' in page.content.decode()
