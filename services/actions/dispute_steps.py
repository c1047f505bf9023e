"""One step of a dispute: the state table decides, the step is kept, the audit log is told."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import closing_day, is_closed, today
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove
from services.models import Dispute, DisputeStep


def locked(dispute: Dispute) -> Dispute:
    """The dispute as it stands now, locked: two colleagues may decide at once."""
    rows = Dispute.objects.select_for_update(of=("self",)).select_related("site")
    return rows.get(pk=dispute.pk)


def check_day(field: str, day: date, first: date | None) -> None:
    """Refuses (ValidationError on `field`) a day to come and one before `first`."""
    if day > today():
        sentence = _("%(day)s has not come yet: give the day on which it happened.")
        raise ValidationError({field: sentence % {"day": day.isoformat()}})
    if first is not None and day < first:
        sentence = _("%(day)s lies before %(first)s, the day of the step before. Give a later day.")
        words = {"day": day.isoformat(), "first": first.isoformat()}
        raise ValidationError({field: sentence % words})


def check_counted_day(field: str, day: date, first: date | None, dispute: Dispute) -> None:
    """`check_day` for a day by which figures count: the numbers of a closed quarter stand.

    A case from a past ledger is exempt, and one that was registered late with a reason, for the
    quarters that were closed by then: it counts once that reason has been reviewed.
    """
    check_day(field, day, first)
    if dispute.is_historical or not is_closed(day, today()):
        return
    registered_on = timezone.localtime(dispute.recorded_at).date()
    if dispute.late_reason and is_closed(day, registered_on):
        return
    sentence = _(
        "The quarter of %(day)s was closed on %(closed)s and its numbers stand. Give a day of a "
        "quarter that is still open; the papers of the case keep the day itself."
    )
    words = {"day": day.isoformat(), "closed": closing_day(day).isoformat()}
    raise ValidationError({field: sentence % words})


def move(
    *,
    actor: User,
    dispute: Dispute,
    to: DisputeMove,
    on: date,
    note: str = "",
    step: dict[str, Any] | None = None,
    **fields: Any,
) -> Dispute:
    """Makes one move of a locked dispute and keeps it. Raises ValidationError.

    `fields` are set on the dispute, `step` on the step beside what every step says.
    """
    before = dispute.stage
    dispute.stage = DISPUTE_MACHINE.next_state(before, to)
    for name, value in fields.items():
        setattr(dispute, name, value)
    dispute.full_clean(exclude=["site", "recorded_by", "stairwell"])
    kept = DisputeStep(
        site_id=dispute.site_id,
        dispute=dispute,
        actor=actor,
        happened_on=on,
        move=to,
        from_stage=before,
        to_stage=dispute.stage,
        note=note.strip(),
        **(step or {}),
    )
    kept.full_clean(exclude=["site", "dispute", "actor"])
    dispute.save()
    kept.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=dispute, step=to.value)
    return dispute


def refuse_over(dispute: Dispute) -> None:
    """Refuses (ValidationError) to change what stands in a closed case."""
    if dispute.is_over:
        raise ValidationError(
            _("The case is closed: nothing in it is changed any more."), code="wrong_state"
        )
