"""Whistle and report: off by default, units called, their reports, the caller's score (B5)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from lib.periods import today
from services.actions import request_claims, whistles
from services.actions.request_closing import hand_over
from services.enums.requests import RequestAction
from services.models import RequestStep, Whistle, WhistleCall, WhistleSwitch
from sites.enums import Post
from tests import factories
from tests.services.requests import make_request, make_unit, make_unit_staff

A = RequestAction
WORDS = "三栋二单元污水外溢"
pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world):
    return factories.make_site_staff(world.own.site)


@pytest.fixture
def row(world):
    return make_request(world.own.site, words=WORDS)


def call(clerk, row, *units, **fields):
    """Units called to be there in an hour, at a site that has switched it on."""
    whistles.switch_whistle(actor=clerk, site=row.site, on=True)
    values = {
        "case": "demand", "units": units, "note": "请到场会商",
        "arrive_by": timezone.now() + timedelta(hours=1), **fields,
    }  # fmt: skip
    return whistles.call_units(actor=clerk, request=row, **values)


def deeds_of(client, row) -> set[str]:
    """The deeds which the page of the request offers."""
    text = client.get(reverse("request_detail", args=[row.pk])).content.decode()
    names = (A.WHISTLE, A.WHISTLE_REPORT, A.WHISTLE_SCORE, A.WHISTLE_END)
    return {n for n in names if f'href="{reverse("request_step", args=[row.pk, n])}"' in text}


def test_it_is_off_until_the_sites_staff_switch_it_on(world, clerk, row, signed_in):
    client, unit = signed_in(clerk), make_unit(None)
    assert deeds_of(client, row) == set()
    with pytest.raises(ValidationError, match="未开启吹哨报到"):
        whistles.call_units(
            actor=clerk, request=row, case="demand", units=[unit], note="请到场",
            arrive_by=timezone.now() + timedelta(hours=1),
        )  # fmt: skip
    url = reverse("whistle_switch", args=[world.own.site.pk])
    client.post(url, {"deed": "nonsense"})
    assert not WhistleSwitch.objects.exists()
    assert "switched on here" in client.post(url, {"deed": "on"}, follow=True).content.decode()
    assert AuditEvent.objects.filter(table="services_whistleswitch", actor=clerk).count() == 1
    assert deeds_of(client, row) == {A.WHISTLE}
    client.post(url, {"deed": "off"})
    assert deeds_of(client, row) == set()


def test_from_the_call_to_the_result_every_deed_stands_in_the_story(world, clerk, row, signed_in):
    water, power = make_unit(None, name="水务局"), make_unit(None, name="供电所")
    client, staff = signed_in(clerk), signed_in(make_unit_staff(water))
    detail = reverse("request_detail", args=[row.pk])
    assert staff.get(detail).status_code == 404
    whistles.switch_whistle(actor=clerk, site=row.site, on=True)

    def do(client, deed, /, **typed):
        answer = client.post(reverse("request_step", args=[row.pk, deed]), typed)
        assert answer.status_code == 302, answer.content.decode()

    tomorrow = today() + timedelta(days=1)
    do(
        client, A.WHISTLE, case="emergency", units=[water.pk, power.pk], note="请到场抢修",
        arrive_on=tomorrow.isoformat(), arrive_time="0900",
    )  # fmt: skip
    assert deeds_of(staff, row) == {A.WHISTLE_REPORT}
    assert WORDS in staff.get(detail).content.decode()
    # Staff of a unit report for their own only.
    refused = staff.post(
        reverse("request_step", args=[row.pk, A.WHISTLE_REPORT]),
        {"unit": power.pk, "what": "arrived_at", "who": "李四"},
    )
    assert refused.status_code == 200
    do(staff, A.WHISTLE_REPORT, unit=water.pk, what="signed_in_at")
    do(staff, A.WHISTLE_REPORT, unit=water.pk, what="contacted_at")
    do(staff, A.WHISTLE_REPORT, unit=water.pk, what="arrived_at", who="李四")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        again = signed_in(clerk)
        do(again, A.WHISTLE_REPORT, unit=power.pk, what="arrived_at", who="张三")
        do(again, A.WHISTLE_SCORE, unit=water.pk, score="5", note="到场快")
        do(again, A.WHISTLE_SCORE, unit=power.pk, score="2")
        do(again, A.WHISTLE_END, note="管道已更换")
        text = again.get(detail).content.decode()
    assert text.count("arrived late") == 1
    assert "管道已更换" in text
    assert "到场快" in text
    calls = WhistleCall.objects.order_by("pk").values_list("arrived_who", "score", "organisation")
    assert set(calls) == {("李四", 5, water.pk), ("张三", 2, power.pk)}
    told = RequestStep.objects.filter(request=row, action__startswith="whistle")
    assert [step.action for step in told] == [
        A.WHISTLE, A.WHISTLE, *[A.WHISTLE_REPORT] * 4, A.WHISTLE_SCORE, A.WHISTLE_SCORE,
        A.WHISTLE_END,
    ]  # fmt: skip
    assert {step.state_from for step in told} == {step.state_to for step in told} == {row.state}


def test_what_cannot_be_done_says_why(clerk, row):
    unit, other = make_unit(None), make_unit(row.site)

    def refused(words, deed, **fields):
        with pytest.raises(ValidationError, match=words):
            deed(actor=clerk, request=row, **fields)

    report = {"unit": unit, "what": "arrived_at", "who": "李四"}
    refused("没有进行中的吹哨", whistles.report_unit, **report)
    refused("没有进行中的吹哨", whistles.score_unit, unit=unit, score=3)
    refused("没有进行中的吹哨", whistles.end_whistle, note="完成")
    with pytest.raises(ValidationError, match="该时间已过"):
        call(clerk, row, unit, arrive_by=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ValidationError, match="至少选择一个单位"):
        call(clerk, row)
    with pytest.raises(ValidationError, match="需要单位到场解决什么"):
        call(clerk, row, unit, note=" ")
    assert not Whistle.objects.exists()
    call(clerk, row, unit)
    with pytest.raises(ValidationError, match="已有进行中的吹哨"):
        call(clerk, row, other)
    with pytest.raises(IntegrityError, match="whistle_one_open"), transaction.atomic():
        Whistle.objects.create(
            site=row.site, request=row, case="demand", occurred_on=today(), recorded_by=clerk
        )
    refused("没有向该单位吹哨", whistles.report_unit, **{**report, "unit": other})
    refused("填写到场人员", whistles.report_unit, **{**report, "who": " "})
    refused("到场时限过后再打分", whistles.score_unit, unit=unit, score=3)
    refused("先给被吹哨单位打分", whistles.end_whistle, note="完成")
    whistles.report_unit(actor=clerk, request=row, **report)
    refused("报过此事项", whistles.report_unit, **report)
    with pytest.raises(ValidationError, match="本人所在单位"):
        whistles.score_unit(actor=make_unit_staff(unit), request=row, unit=unit, score=5)
    refused("5", whistles.score_unit, unit=unit, score=6)
    whistles.score_unit(actor=clerk, request=row, unit=unit, score=4)
    refused("已评 4 分", whistles.score_unit, unit=unit, score=5)
    refused("请填写处", whistles.end_whistle, note=" ")
    whistles.end_whistle(actor=clerk, request=row, note="完成")
    refused("没有进行中的吹哨", whistles.report_unit, **report)
    assert call(clerk, row, other).whistles.count() == 2


def test_an_ended_request_calls_nobody(clerk, row):
    hand_over(actor=clerk, request=row, to="police", note="11月20日移交派出所")
    with pytest.raises(ValidationError, match="不再办理"):
        call(clerk, row, make_unit(None))


def test_escalating_raises_the_call_and_other_units_and_sites_see_nothing(
    world, clerk, row, signed_in
):
    unit = make_unit(None)
    call(clerk, row, unit)
    town = signed_in(factories.make_user_with(Post.TOWN_STAFF, row.site.township))
    stranger = signed_in(make_unit_staff(make_unit(None, name="别的单位")))
    neighbour = signed_in(factories.make_site_staff(world.other.site))
    assert deeds_of(town, row) == set()
    request_claims.escalate(actor=clerk, request=row, note="社区无力解决")
    assert deeds_of(town, row) == {A.WHISTLE_SCORE, A.WHISTLE_END}
    for client in (stranger, neighbour):
        assert client.get(reverse("request_detail", args=[row.pk])).status_code == 404
        url = reverse("request_step", args=[row.pk, A.WHISTLE_REPORT])
        assert client.post(url, {"unit": unit.pk, "what": "signed_in_at"}).status_code == 404
    assert not WhistleCall.objects.filter(signed_in_at__isnull=False).exists()
