"""上门服务 (R47, R51): logged from a household's file or for a round, once, by whoever may."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from accounts.models import AuditEvent
from lib.figures import figure_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from services.actions.door_services import RoundEntry, ServiceFacts, log_round, log_service
from services.models import DoorService, ServiceRequest
from tests import factories
from tests.residents.world import MARK
from tests.services.doors import make_door_kind, make_door_service


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def typed(**fields) -> dict:
    return {
        "occurred_on": today().isoformat(),
        "kind": make_door_kind().pk,
        "capacity": "",
        "way": "at_home",
        "words": "更换水龙头",
        "by_me": "on",
        "token": str(uuid4()),
        **fields,
    }


def facts(*doers, **fields) -> ServiceFacts:
    values = {"kind": make_door_kind(), "occurred_on": today(), "doers": doers, **fields}
    return ServiceFacts(**values)


def counted(user, code="door_services") -> int:
    period = since_last_year(today())
    return figure_of(code).value(scope_of(user.pk, today()), period)


def test_a_grid_leader_logs_from_the_file_of_his_household(world, signed_in):
    user = world.grid_leader()
    url = reverse("household_door", args=[world.own.household.pk])

    page = signed_in(user).post(url, typed(), follow=True)

    service = DoorService.objects.get()
    assert page.redirect_chain[-1][0] == reverse("door_detail", args=[service.pk])
    assert (service.household, service.recorded_by) == (world.own.household, user)
    assert service.capacity == "trouble_shooter"  # the usual role of the kind
    assert [row.doer for row in service.doer_rows.all()] == [user]
    assert "更换水龙头" in page.content.decode()
    assert counted(user) == 1


def test_several_may_have_done_it_and_one_who_did_not_is_left_out(world, signed_in):
    user = world.grid_leader()
    clerk, other = world.site_staff(), factories.make_site_staff(world.own.site)
    url = reverse("household_door", args=[world.own.household.pk])

    signed_in(user).post(url, typed(by_me="", others=[clerk.pk, other.pk]))
    nobody = signed_in(user).post(url, typed(by_me=""))

    service = DoorService.objects.get()
    assert {row.doer for row in service.doer_rows.all()} == {clerk, other}
    assert "Say who did it" in nobody.content.decode()


def test_the_same_submit_twice_is_one_row(world, signed_in):
    client = signed_in(world.grid_leader())
    url, sent = reverse("household_door", args=[world.own.household.pk]), typed()

    first, second = client.post(url, sent), client.post(url, sent)

    assert first.url == second.url
    assert DoorService.objects.count() == 1
    assert AuditEvent.objects.filter(table="services_doorservice").count() == 1


def test_a_second_service_of_the_kind_and_day_is_asked_about_and_nothing_typed_is_lost(
    world, signed_in
):
    client = signed_in(world.grid_leader())
    make_door_service(world.own.household)
    url = reverse("household_door", args=[world.own.household.pk])

    asked = client.post(url, typed(words="又漏水了"))
    client.post(url, typed(words="又漏水了", again="on"))

    assert "罗网格 has recorded this kind" in asked.content.decode()
    assert "又漏水了" in asked.content.decode()
    assert DoorService.objects.count() == 2


def test_bad_days_get_a_sentence(world):
    actor = world.site_staff()
    household = world.own.household
    tomorrow = today() + timedelta(days=1)
    household.ended_on = today()

    def refused(day) -> str:
        with pytest.raises(ValidationError) as error:
            log_service(
                actor=actor, household=household, facts=facts(actor, occurred_on=day), token=uuid4()
            )
        return " ".join(error.value.messages)

    assert "left the site on" in refused(today())
    household.ended_on = None
    assert "has not come yet" in refused(tomorrow)
    assert "moved in on 2020-01-01" in refused(factories.FIRST_DAY - timedelta(days=1))
    assert "say why it is recorded now" in refused(factories.FIRST_DAY)
    assert not DoorService.objects.exists()


def test_a_late_record_counts_once_reviewed(world):
    actor = world.site_staff()
    with time_machine.travel("2026-05-20T10:00:00+08:00"):
        day = today() - timedelta(days=90)
        service, _new = log_service(
            actor=actor,
            household=world.own.household,
            facts=facts(actor, occurred_on=day, late_reason="手机丢失"),
            token=uuid4(),
        )
        before = counted(actor)
        DoorService.objects.filter(pk=service.pk).update(late_reviewer=world.county_staff())
        after = counted(actor)

    assert (before, after) == (0, 1)


def test_a_round_is_typed_once_with_what_differs_beside_its_household(world, signed_in):
    user = world.site_staff()
    own, neighbours = world.own.household, world.own.neighbours
    jobs = make_door_kind("jobs", name="岗位推送", usual_capacity="employment_server")
    factories.make_grid(world.own.second_stairwell)
    url = f"{reverse('door_round')}?place=s{world.own.stairwell.pk}"
    sent = typed(household=[own.pk], **{f"kind_{own.pk}": jobs.pk, f"words_{own.pk}": "推送岗位"})

    page = signed_in(user).post(url, sent, follow=True)
    log_round(
        actor=user,
        entries=[RoundEntry(own), RoundEntry(neighbours, words="")],
        facts=facts(user, words="讲政策"),
        token=uuid4(),
    )

    found = DoorService.objects.order_by("pk").values_list("household", "kind__code", "words")
    assert list(found) == [
        (own.pk, "jobs", "推送岗位"),
        (own.pk, "repair", "讲政策"),
        (neighbours.pk, "repair", ""),
    ]
    assert DoorService.objects.order_by("pk").first().capacity == "employment_server"
    assert "The service of 1 household is recorded." in page.content.decode()


def test_a_round_sent_twice_is_stored_once_and_a_bad_one_not_at_all(world):
    user = world.site_staff()
    entries = [RoundEntry(world.own.household), RoundEntry(world.own.neighbours)]
    token = uuid4()

    first = log_round(actor=user, entries=entries, facts=facts(user), token=token)
    again = log_round(actor=user, entries=entries, facts=facts(user), token=token)
    world.own.neighbours.ended_on = today()
    with pytest.raises(ValidationError):
        log_round(actor=user, entries=entries, facts=facts(user), token=uuid4())

    assert (len(first), len(again)) == (2, 0)
    assert DoorService.objects.count() == 2


def test_a_round_reaches_the_households_that_one_looks_after_alone(world, signed_in):
    client = signed_in(world.grid_leader())
    url = reverse("door_round")

    page = client.get(url, {"place": f"g{world.own.grid.pk}"})
    foreign = client.get(url, {"place": f"s{world.own.second_stairwell.pk}"})
    sent = typed(household=[world.own.neighbours.pk])
    refused = client.post(f"{url}?place=g{world.own.grid.pk}", sent)

    assert [row["household"] for row in page.context["rows"]] == [world.own.household]
    assert "rows" not in foreign.context
    assert "No household is ticked" in refused.content.decode()
    assert not DoorService.objects.exists()


def test_finding_the_household_by_name_or_room_never_leaves_ones_own(world, signed_in):
    client = signed_in(world.grid_leader())

    one = client.post(reverse("door_add"), {"text": "王建国"})
    foreign = client.post(reverse("door_add"), {"text": "李秀英"})
    other_site = client.post(reverse("door_add"), {"text": f"{MARK}王建国"})

    assert one.url == reverse("household_door", args=[world.own.household.pk])
    for page in (foreign, other_site):
        assert "No household of yours matches" in page.content.decode()


def test_what_the_household_asks_for_at_the_door_becomes_one_request(world, signed_in):
    leader = world.grid_leader()
    service = make_door_service(world.own.household, doers=(leader,))
    client, token = signed_in(leader), str(uuid4())
    url = reverse("door_raise", args=[service.pk])
    sent = {"category": "repair", "words": "楼道灯不亮", "token": token}

    empty = client.post(url, {**sent, "words": ""})
    client.post(url, sent)
    client.post(url, sent)
    another = client.post(url, {**sent, "token": str(uuid4())})

    request = ServiceRequest.objects.get()
    service.refresh_from_db()
    assert "This field is required" in empty.content.decode()
    assert "has raised a request already" in another.content.decode()
    assert (service.request, request.household) == (request, world.own.household)
    assert (request.channel, request.words, request.recorded_by) == ("door", "楼道灯不亮", leader)
