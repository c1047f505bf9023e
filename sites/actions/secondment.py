"""What a seconded cadre keeps: attendance, log, quarterly plan, yearly assessment (R29)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from sites.models import AttendanceDay, PlanItem, Posting, WorkLogEntry, YearAssessment


@transaction.atomic
def add_row(*, actor: User, posting: Posting, row: Any) -> Any:
    """A log entry or a plan item of the posting. Raises ValidationError.

    A log entry is of a day of the posting that has come.
    """
    row.posting, row.site_id = posting, posting.site_id
    if isinstance(row, WorkLogEntry):
        check_day(posting, row.day)
    row.full_clean()
    row.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=row)
    return row


@transaction.atomic
def finish_item(*, actor: User, item: PlanItem, done_on: date, result: str) -> None:
    """A planned thing is done; what came of it."""
    check_day(item.posting, done_on)
    item.done_on, item.result = done_on, result
    item.full_clean()
    item.save(update_fields=["done_on", "result"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=item)


@transaction.atomic
def assess_year(
    *, actor: User, posting: Posting, year: int, grade: str, remarks: str = ""
) -> YearAssessment:
    """The grade of a year; nobody assesses himself. Raises ValidationError."""
    if posting.holder_id == actor.pk:
        raise ValidationError(_("Nobody assesses himself. Ask a colleague of the county office."))
    last = posting.valid_to.year if posting.valid_to else today().year
    if not posting.valid_from.year <= year <= min(last, today().year):
        raise ValidationError(
            _("In %(year)s he did not hold the post. Give a year from %(first)s on."),
            params={"year": year, "first": posting.valid_from.year},
        )
    row = YearAssessment(
        posting=posting,
        site=posting.site,
        year=year,
        grade=grade,
        remarks=remarks,
        assessed_by=actor,
        assessed_on=today(),
    )
    row.full_clean()
    row.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=row)
    return row


@transaction.atomic
def set_attendance(*, actor: User, posting: Posting, days: dict[date, str]) -> int:
    """Writes one sheet: day to state, "" takes a day out; gives how many days changed.

    Raises ValidationError for a day outside the posting or still to come.
    """
    stored = {row.day: row for row in posting.attendance.filter(day__in=days)}
    changed = 0
    for day, state in days.items():
        row = stored.get(day)
        if (row.state if row else "") == state:
            continue
        changed += 1
        if not state and row:
            row.delete()
            continue
        check_day(posting, day)
        row = row or AttendanceDay(posting=posting, site=posting.site, day=day)
        row.state = state
        row.full_clean()
        row.save()
    if changed:
        record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=posting, rows=changed)
    return changed


def check_day(posting: Posting, day: date) -> None:
    """Raises ValidationError unless the posting was held on the day, which has come."""
    if day > today():
        raise ValidationError(_("%(day)s is still to come."), params={"day": day})
    if day < posting.valid_from or (posting.valid_to and day > posting.valid_to):
        raise ValidationError(
            _("The post was not held on %(day)s. Give a day of the posting."), params={"day": day}
        )
