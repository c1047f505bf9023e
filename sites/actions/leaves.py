"""Leave, and who acts meanwhile."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from lib.posts import post_tables
from sites.actions.postings import trim_stand_ins
from sites.models import Leave, ResettlementSite


@transaction.atomic
def record_leave(
    *,
    actor: User,
    holder: User,
    kind: str,
    first: date,
    last: date,
    site: ResettlementSite | None = None,
    reason: str = "",
) -> Leave:
    """Days on which the holder is away and keeps his posts. Raises ValidationError."""
    leave = Leave(
        holder=holder, kind=kind, valid_from=first, valid_to=last, site=site, reason=reason
    )
    leave.full_clean()
    leave.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=leave)
    return leave


@transaction.atomic
def change_leave(*, actor: User, leave: Leave, last: date) -> Leave:
    """Gives a leave another last day; whoever stood in beyond it stops. Raises ValidationError.

    Days that have passed are not taken back: somebody may have acted in them.
    """
    # Locks the row: a stand-in may be entered for its last days at this moment.
    leave = Leave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    if last < min(today() - timedelta(days=1), leave.valid_to):
        raise ValidationError(_("These days have passed. Give yesterday or a later last day."))
    until, leave.valid_to = leave.valid_to, last
    leave.full_clean()
    leave.save(update_fields=["valid_to"])
    for table in post_tables():
        rows = table.model.objects.filter(  # type: ignore[attr-defined]
            stands_in_for__holder=leave.holder_id,
            valid_from__gte=leave.valid_from,
            valid_from__lte=until,
        )
        trim_stand_ins(rows, last)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=leave, ended=last.isoformat())
    return leave


@transaction.atomic
def stand_in(*, actor: User, posting: Any, holder: User, first: date, last: date) -> Any:
    """Lets `holder` act in a post of any table for these days of leave; access goes with them.

    Raises ValidationError where whom he stands in for is not on leave in all of the days.
    """
    row = type(posting)(
        holder=holder,
        post=posting.post,
        valid_from=first,
        valid_to=last,
        stands_in_for=posting,
        **{f"{name}_id": getattr(posting, f"{name}_id") for name in posting.PLACE_FIELDS},
    )
    row.full_clean()
    row.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=row)
    return row
