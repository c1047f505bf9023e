"""Records that are written into a closed quarter: with a reason, counted once reviewed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import closing_day, today
from services.models.recorded import Recorded


def check_late(record: Recorded, on: date | None = None) -> None:
    """Refuses (ValidationError) a day in the future, and a closed quarter without a reason.

    Empties the reason where none is needed, so that only late records wait for a review.
    """
    on = on or today()
    if record.occurred_on > on:
        raise ValidationError(
            {
                "occurred_on": _("%(day)s has not come yet: give the day on which it happened.")
                % {"day": record.occurred_on.isoformat()}
            }
        )
    if not record.occurred_in_closed_period(on):
        record.late_reason = ""
    elif not record.late_reason:
        raise ValidationError(
            {
                "late_reason": _(
                    "The quarter of %(day)s was closed on %(closed)s: say why it is recorded now. "
                    "It counts once another officer has reviewed it."
                )
                % {
                    "day": record.occurred_on.isoformat(),
                    "closed": closing_day(record.occurred_on).isoformat(),
                }
            }
        )


@transaction.atomic
def approve_late(*, actor: User, record: Recorded) -> Recorded:
    """Somebody other than the recorder accepts the reason; the record counts from now on.

    Raises ValidationError.
    """
    record = _locked(record)
    _check_waits(record, actor)
    record.late_reviewer = actor
    record.save(update_fields=["late_reviewer"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=record, fields=["late_reviewer"])
    return record


@transaction.atomic
def return_late(*, actor: User, record: Recorded, why: str) -> Recorded:
    """The reason does not convince: back to who recorded it. Raises ValidationError."""
    if not why.strip():
        raise ValidationError(_("Say in a few words why the record is sent back."))
    record = _locked(record)
    _check_waits(record, actor)
    record.late_returned_why = why
    record.save(update_fields=["late_returned_why"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=record, fields=["late_returned_why"])
    return record


@transaction.atomic
def resend_late(*, actor: User, record: Recorded, reason: str) -> Recorded:
    """Who recorded it gives a better reason; it waits for a review again.

    Raises ValidationError.
    """
    if not reason.strip():
        raise ValidationError(_("Say in a few words why it is recorded late."))
    record = _locked(record)
    if record.recorded_by_id != actor.pk or not record.late_returned_why:
        raise ValidationError(_("This record does not wait for your reason. Load the page again."))
    record.late_reason, record.late_returned_why = reason, ""
    record.save(update_fields=["late_reason", "late_returned_why"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=record, fields=["late_reason"])
    return record


def _locked(record: Recorded) -> Recorded:
    """The row under its lock: two officers may decide at once."""
    rows = type(record)._default_manager.select_for_update(of=("self",))
    return rows.get(pk=record.pk)


def _check_waits(record: Recorded, actor: User) -> None:
    if record.recorded_by_id == actor.pk:
        raise ValidationError(_("You recorded it yourself. Another officer reviews it."))
    if not record.late_reason or record.late_reviewer_id or record.late_returned_why:
        raise ValidationError(_("Somebody has decided on this record by now. Load the page again."))
