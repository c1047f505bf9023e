"""What verifies door services (design: claims are verified), and who may not."""

import base64
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from accounts.models import AccessEvent
from lib.figures import figure_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from lib.tasks import work_of
from services.actions.door_checks import call_back, confirm_at_door, draw_sample, drawn
from services.actions.door_services import withdraw_service
from services.enums.door_services import (
    DOOR_SERVICE_MACHINE,
    CallBackOutcome,
    ConfirmationKind,
    DoorServiceMove,
    DoorServiceState,
)
from services.models import DoorCallBack, DoorConfirmation, DoorSample, DoorService
from tests import factories
from tests.services.doors import PICTURE, make_door_service


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def value(user, code) -> int:
    return figure_of(code).value(scope_of(user.pk, today()), since_last_year(today()))


def ask(service, caller, outcome=CallBackOutcome.CONFIRMED, words="") -> DoorCallBack:
    return call_back(actor=caller, service=service, outcome=outcome, words=words, token=uuid4())


def test_a_signature_on_the_screen_verifies_and_is_kept_sealed(world, signed_in):
    leader = world.grid_leader()
    service = make_door_service(world.own.household, doers=(leader,))
    client = signed_in(leader)
    drawn_url = f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"

    client.post(reverse("door_confirm", args=[service.pk]), {"signature": drawn_url})
    picture = client.get(reverse("door_confirmation", args=[service.pk]))

    service.refresh_from_db()
    kept = DoorConfirmation.objects.get()
    assert service.state == DoorServiceState.CONFIRMED
    assert PICTURE not in bytes(kept.file_sealed)
    assert (picture.content, picture["Content-Type"]) == (PICTURE, "image/png")
    assert AccessEvent.objects.filter(fields="file", row_id=kept.pk, actor=leader).count() == 1
    assert (value(leader, "door_services"), value(leader, "door_services_verified")) == (1, 1)


def test_a_photo_of_the_slip_does_as_well_and_other_files_are_refused(world, signed_in):
    service = make_door_service(world.own.household)
    client = signed_in(world.site_staff())
    url = reverse("door_confirm", args=[service.pk])

    text = client.post(url, {"slip": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>")})
    broken = client.post(url, {"signature": "data:image/png;base64,@@@"})
    nothing = client.post(url, {})
    before = DoorService.objects.get().state
    client.post(url, {"slip": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0photo")})

    assert "no picture that can be shown" in text.content.decode()
    assert "did not arrive whole" in broken.content.decode()
    assert "add a photo of the signed slip" in nothing.content.decode()
    assert before == DoorServiceState.DONE
    assert DoorConfirmation.objects.get().media_type == "image/jpeg"


def test_whoever_did_or_recorded_it_does_not_call_back(world):
    doer, recorder = world.grid_leader(), world.site_staff()
    service = make_door_service(world.own.household, doers=(doer,), recorded_by=recorder)

    for person in (doer, recorder):
        with pytest.raises(ValidationError, match="A colleague asks the household"):
            ask(service, person)
    ask(service, factories.make_site_staff(world.own.site))

    service.refresh_from_db()
    assert service.state == DoorServiceState.CONFIRMED


def test_a_denied_service_no_longer_counts_and_waits_at_the_site(world):
    staff = factories.make_site_staff(world.own.site)
    service = make_door_service(world.own.household)
    ask(service, staff, CallBackOutcome.NOT_REACHED)
    before = value(staff, "door_services")

    with pytest.raises(ValidationError):
        ask(service, staff, CallBackOutcome.DENIED)
    ask(service, staff, CallBackOutcome.DENIED, "当天无人上门")

    work = {item.title: item.count for item in work_of(scope_of(staff.pk, today()))}
    assert (before, value(staff, "door_services")) == (1, 0)
    assert work["Door services that a household denies"] == 1
    assert list(DoorService.objects.get().steps.values_list("state_before", "state", "note")) == [
        ("done", "denied", "当天无人上门")
    ]


def test_the_same_call_sent_twice_is_one(world):
    staff = factories.make_site_staff(world.own.site)
    service, token = make_door_service(world.own.household), uuid4()

    for _time in range(2):
        call_back(
            actor=staff,
            service=service,
            outcome=CallBackOutcome.CONFIRMED,
            words="",
            token=token,
        )

    assert DoorCallBack.objects.count() == 1


PAIRS = [(state, move) for state in DoorServiceState for move in DoorServiceMove]


@pytest.mark.parametrize(("state", "move"), PAIRS)
def test_every_pair_of_state_and_move_does_what_the_table_says(world, state, move):
    staff = factories.make_site_staff(world.own.site)
    service = make_door_service(world.own.household, state=state)
    deeds = {
        DoorServiceMove.CONFIRM: lambda: confirm_at_door(
            actor=staff, service=service, kind=ConfirmationKind.SLIP, content=PICTURE
        ),
        DoorServiceMove.CALL_CONFIRMS: lambda: ask(service, staff),
        DoorServiceMove.CALL_DENIES: lambda: ask(service, staff, CallBackOutcome.DENIED, "没有"),
        DoorServiceMove.WITHDRAW: lambda: withdraw_service(
            actor=staff, service=service, why="重复登记"
        ),
    }
    target = DOOR_SERVICE_MACHINE.moves[move].get(state)

    if target is None:
        with pytest.raises(ValidationError, match="is not possible"):
            deeds[move]()
    else:
        deeds[move]()

    service.refresh_from_db()
    assert service.state == (target or state)


def test_a_sample_is_drawn_again_by_its_seed_from_what_nobody_has_verified(world):
    staff = factories.make_site_staff(world.own.site)
    waiting = [make_door_service(world.own.household) for _ in range(12)]
    make_door_service(world.own.household, state=DoorServiceState.CONFIRMED)
    make_door_service(world.other.household)
    token = uuid4()

    def draw(**fields) -> DoorSample:
        values = {"share": 20, "token": token, "seed": 42, **fields}
        return draw_sample(actor=staff, site=world.own.site, first=today(), last=today(), **values)

    sample = draw()

    chosen = list(sample.rows.values_list("service_id", flat=True))
    ids = sorted(service.pk for service in waiting)
    assert (sample.drawn_from, len(chosen)) == (12, 3)
    assert set(chosen) <= set(ids)
    assert chosen == drawn(ids, 20, 42)
    assert draw() == sample
    assert list(draw(token=uuid4()).rows.values_list("service_id", flat=True)) == chosen


def test_an_empty_sample_says_why(world, signed_in):
    staff = factories.make_site_staff(world.own.site)
    day = today().isoformat()

    page = signed_in(staff).post(
        reverse("door_sample_list"),
        {"site": world.own.site.pk, "first": day, "last": day, "share": 10, "token": uuid4()},
    )

    assert "No service of these days waits for verification" in page.content.decode()
    assert not DoorSample.objects.exists()


def test_withdrawing_asks_why_and_keeps_the_row(world, signed_in):
    leader = world.grid_leader()
    service = make_door_service(world.own.household, doers=(leader,))
    client = signed_in(leader)
    url = reverse("door_withdraw", args=[service.pk])

    empty = client.post(url, {"why": ""}, follow=True)
    client.post(url, {"why": "登记到了别户"})

    assert "why the record is withdrawn" in empty.content.decode()
    assert DoorService.objects.get().state == DoorServiceState.WITHDRAWN
    assert value(leader, "door_services") == 0
