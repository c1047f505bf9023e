"""Units, extensions, supervision, escalation, merging, call-back: what the rules of B4 ask for."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from lib.history import set_constraints_immediate
from lib.periods import today
from services.actions import request_claims, request_closing, requests
from services.enums.requests import RequestAction, RequestLevel, RequestState
from services.models import RequestStep, ServiceRequest
from tests.factories import make_household, make_person, make_site, make_site_staff, make_user
from tests.services.requests import make_request, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_the_same_form_sent_twice_is_one_request():
    site, token = make_site(), uuid.uuid4()
    clerk = make_site_staff(site)
    typed = {
        "actor": clerk, "site": site, "category": "repair", "urgency": "3_ordinary",
        "channel": "phone", "words": " 水管漏水 ", "token": token,
    }  # fmt: skip

    first, second = requests.receive(**typed), requests.receive(**typed)

    assert first == second
    assert (first.words, first.steps.count()) == ("水管漏水", 1)
    with pytest.raises(ValidationError, match="sent before"):
        requests.receive(**{**typed, "actor": make_user()})


def test_a_household_of_another_site_and_a_stranger_are_refused():
    site, clerk = make_site(), make_user()
    household, foreign = make_household(site), make_household()
    typed = {
        "actor": clerk, "site": site, "category": "repair", "urgency": "3_ordinary",
        "channel": "phone", "words": "水管漏水",
    }  # fmt: skip

    with pytest.raises(ValidationError, match="another site"):
        requests.receive(**typed, household=foreign)
    with pytest.raises(ValidationError, match="no member"):
        requests.receive(**typed, household=household, person=make_person(foreign))
    stored = ServiceRequest.objects.filter(pk=make_request(site).pk)
    set_constraints_immediate()
    with pytest.raises(IntegrityError, match="same_site"), transaction.atomic():
        stored.update(household=foreign)


def test_only_units_of_the_site_or_the_county_take_a_request_and_a_returned_one_forgets_them():
    site, actor = make_site(), make_user()
    company, bureau, foreign = make_unit(site), make_unit(None), make_unit(make_site())
    ended = make_unit(site, valid_to=today() - timedelta(days=1))
    request = make_request(site, RequestState.ACCEPTED)
    for unit in (foreign, ended):
        with pytest.raises(ValidationError, match="no unit of this site"):
            requests.assign(actor=actor, request=request, lead=unit)

    request = requests.assign(
        actor=actor, request=request, lead=company, assisting=[bureau, company]
    )
    assert request.lead == company
    assert [row.organisation for row in request.assistances.all()] == [bureau]

    request = requests.send_back(actor=actor, request=request, note="不属物业服务合同范围")
    assert request.lead is None
    assert not request.assistances.exists()
    assert request.steps.get(action=RequestAction.RETURN).organisation == company


def test_after_its_day_nothing_is_returned_paused_or_extended():
    actor, yesterday = make_user(), today() - timedelta(days=1)
    days = {"due_on": yesterday, "warn_on": yesterday}
    assigned = make_request(state=RequestState.ASSIGNED, **days)
    handling = make_request(state=RequestState.HANDLING, **days)

    with pytest.raises(ValidationError, match="within its time limit"):
        requests.send_back(actor=actor, request=assigned, note="依据条例")
    with pytest.raises(ValidationError, match="late already"):
        requests.pause(actor=actor, request=handling, note="等配件")
    with pytest.raises(ValidationError, match="before the day has passed"):
        request_claims.ask_extension(actor=actor, request=handling, days=3, note="工作量大")


def test_an_extension_is_decided_by_another_and_once():
    asker, decider = make_user(), make_user()
    request = make_request(state=RequestState.HANDLING)
    due_on = request.due_on
    request_claims.ask_extension(actor=asker, request=request, days=5, note="需开挖路面")
    with pytest.raises(ValidationError, match="asked for already"):
        request_claims.ask_extension(actor=asker, request=request, days=5, note="需开挖路面")
    with pytest.raises(ValidationError, match="A colleague decides"):
        request_claims.decide_extension(actor=asker, request=request, grant=True)
    with pytest.raises(ValidationError, match="denied"):
        request_claims.decide_extension(actor=decider, request=request, grant=False)

    request = request_claims.decide_extension(
        actor=decider, request=request, grant=False, note="可先临时封堵"
    )
    assert request.due_on == due_on
    with pytest.raises(ValidationError, match="No extension waits"):
        request_claims.decide_extension(actor=decider, request=request, grant=True)
    request_claims.ask_extension(actor=asker, request=request, days=5, note="配件定制")
    request = request_claims.decide_extension(actor=decider, request=request, grant=True)
    assert request.due_on > due_on
    assert [row.is_granted for row in request.extensions.all()] == [False, True]


def test_a_supervision_must_be_replied_to_before_done_is_reported():
    office, unit = make_user(), make_user()
    request = make_request(state=RequestState.HANDLING)
    for kind in ("1_reminder", "3_supervise"):
        request_claims.supervise(
            actor=office, request=request, kind=kind, note="请说明进展", reply_due_on=today()
        )
    with pytest.raises(ValidationError, match="waits for its reply"):
        requests.claim_done(actor=unit, request=request, note="已修好")

    request_claims.reply_supervision(actor=unit, request=request, note="明天完成")
    request = requests.claim_done(actor=unit, request=request, note="已修好")

    assert request.state == RequestState.DONE_CLAIMED
    assert {row.reply for row in request.supervisions.all()} == {"明天完成"}
    with pytest.raises(ValidationError, match="No supervision waits"):
        request_claims.reply_supervision(actor=unit, request=request, note="再次回复")


def test_each_hop_upwards_is_kept_and_the_county_is_the_last():
    actor, request = make_user(), make_request(state=RequestState.HANDLING)
    due_on = request.due_on
    for level in (RequestLevel.TOWN, RequestLevel.COUNTY):
        request = request_claims.escalate(actor=actor, request=request, note="需协调医院")
        assert (request.level, request.due_on) == (level, due_on)
    with pytest.raises(ValidationError, match="no higher level"):
        request_claims.escalate(actor=actor, request=request, note="需协调医院")

    hops = request.steps.filter(action=RequestAction.ESCALATE)
    assert [step.level for step in hops] == [RequestLevel.TOWN, RequestLevel.COUNTY]


def test_the_doer_never_calls_back_himself():
    doer = make_user()
    request = make_request(
        state=RequestState.DONE_CLAIMED, household=make_household(), done_by=doer
    )

    with pytest.raises(ValidationError, match="A colleague calls back"):
        request_closing.call_back(actor=doer, request=request, result="satisfied")
    with pytest.raises(IntegrityError, match="verified_by_another"), transaction.atomic():
        ServiceRequest.objects.filter(pk=request.pk).update(verified_by=doer)

    request = request_closing.call_back(actor=make_user(), request=request, result="mostly")
    assert (request.state, request.closed_on) == (RequestState.CLOSED, today())
    moves = [(step.state_from, step.state_to) for step in request.steps.all()]
    assert moves == [("done_claimed", "called_back"), ("called_back", "closed")]


def test_nobody_reached_three_times_closes_it_and_a_new_report_starts_the_count_anew():
    caller, request = (
        make_user(),
        make_request(state=RequestState.DONE_CLAIMED, household=make_household()),
    )
    for _ in range(2):
        request = request_closing.call_back(actor=caller, request=request, result="unreachable")
        assert request.state == RequestState.DONE_CLAIMED
    request = request_closing.call_back(actor=caller, request=request, result="unreachable")
    assert (request.state, request.call_back) == (RequestState.CLOSED, "unreachable")


def test_an_anonymous_request_is_checked_on_the_spot_instead_of_called_back():
    caller, request = make_user(), make_request(state=RequestState.DONE_CLAIMED)

    with pytest.raises(ValidationError, match="looks on the spot"):
        request_closing.call_back(actor=caller, request=request, result="satisfied")
    request = request_closing.call_back(actor=caller, request=request, result="checked")

    assert request.state == RequestState.CLOSED


def test_dissatisfied_is_reopened_with_a_new_day_and_lateness_is_not_forgotten():
    caller, yesterday = make_user(), today() - timedelta(days=1)
    request = make_request(
        state=RequestState.DONE_CLAIMED, household=make_household(), due_on=yesterday,
        warn_on=yesterday, lead=None,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="not satisfied with"):
        request_closing.call_back(actor=caller, request=request, result="dissatisfied")
    request = request_closing.call_back(
        actor=caller, request=request, result="dissatisfied", note="仍漏水"
    )
    assert request.state == RequestState.CALLED_BACK
    with pytest.raises(ValidationError, match="escalate it"):
        request_closing.close(actor=caller, request=request, note="已尽力")

    request = request_closing.reopen(actor=caller, request=request, note="仍漏水")
    assert request.due_on >= today()
    assert (request.done_on, request.call_back, request.reopened_times) == (None, "", 1)
    assert request.was_late
    ServiceRequest.objects.filter(pk=request.pk).update(lead=None)
    with pytest.raises(ValidationError, match="assign it first"):
        requests.start(actor=caller, request=request)
    assert not ServiceRequest.objects.in_time().filter(pk=request.pk).exists()


def test_duplicates_are_merged_into_an_open_one_of_the_same_site():
    site, actor = make_site(), make_user()
    first, second = make_request(site), make_request(site)
    closed, foreign = make_request(site, RequestState.REFUSED), make_request()
    for into in (second, closed, foreign):
        with pytest.raises(ValidationError):
            request_closing.merge(actor=actor, request=second, into=into)

    second = request_closing.merge(actor=actor, request=second, into=first)

    assert (second.state, second.merged_into) == (RequestState.MERGED, first)
    assert second.number in RequestStep.objects.get(request=first).note
    assert not ServiceRequest.objects.taken_up().filter(pk=second.pk).exists()


def test_a_corrected_category_keeps_what_was_granted_on_top():
    actor = make_user()
    request = make_request(category="policy")
    request = requests.accept(actor=actor, request=request)
    first_due = request.due_on
    request_claims.ask_extension(actor=actor, request=request, days=2, note="需请示")
    request_claims.decide_extension(actor=make_user(), request=request, grant=True)

    request = request_claims.reclassify(
        actor=actor, request=request, category="housing", urgency="3_ordinary"
    )
    base = requests.deadline_for("housing", "3_ordinary", today()).due_on
    assert base > first_due
    assert request.due_on == requests.later(base, None, 2)[0]


def test_what_happened_in_a_closed_quarter_needs_a_reason():
    site, clerk = make_site(), make_user()
    typed = {
        "actor": clerk, "site": site, "category": "repair", "urgency": "3_ordinary",
        "channel": "door", "words": "水管漏水", "occurred_on": today() - timedelta(days=200),
    }  # fmt: skip
    with pytest.raises(ValidationError, match="say why it is recorded now"):
        requests.receive(**typed)
    late = requests.receive(**typed, late_reason="纸质登记后补录")

    assert not ServiceRequest.objects.counting().filter(pk=late.pk).exists()
