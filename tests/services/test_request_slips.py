"""The slip of a request: made once after the intake, with the code and without anybody's name."""

import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent
from lib.periods import today
from services.actions.public import code_of, mark_of
from services.models import ServiceRequest
from tests.services.requests import make_request

pytestmark = pytest.mark.django_db
WORDS = "需要上门体检"
CODE = re.compile(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}\b")


def take(client: Client, **fields) -> ServiceRequest:
    typed = {
        "resident": "王建国", "category": "medical", "urgency": "3_ordinary", "words": WORDS,
        "channel": "counter", "then": "accept", "occurred_on": today().isoformat(),
        "token": str(uuid.uuid4()), **fields,
    }  # fmt: skip
    assert client.post(reverse("request_add"), typed).status_code == 302
    return ServiceRequest.objects.order_by("-pk").first()


def slip(client: Client, row: ServiceRequest, follow: bool = False):
    return client.post(reverse("request_slip", args=[row.pk]), follow=follow)


@pytest.mark.parametrize("channel", ["counter", "phone"])
def test_the_resident_follows_with_the_code_of_the_slip(world, signed_in, channel):
    user = world.site_staff()
    clerk = signed_in(user)
    row = take(clerk, channel=channel)

    answer = slip(clerk, row)

    paper = answer.content.decode()
    code = CODE.search(paper)[0]
    assert "no-store" in answer["Cache-Control"]
    for told in (
        row.number,
        row.get_category_display(),
        reverse("public_ask"),
        f"{row.due_on.day}日",
    ):
        assert told in paper, told
    for kept in (WORDS, "王建国", user.name, "3-2-501"):
        assert kept not in paper, kept
    state = Client().post(reverse("public_ask"), {"code": code}).content.decode()
    assert "<dl" in state
    assert WORDS not in state
    event = AccessEvent.objects.get(kind="print", row_id=row.pk)
    assert code not in str(event.__dict__)


def test_the_code_is_told_once_and_stands_nowhere(world, signed_in):
    clerk = signed_in(world.site_staff())
    row = take(clerk)
    code = code_of(row.token)
    detail = reverse("request_detail", args=[row.pk])
    offer = reverse("request_slip", args=[row.pk])
    before = clerk.get(detail).content.decode()
    assert offer in before
    assert code not in before

    slip(clerk, row)
    again = slip(clerk, row, follow=True).content.decode()

    assert not CODE.search(again)
    assert offer not in clerk.get(detail).content.decode()
    stored = ServiceRequest.objects.values().get()
    assert code.replace("-", "") not in str(stored)
    assert bytes(stored["query_mark"]) == mark_of(code)
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert code not in str(sessions)


def test_who_takes_one_after_the_other_still_finds_the_slip(world, signed_in):
    clerk = signed_in(world.site_staff())
    row = take(clerk, next="another")

    assert (
        reverse("request_slip", args=[row.pk]) in clerk.get(reverse("request_add")).content.decode()
    )
    assert CODE.search(slip(clerk, row).content.decode())


def test_after_half_an_hour_no_slip_is_offered_any_more(world, signed_in, time_machine):
    time_machine.move_to("2026-03-06T09:00:00+08:00", tick=False)
    clerk = signed_in(world.site_staff())
    row = take(clerk)
    time_machine.move_to("2026-03-06T09:31:00+08:00", tick=False)

    assert not CODE.search(slip(clerk, row, follow=True).content.decode())
    assert "slip/" not in clerk.get(reverse("request_add")).content.decode()


def test_nobody_else_and_no_older_request_gives_a_code(world, signed_in):
    clerk, colleague = signed_in(world.site_staff()), signed_in(world.site_staff())
    row, older = take(clerk), make_request(world.own.site)
    county, leader = signed_in(world.county_staff()), signed_in(world.leader())

    assert not CODE.search(slip(colleague, row, follow=True).content.decode())
    assert not CODE.search(slip(clerk, older, follow=True).content.decode())
    assert [slip(reader, row).status_code for reader in (county, leader)] == [403, 403]
    assert not AccessEvent.objects.filter(kind="print").exists()
