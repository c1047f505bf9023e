"""Reports of the net: filed by a unit or a building head, passed on, sent back, settled (R20)."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb
from accounts.models import User
from grids.enums import REPORT_MACHINE, ReportMove, ReportState
from grids.models import Grid, JointHouseholdUnit, NetReport, NetReportStep
from residents.models import Household


@transaction.atomic
def file_report(
    *,
    actor: User,
    grid: Grid,
    kind: str,
    occurred_on: date,
    words: str,
    token: UUID,
    joint_unit: JointHouseholdUnit | None = None,
    household: Household | None = None,
    told_by: str = "",
    line: str = "",
) -> NetReport:
    """A new report, with the grid; the same `token` twice is one report.

    The unique token closes the race of a double click: the second one waits and finds the first.
    """
    report, is_new = NetReport.objects.get_or_create(
        token=token,
        defaults={
            "site_id": grid.site_id, "grid": grid, "joint_unit": joint_unit,
            "household": household, "kind": kind, "occurred_on": occurred_on, "words": words,
            "told_by": told_by, "filed_by": actor, "line": line,
        },
    )  # fmt: skip
    if is_new:
        _note(actor, report, ReportMove.FILE, "", ReportState.AT_GRID, "")
        record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=report)
    return report


@transaction.atomic
def move_report(*, actor: User, report: NetReport, move: str, state: str, why: str) -> NetReport:
    """Passes a report on, sends it back or settles it. Raises ValidationError.

    `state` is the one that the person saw: of two who act at once the second is told. The row is
    locked meanwhile.
    """
    row = NetReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.state != state:
        raise ValidationError(
            _("Somebody was faster: this report is now “%(state)s”.")
            % {"state": row.get_state_display()}
        )
    after = REPORT_MACHINE.next_state(row.state, move)
    before, row.state = row.state, ReportState(after)
    row.save(update_fields=["state"])
    _note(actor, row, move, before, after, why)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=row, step=str(move))
    return row


def note_report(*, actor: User, report: NetReport, address: str | None) -> None:
    """Somebody read what the net reported of people (PIPL)."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=report._meta.db_table,
        row_id=report.pk,
        site_id=report.site_id,
        fields="words",
        address=address,
    )


def _note(
    actor: User, report: NetReport, move: str, before: str, after: str, why: str
) -> NetReportStep:
    step = NetReportStep(
        site_id=report.site_id, report=report, by=actor, move=move, from_state=before,
        to_state=after, why=why,
    )  # fmt: skip
    step.full_clean(exclude=["report"])
    step.save()
    return step
