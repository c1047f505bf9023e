"""Who is invited, who signs in how, who sends apologies, and the papers of a meeting."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb
from accounts.models import User
from lib.encryption import seal, unseal
from lib.periods import today
from residents.models import Person
from services.enums.meetings import (
    UPCOMING,
    AttendanceState,
    MeetingPaperKind,
    MeetingState,
    SignInMethod,
)
from services.invitations import LAST_TIME, colleagues_of, last_meeting
from services.models import Meeting, MeetingAttendance, MeetingPaper
from services.models.meeting_papers import PAPER_PLACE
from sites.models import Organisation


@transaction.atomic
def invite(
    *,
    actor: User,
    meeting: Meeting,
    groups: Iterable[str] = (),
    users: Iterable[User] = (),
    persons: Iterable[Person] = (),
    names: Iterable[str] = (),
    organisation: Organisation | None = None,
    is_voter: bool = True,
) -> int:
    """Puts people on the list, each once; gives the number of those who are new to it.

    `groups` are those of `services.invitations`; body and vote are given to whoever is named.
    """
    meeting = _locked_open(meeting)
    chosen = set(groups)
    added = _invite_like_last_time(meeting) if LAST_TIME in chosen else 0
    for group in chosen:
        for user in colleagues_of(group, meeting.site_id, meeting.occurred_on):
            added += _put(meeting, {"user": user}, {})
    named: list[dict[str, Any]] = [
        *({"user": user} for user in users),
        *({"person": person} for person in persons),
        *({"name": name} for name in names),
    ]
    for who in named:
        added += _put(meeting, who, {"organisation": organisation, "is_voter": is_voter})
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=meeting, invited=added)
    return added


@transaction.atomic
def withdraw_invitation(*, actor: User, attendance: MeetingAttendance) -> None:
    """Takes somebody off the list; whoever has signed in stays."""
    meeting = _locked_open(attendance.meeting)
    attendance = MeetingAttendance.objects.get(pk=attendance.pk)
    if attendance.state == AttendanceState.PRESENT:
        raise ValidationError(
            _("%(name)s has signed in. Take the sign-in back first.") % {"name": attendance.who}
        )
    if attendance.user_id == meeting.chair_id:
        raise ValidationError(_("The chair stays on the list. Name another chair first."))
    record_audit(actor=actor, verb=AuditVerb.ROW_DELETED, row=attendance)
    attendance.delete()


@transaction.atomic
def mark_attendance(
    *, actor: User, meeting: Meeting, present: Iterable[int], excused: Iterable[int]
) -> int:
    """The list as it was called out: the ids of those present and of those with apologies.

    Whoever is named in neither is invited again, so that a slip is mended by marking once more;
    who signed in by QR code keeps how and when. Gives the number of rows that changed.
    """
    meeting = _locked_open(meeting)
    if meeting.state == MeetingState.PLANNED:
        raise ValidationError(_("Give notice of the meeting before people sign in."))
    here, away = set(present), set(excused)
    changed = 0
    for row in meeting.attendances.all():
        if row.pk in here:
            changed += _sign(row, SignInMethod.LIST)
        else:
            state = AttendanceState.EXCUSED if row.pk in away else AttendanceState.INVITED
            changed += _unsign(row, state)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=meeting, marked=changed)
    return changed


@transaction.atomic
def sign_in(*, actor: User, meeting: Meeting) -> MeetingAttendance:
    """Signs a colleague in who has opened the QR code of the meeting, on its day alone.

    Whoever was not invited sits in: he is on the list without a vote, so that nobody changes the
    quorum by walking past.
    """
    meeting = _locked_open(meeting)
    if meeting.state == MeetingState.PLANNED or today() != meeting.occurred_on:
        raise ValidationError(
            _("People sign in on the day of the meeting, %(day)s, once notice has been given.")
            % {"day": meeting.occurred_on.isoformat()}
        )
    row, is_new = MeetingAttendance.objects.get_or_create(
        meeting=meeting,
        user=actor,
        defaults={"site_id": meeting.site_id, "is_voter": False},
    )
    if _sign(row, SignInMethod.QR) or is_new:
        record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=row, fields=["state"])
    return row


@transaction.atomic
def count_sheet(
    *,
    actor: User,
    meeting: Meeting,
    due_others: int,
    present_others: int,
    file_name: str = "",
    content: bytes = b"",
) -> Meeting:
    """The numbers of the paper sign-in sheet, for those who are not on the list by name.

    A number without a photo of the sheet is refused, unless one is there already.
    """
    meeting = _locked_open(meeting)
    if meeting.state == MeetingState.PLANNED:
        raise ValidationError(_("Give notice of the meeting before people sign in."))
    meeting.due_others, meeting.present_others = due_others, present_others
    meeting.full_clean()
    meeting.save(update_fields=["due_others", "present_others"])
    if content:
        add_paper(
            actor=actor,
            meeting=meeting,
            kind=MeetingPaperKind.SIGN_IN_SHEET,
            file_name=file_name,
            content=content,
        )
    elif present_others and not meeting.papers.filter(kind=MeetingPaperKind.SIGN_IN_SHEET).exists():
        raise ValidationError({"file": _("Add a photo of the sheet that shows the number.")})
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=meeting, fields=["present_others"])
    return meeting


@transaction.atomic
def add_paper(
    *, actor: User, meeting: Meeting, kind: str, file_name: str, content: bytes
) -> MeetingPaper:
    """Keeps a photo or paper of the meeting sealed."""
    paper = MeetingPaper(
        site_id=meeting.site_id,
        meeting=meeting,
        kind=kind,
        file_name=file_name[-120:],
        file_sealed=seal(content, PAPER_PLACE),
        added_by=actor,
    )
    paper.full_clean(exclude=["file_sealed"])
    paper.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=paper, bytes=len(content))
    return paper


@transaction.atomic
def open_paper(*, actor: User, paper: MeetingPaper, address: str | None) -> bytes:
    """The file of a paper; that it was opened is kept in the access log."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=paper._meta.db_table,
        row_id=paper.pk,
        site_id=paper.site_id,
        fields="file",
        address=address,
    )
    return unseal(paper.file_sealed, PAPER_PLACE)


