"""补登 (design: occurred and recorded): counted once somebody other than the recorder accepts it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from lib.figures import figure_of
from lib.history import changes_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from lib.tasks import work_of
from services.actions.late_records import approve_late, resend_late, return_late
from services.late_records import late_models
from services.models import DoorService
from services.models.recorded import Recorded
from tests import factories
from tests.services.doors import make_door_service


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def late(world, recorder, **fields) -> DoorService:
    values = {"doers": (recorder,), "late_reason": "手机无信号，事后补登", **fields}
    return make_door_service(world.own.household, **values)


def value(user) -> int:
    period = since_last_year(today())
    return figure_of("door_services").value(scope_of(user.pk, today()), period)


def work(user) -> dict[str, int]:
    return {item.title: item.count for item in work_of(scope_of(user.pk, today()))}


def decide(client, record, decision, why=""):
    url = reverse("late_decide", args=["doorservice", record.pk])
    return client.post(url, {"decision": decision, "why": why}, follow=True)


def test_a_late_record_waits_for_a_colleague_and_counts_once_approved(world, signed_in):
    leader, staff = world.grid_leader(), world.site_staff()
    record = late(world, leader)

    before = (value(staff), work(staff).get("Late records that wait for a review"))
    page = signed_in(staff).get(reverse("late_list"))
    decide(signed_in(staff), record, "approve")

    record.refresh_from_db()
    assert before == (0, 1)
    assert "手机无信号，事后补登" in page.content.decode()
    assert reverse("door_detail", args=[record.pk]) in page.content.decode()
    assert (record.late_reviewer, value(staff)) == (staff, 1)
    assert "Late records that wait for a review" not in work(staff)


def test_sent_back_with_a_reason_and_sent_again(world, signed_in):
    leader, staff = world.grid_leader(), world.site_staff()
    record = late(world, leader)
    client = signed_in(staff)

    unsaid = decide(client, record, "return")
    decide(client, record, "return", "请写明日期")
    told = work(leader)["Late records of yours that were sent back"]
    listed = signed_in(leader).get(reverse("late_list")).content.decode()
    decide(signed_in(leader), record, "resend", "3月2日上门，手机损坏")

    record.refresh_from_db()
    assert "Say in a few words why." in unsaid.content.decode()
    assert (told, "请写明日期" in listed) == (1, True)
    assert (record.late_reason, record.late_returned_why) == ("3月2日上门，手机损坏", "")
    assert list(DoorService.objects.waiting_for_review()) == [record]
    assert value(staff) == 0
    said = {field.new for change in changes_of(DoorService, [record.pk]) for field in change.fields}
    assert "请写明日期" in said


def test_nobody_reviews_his_own_and_nobody_decides_twice(world, signed_in):
    staff, colleague = world.site_staff(), factories.make_site_staff(world.own.site)
    record = late(world, staff)

    own = decide(signed_in(staff), record, "approve")
    with pytest.raises(ValidationError, match="Another officer reviews it"):
        approve_late(actor=staff, record=record)
    with pytest.raises(IntegrityError), transaction.atomic():
        DoorService.objects.filter(pk=record.pk).update(late_reviewer=staff)
    approve_late(actor=colleague, record=record)
    with pytest.raises(ValidationError, match="Somebody has decided"):
        return_late(actor=colleague, record=record, why="不成立")
    with pytest.raises(ValidationError, match="does not wait for your reason"):
        resend_late(actor=colleague, record=record, reason="补登")

    assert own.status_code == 200
    assert "You recorded it yourself" in own.content.decode()


def test_another_site_is_not_reached_and_a_grid_leader_does_not_decide(world, signed_in):
    leader, staff = world.grid_leader(), world.site_staff()
    foreign = make_door_service(world.other.household, late_reason="补登")
    record = late(world, staff)

    assert decide(signed_in(staff), foreign, "approve").status_code == 404
    assert decide(signed_in(leader), record, "approve").status_code == 403
    assert signed_in(staff).post("/late-records/nothing/1/", {}).status_code == 404
    assert not DoorService.objects.filter(late_reviewer__isnull=False).exists()


def test_every_dated_record_is_reviewed_on_the_page():
    assert set(late_models().values()) == set(Recorded.__subclasses__())
    assert "doorservice" in late_models()
