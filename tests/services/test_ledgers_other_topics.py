"""历史台账 of requests, disputes and meetings: claims that somebody still has to verify."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from lib.periods import Period, today
from lib.scope import scope_of
from services.actions.ledgers import store_ledger, undo_ledger
from services.ledgers.disputes import DISPUTE_LEDGER
from services.ledgers.meetings import MEETING_LEDGER
from services.ledgers.requests import REQUEST_LEDGER
from services.models import (
    Dispute,
    DisputeParty,
    DisputeWords,
    Meeting,
    MeetingKind,
    RequestStep,
    ServiceRequest,
)
from services.rules.ledgers import topics_of
from tests.services.ledger_files import (
    DAY_OF_TESTS,
    DISPUTES,
    REQUESTS,
    take_in_rows,
    told,
)


@pytest.fixture(autouse=True)
def english():
    with override("en"), time_machine.travel(DAY_OF_TESTS):
        yield


@pytest.fixture
def assembly(db) -> MeetingKind:
    return MeetingKind.objects.get_or_create(
        code="assembly_test", defaults={"name": "居民议事会议", "valid_from": date(2020, 1, 1)}
    )[0]


def test_requests_wait_to_be_called_back(world):
    staff = world.site_staff()
    ledger = take_in_rows(
        staff, world.own.site, REQUEST_LEDGER, REQUESTS,
        ("2025-03-12", "王建国", "3-2-501", "", "物业", "楼道灯不亮", "来访", "2025-03-14", "已换", "满意"),
        ("2025-04-01", "过路人", "", "13812345678", "", "问医保", "来电", "2025-04-01", "已答复", ""),
    )  # fmt: skip

    store_ledger(actor=staff, ledger=ledger)

    own, outsider = ServiceRequest.objects.order_by("occurred_on")
    assert (own.household, own.category, own.channel) == (world.own.household, "repair", "counter")
    assert (own.state, own.done_on, own.call_back) == ("done_claimed", date(2025, 3, 14), "")
    assert own.reply == "已换 (the ledger says: 满意)"
    assert (outsider.household, outsider.caller_name) == (None, "过路人")
    assert (outsider.caller_phone, outsider.category) == ("13812345678", "other")
    assert {row.is_historical for row in (own, outsider)} == {True}
    assert RequestStep.objects.filter(state_to="done_claimed").count() == 2
    assert undo_ledger(actor=staff, ledger=ledger) == []
    assert not ServiceRequest.objects.exists()


def test_an_open_request_is_not_taken_in_by_a_ledger(world):
    staff = world.site_staff()
    row = ["2025-03-12", "王建国", "", "", "物业", "楼道灯不亮", "来访", "", "", ""]
    early = [*row[:7], "2025-03-01", "", ""]
    ledger = take_in_rows(staff, world.own.site, REQUEST_LEDGER, REQUESTS, row, early)

    found = told(staff, ledger)

    assert "still open is recorded in the portal itself" in found["H3"]
    assert "before it came in on 2025-03-12" in found["H4"]


def test_disputes_come_in_unconfirmed_and_count_once_somebody_else_has_asked(world):
    leader, staff = world.grid_leader(), world.site_staff()
    ledger = take_in_rows(
        staff, world.own.site, DISPUTE_LEDGER, DISPUTES,
        ("2025-03-12", "王建国", "李秀英", "邻里", "楼上漏水", "网格", "孙楼长", "已化解", "2025-03-15", "2025-017"),
        ("2025-05-02", "王建国、王小宝", "物业", "物业", "电梯停运", "", "孙楼长", "调解不成功", "", ""),
    )  # fmt: skip

    store_ledger(actor=staff, ledger=ledger)

    settled, ended = Dispute.objects.order_by("occurred_on")
    window = Period(date(2025, 1, 1), today())
    assert (settled.stage, settled.settled_by, settled.channel) == ("followed_up", leader, "grid")
    assert (settled.case_year, settled.case_seq, ended.case_seq) == (2025, 1, 2)
    assert (ended.stage, ended.closed_on) == ("closed", date(2025, 5, 2))
    assert (settled.accepted_on, settled.ledger_no) == (date(2025, 3, 12), "2025-017")
    assert not Dispute.objects.settled(window).exists()
    other = world.county_staff()
    Dispute.objects.filter(pk=settled.pk).update(confirmed_by=other, confirmed_on=today())
    assert list(Dispute.objects.settled(window).with_grid_staff()) == [settled]
    assert DisputeWords.objects.get(dispute=settled).summary == "楼上漏水"
    assert DisputeParty.objects.filter(dispute=ended).count() == 3
    # Who held a grid post on the day took part as grid staff, wherever it was handled.
    assert (ended.channel, ended.participants.get().capacity) == ("service_centre", "grid_staff")


def test_a_ledger_of_disputes_belongs_to_the_site_alone(world, signed_in):
    staff, county = world.site_staff(), world.county_staff()
    ledger = take_in_rows(
        staff, world.own.site, DISPUTE_LEDGER, DISPUTES,
        ("2025-03-12", "", "李秀英", "邻里", "楼上漏水", "", "", "", "", ""),
    )  # fmt: skip
    url = reverse("ledger_detail", args=[ledger.token])

    found = told(staff, ledger)

    assert "not over is registered in the portal" in found["H3"]
    assert "Give at least one name" in found["B3"]
    assert "楼上漏水" in signed_in(staff).get(url).content.decode()
    refused = signed_in(county).get(url)
    assert (refused.status_code, "楼上漏水" in refused.content.decode()) == (403, False)
    assert DISPUTE_LEDGER not in topics_of(scope_of(county.pk, today()))


MEETINGS = ("会议时间", "会议类型", "会议名称", "地点", "主持人", "应到", "实到", "会议内容")


def test_meetings_count_as_held_and_are_marked(world, assembly):
    staff = world.site_staff()
    ledger = take_in_rows(
        staff, world.own.site, MEETING_LEDGER, MEETINGS,
        ("2025-03-12", "居民议事会议", "照明改造", "活动室", "赵社区", "40人", 36, "同意改造"),
        ("2025-06-12", "", "六月居民议事会议", "", "", "", "", ""),
    )  # fmt: skip

    store_ledger(actor=staff, ledger=ledger)

    first, second = Meeting.objects.order_by("occurred_on")
    assert (first.kind, first.title, first.chair) == (assembly, "照明改造", staff)
    assert (first.due_others, first.present_others, first.state) == (40, 36, "closed")
    assert (second.kind, second.title, second.chair) == (assembly, "六月居民议事会议", None)
    assert Meeting.objects.took_place().filter(is_historical=True).count() == 2
    assert undo_ledger(actor=staff, ledger=ledger) == []


def test_a_meeting_of_an_unknown_kind_and_more_present_than_due(world, assembly):
    staff = world.site_staff()
    ledger = take_in_rows(
        staff, world.own.site, MEETING_LEDGER, MEETINGS,
        ("2025-03-12", "茶话会", "过节", "", "", "", "", ""),
        ("2025-03-13", "居民议事会议", "照明", "", "", "10", "十二个", ""),
        ("2025-03-14", "居民议事会议", "照明", "", "", "10", "12", ""),
    )  # fmt: skip

    found = told(staff, ledger)

    assert "“茶话会” is no kind of meeting. Write one of:" in found["B3"]
    assert "“十二个” is no number of people" in found["G4"]
    assert "12 were present, but only 10 due" in found["G5"]
