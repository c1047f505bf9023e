"""Leave, and who acts meanwhile."""

from datetime import date

from django.db import transaction

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from sites.models import Leave, Posting, ResettlementSite


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
def stand_in(*, actor: User, posting: Posting, holder: User, first: date, last: date) -> Posting:
    """Lets `holder` act in the post for these days of leave; access comes and goes with them.

    Raises ValidationError where whom he stands in for is not on leave in all of the days.
    """
    row = Posting(
        holder=holder,
        post=posting.post,
        county=posting.county,
        township=posting.township,
        site=posting.site,
        organisation=posting.organisation,
        valid_from=first,
        valid_to=last,
        stands_in_for=posting,
    )
    row.full_clean()
    row.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=row)
    return row