def _invite_like_last_time(meeting: Meeting) -> int:
    last = last_meeting(meeting)
    rows = last.attendances.all() if last else []
    return sum(
        _put(
            meeting,
            {"user_id": row.user_id, "person_id": row.person_id, "name": row.name},
            {"organisation_id": row.organisation_id, "is_voter": row.is_voter},
        )
        for row in rows
    )


def _put(meeting: Meeting, who: dict[str, Any], how: dict[str, Any]) -> bool:
    """Puts one on the list; False where he is on it already, who then comes for the body named."""
    defaults = {**how, "site_id": meeting.site_id}
    row, is_new = MeetingAttendance.objects.get_or_create(meeting=meeting, **who, defaults=defaults)
    if not is_new and how.get("organisation") and row.organisation_id is None:
        row.organisation = how["organisation"]
        row.save(update_fields=["organisation"])
    return is_new


def _sign(row: MeetingAttendance, method: str) -> bool:
    if row.state == AttendanceState.PRESENT:
        return False
    row.state, row.method, row.signed_at = AttendanceState.PRESENT, method, timezone.now()
    row.save(update_fields=["state", "method", "signed_at"])
    return True


def _unsign(row: MeetingAttendance, state: str) -> bool:
    if row.state == state:
        return False
    row.state, row.method, row.signed_at = state, "", None
    row.save(update_fields=["state", "method", "signed_at"])
    return True


def _locked_open(meeting: Meeting) -> Meeting:
    """Locks the meeting: the list is counted against what others mark meanwhile."""
    rows = Meeting.objects.select_related("kind").select_for_update(of=("self",))
    meeting = rows.get(pk=meeting.pk)
    if meeting.state not in (*UPCOMING, MeetingState.HELD):
        raise ValidationError(
            _("The meeting is “%(state)s”: its list no longer changes.")
            % {"state": meeting.get_state_display()}
        )
    return meeting
