"""A meeting from its plan to its close; every step is kept (R38)."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from services.actions.late_records import check_late
from services.actions.meeting_agendas import bring_back
from services.actions.publications import publish, refuse_unless_over
from services.enums.meetings import (
    MEETING,
    MeetingAction,
    MeetingState,
)
from services.meeting_rooms import refuse_taken_room
from services.models import Meeting, MeetingAttendance, MeetingKind, MeetingStep
from sites.models import ResettlementSite, Venue


@transaction.atomic
def plan_meeting(
    *,
    actor: User,
    site: ResettlementSite,
    kind: MeetingKind,
    title: str,
    planned_at: datetime,
    chair: User,
    token: UUID,
    planned_minutes: int = 60,
    venue: Venue | None = None,
    place: str = "",
    due_others: int = 0,
) -> Meeting:
    """A new meeting, its chair on the list, the open points of earlier ones on its agenda.

    The same form sent twice (its `token`) is one meeting. Raises ValidationError.
    """
    stored = Meeting.objects.filter(token=token, site=site, recorded_by=actor).first()
    if stored is not None:
        return stored
    meeting = Meeting(
        site=site,
        kind=kind,
        title=title,
        planned_at=planned_at,
        occurred_on=timezone.localdate(planned_at),
        planned_minutes=planned_minutes,
        venue=venue,
        place=place,
        chair=chair,
        due_others=due_others,
        token=token,
        recorded_by=actor,
    )
    meeting.full_clean()
    refuse_taken_room(meeting)
    meeting.save()
    MeetingAttendance.objects.create(site=site, meeting=meeting, user=chair)
    bring_back(meeting)
    _keep(actor, meeting, "", "")
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=meeting)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    actor: User,
    meeting: Meeting,
    title: str,
    planned_at: datetime,
    chair: User,
    planned_minutes: int = 60,
    venue: Venue | None = None,
    place: str = "",
    due_others: int = 0,
    note: str = "",
) -> Meeting:
    """Corrects a meeting that has not been held; another time or place needs another notice."""
    meeting = locked(meeting)
    before = (meeting.planned_at, meeting.venue_id, meeting.place)
    moved = (planned_at, venue.pk if venue else None, place) != before
    state = MEETING.next_state(meeting.state, MeetingAction.RESCHEDULE)
    meeting.title, meeting.chair, meeting.due_others = title, chair, due_others
    meeting.planned_minutes = planned_minutes
    if moved:
        meeting.planned_at, meeting.venue, meeting.place = planned_at, venue, place
        meeting.occurred_on = timezone.localdate(planned_at)
        refuse_taken_room(meeting)
        move(actor, meeting, MeetingAction.RESCHEDULE, note, to=state)
    else:
        meeting.full_clean()
        meeting.save()
        record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=meeting)
    MeetingAttendance.objects.get_or_create(
        meeting=meeting, user=chair, defaults={"site_id": meeting.site_id}
    )
    return meeting


@transaction.atomic
def notify_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """Those invited are told. Refuses an empty agenda, and one without anybody but the chair."""
    meeting = locked(meeting)
    to = MEETING.next_state(meeting.state, MeetingAction.NOTIFY)
    bring_back(meeting)
    if not meeting.agenda.exists():
        raise ValidationError(_("The agenda is empty. Add a point before you give notice."))
    if meeting.due_others == 0 and meeting.attendances.count() < 2:
        raise ValidationError(_("Nobody but the chair is invited. Invite whoever should come."))
    return move(actor, meeting, MeetingAction.NOTIFY, "", to=to)


@transaction.atomic
def hold_meeting(
    *, actor: User, meeting: Meeting, occurred_on: date, late_reason: str = ""
) -> Meeting:
    """It took place on that day. Refuses a day to come, a closed quarter without a reason, and a
    meeting to which nobody has signed in.
    """
    meeting = locked(meeting)
    to = MEETING.next_state(meeting.state, MeetingAction.HOLD)
    meeting.occurred_on, meeting.late_reason = occurred_on, late_reason
    check_late(meeting)
    if meeting.turnout().present == 0:
        raise ValidationError(
            _("Nobody has signed in yet. Mark on the list who is there, or add the paper sheet.")
        )
    bring_back(meeting)
    return move(actor, meeting, MeetingAction.HOLD, "", to=to)


@transaction.atomic
def publish_meeting(
    *, actor: User, meeting: Meeting, published_on: date, objection_days: int, place: str
) -> Meeting:
    """The minutes hang on the notice board, and the objection period runs."""
    meeting = locked(meeting)
    to = MEETING.next_state(meeting.state, MeetingAction.PUBLISH)
    publish(
        meeting=meeting,
        earliest=meeting.occurred_on,
        published_on=published_on,
        objection_days=objection_days,
        place=place,
    )
    return move(actor, meeting, MeetingAction.PUBLISH, place, to=to)


@transaction.atomic
def close_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """Filed: once the objection period is over and every objection answered; at once where the
    kind of meeting is not published.
    """
    meeting = locked(meeting)
    to = MEETING.next_state(meeting.state, MeetingAction.CLOSE)
    if meeting.state == MeetingState.PUBLISHED:
        refuse_unless_over(meeting.publication)
    elif meeting.kind.is_published:
        raise ValidationError(
            _("Minutes of the kind “%(kind)s” are published. Publish them before you close.")
            % {"kind": meeting.kind}
        )
    return move(actor, meeting, MeetingAction.CLOSE, "", to=to)


@transaction.atomic
def call_off_meeting(*, actor: User, meeting: Meeting, note: str) -> Meeting:
    """The meeting does not take place; the note says why."""
    meeting = locked(meeting)
    to = MEETING.next_state(meeting.state, MeetingAction.CALL_OFF)
    refuse_without(note)
    return move(actor, meeting, MeetingAction.CALL_OFF, note, to=to)


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, locked: two of the office may act at once."""
    rows = Meeting.objects.select_related("kind").select_for_update(of=("self",))
    return rows.get(pk=meeting.pk)


def refuse_without(note: str) -> None:
    """Raises ValidationError where nothing is said."""
    if not note.strip():
        raise ValidationError({"note": _("Say in a few words why.")})


def move(actor: User, meeting: Meeting, action: str, note: str, *, to: str) -> Meeting:
    """Stores a meeting in its next state and keeps the step; part of the action that moves it."""
    previous, meeting.state = meeting.state, to
    meeting.full_clean()
    meeting.save()
    _keep(actor, meeting, action, previous, note)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=meeting, step=str(action))
    return meeting


def _keep(actor: User, meeting: Meeting, action: str, previous: str, note: str = "") -> None:
    MeetingStep.objects.create(
        site_id=meeting.site_id,
        meeting=meeting,
        actor=actor,
        action=action,
        from_state=previous,
        to_state=meeting.state,
        note=note,
    )
