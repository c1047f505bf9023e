"""Residents file and follow without an account: nothing is disclosed, nobody can guess or flood."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from services.actions import public, requests
from services.enums.requests import RequestState
from services.models import PublicDoor, PublicKnock, ServiceRequest
from tests.factories import make_site, make_site_staff, make_user

WORDS = "家里老人需要上门体检"
pytestmark = pytest.mark.django_db


@pytest.fixture
def door() -> PublicDoor:
    site = make_site()
    return public.open_door(actor=make_site_staff(site), site=site)


@pytest.fixture
def resident() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def typed(**fields):
    return {
        "category": "medical", "words": WORDS, "place": "3栋", "caller_name": "田大娘",
        "caller_phone": "13800001111", "token": str(uuid.uuid4()),
    } | fields  # fmt: skip


def code_in(text: str) -> str:
    return re.search(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}\b", text)[0]


def file(client: Client, door: PublicDoor, **fields) -> str:
    response = client.post(reverse("public_file", args=[door.code]), typed(**fields))
    assert response.status_code == 200
    return response.content.decode()


def test_a_resident_files_and_follows_by_code(door, resident):
    answer = file(resident, door)
    code = code_in(answer)
    row = ServiceRequest.objects.get()
    assert (row.site, row.channel, row.recorded_by) == (door.site, "online", None)
    assert row.steps.get().actor is None
    requests.accept(actor=make_user(), request=row)
    row.refresh_from_db()

    # A name and words stand in no address, and the state page tells neither.
    told = resident.post(reverse("public_ask"), {"code": f" {code.lower()} "}).content.decode()

    assert "accepted" in told
    assert str(row.due_on.day) in told
    for secret in (WORDS, "田大娘", "13800001111", "3栋", row.number, door.site.name):
        assert secret not in told


def test_the_same_form_twice_is_one_request_with_one_code(door, resident):
    token = str(uuid.uuid4())
    codes = {code_in(file(resident, door, token=token)) for _ in range(2)}

    assert len(codes) == 1
    assert ServiceRequest.objects.count() == 1


def test_the_code_is_stored_as_a_keyed_hash_alone(door, resident):
    code = code_in(file(resident, door))

    row = ServiceRequest.objects.values().get()
    assert code.replace("-", "") not in str(row)
    assert bytes(row["query_mark"]) == public.mark_of(code)
    assert len({public.code_of(uuid.uuid4()) for _ in range(500)}) == 500


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-EFGH-JKL!", "AAAA-AAAA-AAAA", "1" * 20])
def test_a_wrong_code_says_the_same_whatever_it_is(door, resident, code):
    file(resident, door)

    answer = resident.post(reverse("public_ask"), {"code": code}).content.decode()

    assert "<dl" not in answer
    assert "No request has this code" in answer or "This field is required" in answer


def test_pages_are_not_kept_by_browsers_or_proxies_and_leak_no_referrer(door, resident):
    for response in (
        resident.get(reverse("public_file", args=[door.code])),
        resident.post(reverse("public_file", args=[door.code]), typed()),
        resident.post(reverse("public_ask"), {"code": "AAAA-AAAA-AAAA"}),
    ):
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response.content.decode()


def test_an_unknown_a_closed_and_a_renewed_door_lead_nowhere(door, resident):
    clerk, old = make_user(), door.code
    assert resident.get(reverse("public_file", args=["nowhere"])).status_code == 404
    public.renew_door(actor=clerk, site=door.site)
    assert resident.post(reverse("public_file", args=[old]), typed()).status_code == 404
    door.refresh_from_db()
    assert resident.get(reverse("public_file", args=[door.code])).status_code == 200
    public.close_door(actor=clerk, site=door.site)
    assert resident.get(reverse("public_file", args=[door.code])).status_code == 404
    assert not ServiceRequest.objects.exists()


@pytest.mark.parametrize("kind", ["file", "ask"])
def test_whoever_knocks_too_often_waits_and_others_do_not(door, resident, monkeypatch, kind):
    monkeypatch.setitem(public.LIMITS, kind, 2)
    url = reverse("public_ask") if kind == "ask" else reverse("public_file", args=[door.code])

    def knock(address: str) -> int:
        form = {"code": "AAAA-AAAA-AAAA"} if kind == "ask" else typed()
        return resident.post(url, form, REMOTE_ADDR=address).status_code

    assert [knock("10.1.1.1") for _ in range(4)] == [200, 200, 429, 429]
    assert knock("10.1.1.2") == 200
    assert ServiceRequest.objects.count() == (3 if kind == "file" else 0)


def test_counts_of_knocks_name_no_address_and_go_after_a_day(door, resident):
    file(resident, door)
    row = PublicKnock.objects.get()
    assert b"127.0.0.1" not in bytes(row.mark)

    assert public.delete_old_knocks() == 0
    PublicKnock.objects.update(hour=timezone.now() - timedelta(days=2))
    assert public.delete_old_knocks() == 1


def test_wrong_telephone_and_missing_words_keep_what_was_typed(door, resident):
    answer = file(resident, door, caller_phone="12", words="")

    assert "is no telephone number" in answer
    assert "田大娘" in answer
    assert not ServiceRequest.objects.exists()


def test_the_centre_sees_what_was_filed_and_prints_the_sheet(door, resident, signed_in):
    file(resident, door)
    clerk = signed_in(make_site_staff(door.site))
    row = ServiceRequest.objects.get()

    text = clerk.get(reverse("request_detail", args=[row.pk])).content.decode()
    assert WORDS in text
    assert "138****1111" in text
    sheet = clerk.get(reverse("qr_sheet", args=[door.site.pk])).content.decode()
    assert "data:image/svg+xml" in sheet
    clerk.post(reverse("qr_door", args=[door.site.pk]), {"deed": "close"})
    assert "Open the page" in clerk.get(reverse("qr_sheet", args=[door.site.pk])).content.decode()
    assert row.state == RequestState.RECEIVED
