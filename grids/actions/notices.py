"""Policy notices: issued to grids, read there, made known to residents, withdrawn (R25)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from grids.models import Grid, PolicyNotice, PolicyNoticeReceipt
from lib.periods import today
from sites.models import ResettlementSite


@transaction.atomic
def issue_notice(
    *,
    actor: User,
    title: str,
    words: str,
    issued_on: date,
    due_on: date,
    to: Sequence[ResettlementSite],
    token: UUID,
    site: ResettlementSite | None = None,
    document_no: str = "",
) -> PolicyNotice:
    """A new notice with a receipt for each grid in force of the sites `to`. Raises ValidationError.

    The same `token` twice is one notice: the unique token closes the race of a double click.
    """
    notice, is_new = PolicyNotice.objects.get_or_create(
        token=token,
        defaults={
            "site": site, "title": title, "words": words, "document_no": document_no,
            "issued_on": issued_on, "due_on": due_on, "issued_by": actor,
        },
    )  # fmt: skip
    if not is_new:
        return notice
    grids = list(Grid.objects.filter(site__in=to).current(today()))
    if not grids:
        raise ValidationError(
            _("None of these sites has a grid in force. Choose another site, or draw its grids.")
        )
    PolicyNoticeReceipt.objects.bulk_create(
        PolicyNoticeReceipt(notice=notice, grid=grid, site_id=grid.site_id) for grid in grids
    )
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=notice, grids=len(grids))
    return notice


@transaction.atomic
def read_notice(*, actor: User, receipt: PolicyNoticeReceipt) -> PolicyNoticeReceipt:
    """Keeps who of the grid read the notice first; later readers change nothing.

    The receipt is locked, so that of two who read at once one is kept.
    """
    row = _locked(receipt)
    if row.read_at is None:
        row.read_at, row.read_by = timezone.now(), actor
        row.save(update_fields=["read_at", "read_by"])
        record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=row, step="read")
    return row


@transaction.atomic
def make_notice_known(
    *,
    actor: User,
    receipt: PolicyNoticeReceipt,
    made_known_on: date,
    how: str,
    households: int | None = None,
    note: str = "",
) -> PolicyNoticeReceipt:
    """Records once how a grid made a notice known. Raises ValidationError.

    The receipt is locked: the same words sent twice are one, other words for a grid that has
    told already are refused, and so is what was withdrawn or not read.
    """
    row = _locked(receipt)
    told = (made_known_on, how, households, note)
    if row.made_known_on is not None:
        if told == (row.made_known_on, row.how, row.households, row.note):
            return row
        raise ValidationError(
            _("It is recorded already: made known on %(day)s, recorded by %(who)s.")
            % {"day": row.made_known_on, "who": row.recorded_by}
        )
    if row.notice.withdrawn_at is not None:
        raise ValidationError(_("The notice was withdrawn: it is not made known any more."))
    row.made_known_on, row.how, row.households, row.note = told
    row.recorded_by, row.recorded_at = actor, timezone.now()
    row.full_clean(exclude=["grid"])
    row.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=row, step="made_known")
    return row


def _locked(receipt: PolicyNoticeReceipt) -> PolicyNoticeReceipt:
    rows = PolicyNoticeReceipt.objects.select_for_update(of=("self",))
    return rows.select_related("notice", "recorded_by").get(pk=receipt.pk)


@transaction.atomic
def withdraw_notice(*, actor: User, notice: PolicyNotice, why: str) -> PolicyNotice:
    """Takes a notice back with a reason; a second time changes nothing. The row is locked.

    What grids have read and made known until then is kept.
    """
    row = PolicyNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = timezone.now(), actor, why
        row.full_clean()
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=row, step="withdrawn")
    return row
