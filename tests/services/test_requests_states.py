"""Every pair of state and action: what the diagram has is done, everything else is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEvent
from residents.models import Household
from services.actions import request_closing, requests
from services.enums.requests import REQUEST_MACHINE, RequestAction, RequestLevel, RequestState
from services.models import RequestStep, ServiceRequest
from sites.models import ResettlementSite
from tests.factories import make_household, make_site, make_site_staff, make_user
from tests.services.requests import make_request, make_unit

A, S = RequestAction, RequestState


@pytest.fixture
def site(db) -> ResettlementSite:
    return make_site()


@pytest.fixture
def household(site) -> Household:
    return make_household(site)


def deeds(site: ResettlementSite) -> dict[str, Callable[..., Any]]:
    """Each moving action with everything that it asks for."""
    unit = make_unit(site)
    return {
        A.ACCEPT: lambda **on: requests.accept(**on),
        A.REFUSE: lambda **on: requests.refuse(**on, note="不属职责范围，请到税务部门咨询"),
        A.ASSIGN: lambda **on: requests.assign(**on, lead=unit),
        A.ANSWER: lambda **on: requests.answer(**on, note="已当面解答"),
        A.SIGN_IN: lambda **on: requests.sign_in(**on),
        A.RETURN: lambda **on: requests.send_back(**on, note="依据物业管理条例第十条"),
        A.START: lambda **on: requests.start(**on),
        A.CLAIM_DONE: lambda **on: requests.claim_done(**on, note="已更换灯泡"),
        A.PAUSE: lambda **on: requests.pause(**on, note="等待配件到货"),
        A.RESUME: lambda **on: requests.resume(**on),
        A.CALL_BACK: lambda **on: request_closing.call_back(
            **on, result="dissatisfied", note="没修好"
        ),
        A.CLOSE: lambda **on: request_closing.close(**on, note="已尽力办理，诉求超出政策"),
        A.REOPEN: lambda **on: request_closing.reopen(**on, note="居民不满意"),
        A.MERGE: lambda **on: request_closing.merge(**on, into=make_request(site)),
        A.HAND_OVER: lambda **on: request_closing.hand_over(
            **on, to="petition", note="11月20日移交县信访局"
        ),
    }


def test_the_deeds_here_are_all_that_move(site):
    assert set(deeds(site)) == set(REQUEST_MACHINE.moves)


def test_every_pair_of_state_and_action(site, household):
    actor, ways = make_site_staff(site), deeds(site)
    for state in RequestState:
        for action, deed in ways.items():
            request = make_request(site, state, household=household, level=RequestLevel.TOWN)
            target = REQUEST_MACHINE.moves[action].get(state)
            if target is None:
                with pytest.raises(ValidationError) as refusal:
                    deed(actor=actor, request=request)
                assert str(RequestState(state).label) in str(refusal.value)
                request.refresh_from_db()
                assert request.state == state
                assert not request.steps.exists()
                continue
            deed(actor=actor, request=request)
            request.refresh_from_db()
            assert request.state == target, (state, action)
            step = request.steps.last()
            assert (step.actor, step.action, step.state_from, step.state_to) == (
                actor, action, state, target,
            )  # fmt: skip
            assert AuditEvent.objects.filter(
                row_id=request.pk, table="services_servicerequest", detail__step=action
            ).exists()


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (A.REFUSE, S.RECEIVED), (A.ANSWER, S.RECEIVED), (A.RETURN, S.ASSIGNED),
        (A.PAUSE, S.HANDLING), (A.CLAIM_DONE, S.HANDLING), (A.REOPEN, S.CLOSED),
        (A.HAND_OVER, S.RECEIVED), (A.CLOSE, S.CALLED_BACK),
    ],
)  # fmt: skip
def test_what_needs_a_reason_is_refused_without_one(site, action, state):
    request = make_request(site, state, level=RequestLevel.TOWN)
    bare = {
        A.REFUSE: requests.refuse, A.ANSWER: requests.answer, A.RETURN: requests.send_back,
        A.PAUSE: requests.pause, A.CLAIM_DONE: requests.claim_done,
        A.REOPEN: request_closing.reopen, A.CLOSE: request_closing.close,
        A.HAND_OVER: lambda **on: request_closing.hand_over(to="police", **on),
    }  # fmt: skip

    with pytest.raises(ValidationError) as refusal:
        bare[action](actor=make_user(), request=request, note="  ")

    assert "note" in refusal.value.message_dict
    assert ServiceRequest.objects.get(pk=request.pk).state == state
    assert not RequestStep.objects.filter(request=request).exists()
