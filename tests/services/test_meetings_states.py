"""Every pair of state and action of meetings, resolutions and motions, through the real actions.

What the tables do not allow is refused with a sentence and changes nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lib.periods import today
from services.actions import meeting_minutes, meetings, motions, resolutions
from services.actions.motion_stages import Deliberation
from services.enums.meetings import MEETING, TOOK_PLACE, MeetingState
from services.enums.motions import MOTION, MotionStageKind, MotionState, ResidentsBody
from services.enums.resolutions import RESOLUTION, ResolutionState
from services.models import (
    AgendaItem,
    MeetingAttendance,
    MotionStage,
    MotionStep,
    Publication,
    ResolutionStep,
)
from sites.enums import Post
from tests import factories
from tests.services.meetings import make_meeting, make_meeting_kind, make_motion, make_resolution

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=30)


def pairs(machine) -> list[tuple[str, str]]:
    return [(state, action) for state in machine.states for action in machine.actions]


def tried(machine, row: Any, state: str, action: str, deed: Callable[[], object]) -> None:
    """Does the deed; it leads where the table says, or is refused and changes nothing."""
    target = machine.moves[action].get(state)
    if target is None:
        with pytest.raises(ValidationError) as refused:
            deed()
        assert refused.value.code == "wrong_state"
        assert str(machine.actions(action).label) in refused.value.message
    else:
        deed()
    row.refresh_from_db()
    assert row.state == (target or state)


def meeting_in(state: str, action: str):
    """A meeting in this state that has all that the action asks for."""
    kind = make_meeting_kind("unpublished", is_published=False) if action == "close" else None
    meeting = make_meeting(state=state, kind=kind, minutes="纪要")
    MeetingAttendance.objects.create(site=meeting.site, meeting=meeting, user=meeting.chair)
    MeetingAttendance.objects.create(site=meeting.site, meeting=meeting, name="王某")
    meeting.attendances.update(state="present", method="list", signed_at=meeting.planned_at)
    AgendaItem.objects.create(
        site=meeting.site, meeting=meeting, order=1, text="路灯", conclusion="修"
    )
    if state in (MeetingState.PUBLISHED, MeetingState.CLOSED):
        Publication.objects.create(
            site=meeting.site,
            meeting=meeting,
            published_on=today() - LONG_AGO,
            objection_days=7,
            place="公示栏",
        )
    return meeting


def deed_of_meeting(meeting, action: str) -> Callable[[], object]:
    who = {"actor": meeting.chair, "meeting": meeting}
    return {
        "notify": lambda: meetings.notify_meeting(**who),
        "reschedule": lambda: meetings.change_meeting(
            **who,
            title=meeting.title,
            chair=meeting.chair,
            planned_at=meeting.planned_at + timedelta(hours=1),
            place=meeting.place,
        ),
        "hold": lambda: meetings.hold_meeting(**who, occurred_on=today()),
        "minute": lambda: meeting_minutes.minute_meeting(**who),
        "reopen": lambda: meeting_minutes.reopen_minutes(**who, note="有误"),
        "publish": lambda: meetings.publish_meeting(
            **who, published_on=today(), objection_days=7, place="公示栏"
        ),
        "close": lambda: meetings.close_meeting(**who),
        "call_off": lambda: meetings.call_off_meeting(**who, note="停电"),
    }[action]


@pytest.mark.parametrize(("state", "action"), pairs(MEETING))
def test_a_meeting(state, action):
    meeting = meeting_in(state, action)

    tried(MEETING, meeting, state, action, deed_of_meeting(meeting, action))

    kept = [(step.from_state, step.action, step.to_state) for step in meeting.steps.all()]
    assert kept == ([(state, action, meeting.state)] if state in MEETING.moves[action] else [])


def resolution_in(state: str):
    """A resolution in this state, reported and confirmed by two colleagues."""
    resolution = make_resolution(make_meeting(state=TOOK_PLACE[0]))
    if state in (ResolutionState.DONE_CLAIMED, ResolutionState.CONFIRMED):
        resolution.claimed_on, resolution.claimed_by = today(), factories.make_user()
    if state == ResolutionState.CONFIRMED:
        resolution.confirmed_by = factories.make_user()
    resolution.state = state
    resolution.save()
    return resolution


@pytest.mark.parametrize(("state", "action"), pairs(RESOLUTION))
def test_a_resolution(state, action):
    resolution, actor = resolution_in(state), factories.make_user("钱科长")
    who = {"actor": actor, "resolution": resolution, "note": "已修好"}
    deeds = {
        "claim": lambda: resolutions.claim_resolution(**who),
        "confirm": lambda: resolutions.confirm_resolution(**who),
        "return": lambda: resolutions.return_resolution(**who),
        "postpone": lambda: resolutions.postpone_resolution(
            **who, due_on=resolution.due_on + timedelta(days=3)
        ),
        "drop": lambda: resolutions.drop_resolution(**who),
    }

    tried(RESOLUTION, resolution, state, action, deeds[action])

    steps = ResolutionStep.objects.filter(resolution=resolution)
    assert steps.count() == (state in RESOLUTION.moves[action])


def agreed(**fields: Any) -> Deliberation:
    """Thirty due, all present, all in favour."""
    values = {"votes_for": 30, "votes_against": 0, "votes_abstained": 0, "text": "同意"}
    return Deliberation(**{"on": today(), "due": 30, "present": 30, **values, **fields})


def motion_in(state: str):
    """A motion in this state with every stage before it, at a site where one leads both."""
    site = factories.make_site()
    both = factories.make_user("杨书记")
    for post in (Post.BRANCH_SECRETARY, Post.RESIDENTS_COMMITTEE_MEMBER):
        factories.make_posting(both, post, site)
    motion = make_motion(site, state=state, result="已建成", occurred_on=today() - 2 * LONG_AGO)
    order = list(MotionState)
    for number, stage in enumerate(MotionStageKind):
        if order.index(MotionState(state)) > number and state not in ("rejected", "withdrawn"):
            add_stage(motion, stage)
    return motion


def add_stage(motion, stage: str) -> None:
    body = ResidentsBody.REPRESENTATIVES if stage == MotionStageKind.RESIDENTS else ""
    numbers = {"due": 3, "present": 3, "votes_for": 3, "votes_against": 0, "votes_abstained": 0}
    row = MotionStage.objects.create(
        site=motion.site,
        motion=motion,
        stage=stage,
        on=today() - LONG_AGO,
        body=body,
        text="同意",
        **({} if "public" in stage else numbers),
    )
    if "public" in stage:
        Publication.objects.create(
            site=motion.site,
            motion_stage=row,
            published_on=row.on,
            objection_days=7,
            place="公示栏",
        )


def deed_of_motion(motion, action: str) -> Callable[[], object]:
    who = {"actor": motion.recorded_by, "motion": motion}
    public = {"published_on": today(), "objection_days": 7, "place": "公示栏", "text": "已建成"}
    body = ResidentsBody.REPRESENTATIVES
    deliberation = agreed(body=body)
    refused = agreed(votes_for=1, votes_against=29, body=body)
    return {
        "propose_and_discuss": lambda: motions.record_branch_and_committees(
            **who, deliberation=deliberation
        ),
        "publish_decision": lambda: motions.publish_motion(**who, action=action, **public),
        "publish_result": lambda: motions.publish_motion(**who, action=action, **public),
        "close": lambda: motions.close_motion(**who),
        "reject": lambda: motions.reject_motion(**who, deliberation=refused),
        "withdraw": lambda: motions.withdraw_motion(**who, note="条件不成熟"),
    }.get(action, lambda: motions.record_stage(**who, action=action, deliberation=deliberation))


@pytest.mark.parametrize(("state", "action"), pairs(MOTION))
def test_a_motion(state, action):
    motion = motion_in(state)
    before = motion.stages.count()

    tried(MOTION, motion, state, action, deed_of_motion(motion, action))

    allowed = state in MOTION.moves[action]
    new_stages = {"propose_and_discuss": 2, "close": 0, "withdraw": 0}.get(action, 1)
    assert motion.stages.count() - before == (new_stages if allowed else 0)
    assert MotionStep.objects.filter(motion=motion).count() == allowed
