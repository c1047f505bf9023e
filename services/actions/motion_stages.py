"""One deliberation of a motion: its day, its meeting, its quorum and its votes (B6)."""

from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.periods import today
from services.enums.meetings import TOOK_PLACE
from services.enums.motions import (
    MotionStageKind,
    MotionState,
    present_needed,
    votes_needed,
)
from services.models import Meeting, Motion, MotionStage


@dataclass(frozen=True, slots=True)
class Deliberation:
    """What one deliberation came to, as its registration book asks."""

    on: date
    due: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstained: int
    text: str
    meeting: Meeting | None = None
    body: str = ""


def save_stage(
    motion: Motion, kind: str, deliberation: Deliberation, *, passed: bool = True
) -> MotionStage:
    """Part of the action that moves the motion; refuses what the stage's rule does not allow."""
    _check_day(motion, deliberation)
    stage = MotionStage(
        site_id=motion.site_id,
        motion=motion,
        stage=kind,
        passed=passed,
        **{f.name: getattr(deliberation, f.name) for f in fields(deliberation)},
    )
    if kind != MotionStageKind.RESIDENTS:
        stage.body = ""
    if 0 <= deliberation.present <= deliberation.due:
        _check_numbers(stage, deliberation)
    stage.full_clean()
    stage.save()
    return stage


def _check_numbers(stage: MotionStage, deliberation: Deliberation) -> None:
    """Refuses a stage without its quorum, and one recorded otherwise than its votes say."""
    due, present, agree = deliberation.due, deliberation.present, deliberation.votes_for
    needed = present_needed(stage.stage, due, stage.body)
    if present < needed:
        raise ValidationError(
            {
                "present": _(
                    "%(present)s of %(due)s were present, %(needed)s are needed: the meeting could "
                    "not decide. Hold it again."
                )
                % {"present": present, "due": due, "needed": needed}
            }
        )
    words = {"votes": agree, "needed": votes_needed(stage.stage, due, present)}
    carried = agree >= words["needed"]
    if stage.passed and not carried:
        raise ValidationError(
            {
                "votes_for": _(
                    "%(votes)s agree, %(needed)s are needed. If it was not carried, record it as "
                    "not carried."
                )
                % words
            }
        )
    if carried and not stage.passed:
        raise ValidationError(
            {
                "votes_for": _(
                    "%(votes)s agree, and %(needed)s are enough: by these numbers it is carried."
                )
                % words
            }
        )


def _check_day(motion: Motion, deliberation: Deliberation) -> None:
    earliest = max([motion.occurred_on, *motion.stages.values_list("on", flat=True)])
    if not earliest <= deliberation.on <= today():
        raise ValidationError(
            {
                "on": _("Give a day between %(earliest)s, when the step before it was, and today.")
                % {"earliest": earliest.isoformat()}
            }
        )
    meeting = deliberation.meeting
    if meeting is None:
        return
    if meeting.site_id != motion.site_id or meeting.state not in TOOK_PLACE:
        raise ValidationError({"meeting": _("Choose a meeting of the site that was held.")})
    if meeting.occurred_on != deliberation.on:
        raise ValidationError(
            {
                "on": _("The meeting was held on %(day)s: give that day.")
                % {"day": meeting.occurred_on.isoformat()}
            }
        )
    if motion.stages.filter(meeting=meeting).exists() and motion.state != MotionState.REGISTERED:
        raise ValidationError(
            {
                "meeting": _(
                    "This meeting has served an earlier stage. Only branch and committees may "
                    "share one, and then both are recorded together."
                )
            }
        )
