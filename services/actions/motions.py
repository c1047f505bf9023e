"""A major matter through four deliberations and two publications; no stage is skipped (B6)."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from services.actions.motion_stages import Deliberation, save_stage
from services.actions.publications import publish, refuse_unless_over
from services.enums.motions import (
    MOTION,
    MotionAction,
    MotionStageKind,
    MotionState,
)
from services.models import Motion, MotionStage, MotionStep
from sites.enums import Post
from sites.models import Posting, ResettlementSite

# Which stage each action records, and which one waits in each state.
STAGE_OF = {
    MotionAction.PROPOSE: MotionStageKind.BRANCH,
    MotionAction.DISCUSS: MotionStageKind.COMMITTEES,
    MotionAction.REVIEW: MotionStageKind.PARTY_MEMBERS,
    MotionAction.DECIDE: MotionStageKind.RESIDENTS,
}
WAITING_STAGE = {
    MotionState.REGISTERED: MotionStageKind.BRANCH,
    MotionState.PROPOSED: MotionStageKind.COMMITTEES,
    MotionState.DISCUSSED: MotionStageKind.PARTY_MEMBERS,
    MotionState.REVIEWED: MotionStageKind.RESIDENTS,
}
# Who holds one of each leads both the branch and the residents' committee.
BRANCH_POSTS = (Post.BRANCH_SECRETARY, Post.PARTY_COMMITTEE_MEMBER)
RESIDENTS_POSTS = (Post.RESIDENTS_COMMITTEE_MEMBER,)


@transaction.atomic
def register_motion(
    *,
    actor: User,
    site: ResettlementSite,
    title: str,
    text: str,
    matter: str,
    why_major: str,
    origin: str,
    token: UUID,
) -> Motion:
    """A major matter is brought up today. The same form sent twice is one motion."""
    stored = Motion.objects.filter(token=token, site=site, recorded_by=actor).first()
    if stored is not None:
        return stored
    motion = Motion(
        site=site,
        title=title,
        text=text,
        matter=matter,
        why_major=why_major,
        origin=origin,
        occurred_on=today(),
        token=token,
        recorded_by=actor,
    )
    motion.full_clean()
    motion.save()
    _keep(actor, motion, "", "", "")
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=motion)
    return motion


@transaction.atomic
def record_stage(
    *, actor: User, motion: Motion, action: str, deliberation: Deliberation
) -> MotionStage:
    """The deliberation that `action` names took place and agreed.

    Refuses one that is not next, one without its quorum, and one that did not carry. Raises
    ValidationError.
    """
    motion = _locked(motion)
    to = MOTION.next_state(motion.state, action)
    stage = save_stage(motion, STAGE_OF[MotionAction(action)], deliberation)
    _move(actor, motion, action, "", to=to)
    return stage


@transaction.atomic
def record_branch_and_committees(
    *, actor: User, motion: Motion, deliberation: Deliberation
) -> Motion:
    """One meeting serves as branch meeting and as meeting of the two committees.

    Lawful only where one person holds a post in both, which the postings of that day must show.
    """
    motion = _locked(motion)
    to = MOTION.next_state(motion.state, MotionAction.PROPOSE_AND_DISCUSS)
    if not leads_both(motion.site, deliberation.on):
        raise ValidationError(
            _(
                "On %(day)s nobody held both a post in the party branch and one in the residents' "
                "committee: the two meet for themselves."
            )
            % {"day": deliberation.on.isoformat()}
        )
    save_stage(motion, MotionStageKind.BRANCH, deliberation)
    save_stage(motion, MotionStageKind.COMMITTEES, deliberation)
    return _move(actor, motion, MotionAction.PROPOSE_AND_DISCUSS, "", to=to)


@transaction.atomic
def reject_motion(*, actor: User, motion: Motion, deliberation: Deliberation) -> Motion:
    """The deliberation that was next had its quorum, and did not agree."""
    motion = _locked(motion)
    to = MOTION.next_state(motion.state, MotionAction.REJECT)
    stage = WAITING_STAGE[MotionState(motion.state)]
    save_stage(motion, stage, deliberation, passed=False)
    return _move(actor, motion, MotionAction.REJECT, deliberation.text[:300], to=to)


@transaction.atomic
def publish_motion(
    *,
    actor: User,
    motion: Motion,
    action: str,
    published_on: date,
    objection_days: int,
    place: str,
    text: str,
) -> Motion:
    """The decision, or at the end the result, hangs on the notice board.

    The result follows only when the objections to the decision are heard.
    """
    motion = _locked(motion)
    to = MOTION.next_state(motion.state, action)
    is_result = action == MotionAction.PUBLISH_RESULT
    if is_result:
        refuse_unless_over(_publication(motion, MotionStageKind.DECISION_PUBLIC))
        motion.result = text
    kind = MotionStageKind.RESULT_PUBLIC if is_result else MotionStageKind.DECISION_PUBLIC
    earliest = motion.stages.filter(passed=True).latest("stage").on
    stage = MotionStage(site_id=motion.site_id, motion=motion, stage=kind, on=published_on)
    stage.text = text
    stage.full_clean()
    stage.save()
    publish(
        motion_stage=stage,
        earliest=earliest,
        published_on=published_on,
        objection_days=objection_days,
        place=place,
    )
    return _move(actor, motion, action, place, to=to)


@transaction.atomic
def close_motion(*, actor: User, motion: Motion) -> Motion:
    """Concluded, once the result has been public long enough and objections are answered."""
    motion = _locked(motion)
    to = MOTION.next_state(motion.state, MotionAction.CLOSE)
    refuse_unless_over(_publication(motion, MotionStageKind.RESULT_PUBLIC))
    return _move(actor, motion, MotionAction.CLOSE, "", to=to)


@transaction.atomic
def withdraw_motion(*, actor: User, motion: Motion, note: str) -> Motion:
    """The matter is given up before its result; the note says why."""
    motion = _locked(motion)
    to = MOTION.next_state(motion.state, MotionAction.WITHDRAW)
    if not note.strip():
        raise ValidationError({"note": _("Say in a few words why.")})
    return _move(actor, motion, MotionAction.WITHDRAW, note, to=to)


def leads_both(site: ResettlementSite, on: date) -> bool:
    """Whether one person holds a post of the branch and one of the residents' committee."""
    held = Posting.objects.in_post(on).filter(site=site)
    leaders = held.filter(post__in=RESIDENTS_POSTS).values("holder")
    return held.filter(post__in=BRANCH_POSTS, holder__in=leaders).exists()


def _publication(motion: Motion, stage: str):
    return motion.stages.get(stage=stage).publication


def _locked(motion: Motion) -> Motion:
    """Locks the motion: a stage is recorded once, whoever presses first."""
    return Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)


def _move(actor: User, motion: Motion, action: str, note: str, *, to: str) -> Motion:
    previous, motion.state = motion.state, to
    motion.full_clean()
    motion.save()
    _keep(actor, motion, action, previous, note)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=motion, step=str(action))
    return motion


def _keep(actor: User, motion: Motion, action: str, previous: str, note: str) -> None:
    MotionStep.objects.create(
        site_id=motion.site_id,
        motion=motion,
        actor=actor,
        action=action,
        from_state=previous,
        to_state=motion.state,
        note=note,
    )
