"""The minutes: conclusions and votes of each point, the text, and their end."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from services.actions.meetings import locked, move, refuse_without
from services.enums.meetings import MEETING, AttendanceState, MeetingAction
from services.models import AgendaItem, Meeting
from services.models.meetings import Turnout

VOTES = ("votes_for", "votes_against", "votes_abstained")


@transaction.atomic
def write_minutes(
    *, actor: User, meeting: Meeting, minutes: str, conclusions: Mapping[int, Mapping[str, Any]]
) -> Meeting:
    """Stores the minutes as far as they are written; the meeting stays where it stands.

    `conclusions` maps the id of a point to its `conclusion` and its three votes. Refuses a vote
    without a quorum and more votes than people, as errors of the fields `votes_for-ID`.
    """
    meeting = locked(meeting)
    MEETING.next_state(meeting.state, MeetingAction.MINUTE)
    meeting.minutes = minutes
    meeting.save(update_fields=["minutes"])
    turnout, errors, changed = meeting.turnout(), {}, 0
    for item in meeting.agenda.filter(pk__in=conclusions):
        before = [item.conclusion, *(getattr(item, name) for name in VOTES)]
        for name, value in conclusions[item.pk].items():
            setattr(item, name, value)
        if before == [item.conclusion, *(getattr(item, name) for name in VOTES)]:
            continue
        if found := _fault_of(item, turnout):
            errors[f"votes_for-{item.pk}"] = found
            continue
        item.save()
        changed += 1
    if errors:
        raise ValidationError(errors)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=meeting, points=changed)
    return meeting


@transaction.atomic
def minute_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """The minutes are finished: every point has its conclusion, and no vote lacks a quorum.

    Whoever was invited and neither signed in nor sent apologies did not come.
    """
    meeting = locked(meeting)
    to = MEETING.next_state(meeting.state, MeetingAction.MINUTE)
    without = [item.text for item in meeting.agenda.filter(conclusion="")]
    if without:
        raise ValidationError(
            _("No conclusion is written yet for: %(points)s.") % {"points": "；".join(without)}
        )
    turnout = meeting.turnout()
    for item in meeting.agenda.filter(votes_for__isnull=False):
        if found := _fault_of(item, turnout):
            raise ValidationError(f"{item.text}: {found}")
    meeting.attendances.filter(state=AttendanceState.INVITED).update(state=AttendanceState.ABSENT)
    return move(actor, meeting, MeetingAction.MINUTE, "", to=to)


@transaction.atomic
def reopen_minutes(*, actor: User, meeting: Meeting, note: str) -> Meeting:
    """The minutes go back to be corrected; the note says what is wrong."""
    meeting = locked(meeting)
    to = MEETING.next_state(meeting.state, MeetingAction.REOPEN)
    refuse_without(note)
    return move(actor, meeting, MeetingAction.REOPEN, note, to=to)


def _fault_of(item: AgendaItem, turnout: Turnout) -> str:
    """Why the votes of a point cannot be, "" where they can or there are none."""
    given = [getattr(item, name) for name in VOTES]
    if given == [None, None, None]:
        return ""
    if None in given:
        return _("Give all three numbers of the vote: for, against and abstained.")
    words = {
        "present": turnout.present,
        "due": turnout.due,
        "needed": turnout.needed,
        "votes": item.votes,
    }
    if not turnout.is_quorate:
        return (
            _(
                "%(present)s of %(due)s are present, %(needed)s are needed: without a quorum "
                "nothing can be voted on. Take the votes out, or call the meeting again."
            )
            % words
        )
    if item.votes > turnout.present:
        sentence = _("There are %(votes)s votes, but only %(present)s are present. Count again.")
        return sentence % words
    return ""
