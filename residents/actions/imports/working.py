"""What the worker does with a batch: read and check it, or store it. Both are safe to run twice."""

import json
from typing import Any

import pghistory
from django.db import IntegrityError
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.encryption import sealer
from lib.periods import today
from lib.scope import Scope, scope_of, scoped
from lib.staging import copy_rows
from residents.actions.imports.comparing import compare, elsewhere_within
from residents.actions.imports.files import DETAIL_PLACE, content_of
from residents.actions.imports.housing import NoCommunity
from residents.actions.imports.plans import Plan
from residents.actions.imports.register import Register, read_register
from residents.actions.imports.running import AlreadyRunning, Running, running
from residents.actions.imports.storing import store_plan
from residents.enums import FindingKind, ImportStatus
from residents.models import HeaderChoice, ImportBatch, ImportFinding
from residents.roster import Roster, RosterUnreadable, read_roster
from residents.rules import can_import_roster
from sites.models import ResettlementSite

FINDING_COLUMNS = (
    "batch_id", "position", "kind", "code", "sheet", "row", "column", "detail_sealed",
)  # fmt: skip

POSTING_ENDED = gettext_noop(
    "Whoever asked for this may no longer import for the site; nothing was stored."
)
REGISTER_CHANGED = gettext_noop(
    "The register was changed by somebody else meanwhile; nothing was stored. Check the file again."
)
NOT_CLEAN = gettext_noop(
    "The register has changed since the check and rows are refused now; nothing was stored."
)
NO_COMMUNITY = gettext_noop(
    "The site has no community yet, so new buildings have no place; ask the county to enter one."
)


def read_batch(batch_id: int) -> None:
    """Reads, checks and compares a batch's file; the worker's first job. Safe to run twice."""
    batch = ImportBatch.objects.select_related("site", "uploaded_by").get(pk=batch_id)
    try:
        with running(batch) as hold:
            _claim(batch, {ImportStatus.UPLOADED, ImportStatus.READING}, ImportStatus.READING)
            scope = scope_of(batch.uploaded_by_id, today())
            if not can_import_roster(scope, batch.site):
                _refuse(batch, batch.uploaded_by)
                return
            # A file that is no roster is refused with a sentence in words of its sender.
            with (
                scoped(scope, batch=batch.pk),
                translation.override(batch.uploaded_by.language),
            ):
                _read(batch, scope, hold)
    except AlreadyRunning:
        return


def _claim(batch: ImportBatch, expected: set[str], status: str) -> None:
    """Takes the batch in work, committed at once; raises AlreadyRunning where it is past that."""
    changed = ImportBatch.objects.filter(pk=batch.pk, status__in=expected).update(
        status=status, beat_at=timezone.now()
    )
    if not changed:
        raise AlreadyRunning


def _refuse(batch: ImportBatch, actor: User | None) -> None:
    _finish(batch, ImportStatus.FAILED, message=POSTING_ENDED)
    record_audit(actor=actor, verb=AuditVerb.DEED_REFUSED, row=batch)


def _finish(batch: ImportBatch, status: str, **values: Any) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(status=status, **values)


def _read(batch: ImportBatch, scope: Scope, hold: Running) -> None:
    try:
        roster = _roster(batch)
    except RosterUnreadable as error:
        _finish(batch, ImportStatus.FAILED, message=str(error)[:500])
        return
    if roster.questions:
        _finish(batch, ImportStatus.QUESTION, questions=[q.as_dict() for q in roster.questions])
        return
    hold.progress(50)
    plan, _register = _plan(batch, roster, scope)
    _keep_findings(batch, plan, roster)
    counts = plan.counts() | {
        "rows": roster.rows, "households": len(roster.households), "persons": len(roster.persons),
        "headings": roster.headings, "fields": roster.fields,
    }  # fmt: skip
    _finish(
        batch, ImportStatus.CHECKED, counts=counts, questions=[], message="",
        encoding=roster.encoding or "", progress_done=100,
    )  # fmt: skip


def _roster(batch: ImportBatch) -> Roster:
    choices = dict(HeaderChoice.objects.filter(site=batch.site).values_list("header", "field"))
    return read_roster(content_of(batch), batch.file_name, choices=choices)


def _plan(batch: ImportBatch, roster: Roster, scope: Scope) -> tuple[Plan, Register]:
    indexes = [p.id_index for p in roster.persons if p.id_index is not None]
    register = read_register(batch.site, indexes, scope.on)
    plan = compare(
        roster,
        register,
        add_dwellings=batch.add_dwellings,
        on=scope.on,
        name_of_elsewhere=elsewhere_within(scope),
    )
    return plan, register


def _keep_findings(batch: ImportBatch, plan: Plan, roster: Roster) -> None:
    """Replaces the batch's findings: at most a DELETE, one COPY; what cells held is sealed."""
    if batch.counts:
        ImportFinding.objects.filter(batch=batch).delete()
    seal_detail = sealer(DETAIL_PLACE)

    def rows() -> Any:
        for position, finding in enumerate(plan.findings):
            words = dict(finding.words)
            if finding.kind == FindingKind.REFUSED:
                words["line"] = roster.line(finding.sheet, finding.row)
            yield (
                batch.pk, position, str(finding.kind), str(finding.code), finding.sheet[:60],
                finding.row, finding.column, seal_detail(_json(words)),
            )  # fmt: skip
        for position, change in enumerate(plan.field_changes()):
            words = {"whose": change.whose, "field": change.field, "old": change.old,
                     "new": change.new, "of_child": change.of_child}  # fmt: skip
            yield (
                batch.pk, position, FindingKind.CHANGED.value, "changed", change.sheet[:60],
                change.row, change.column, seal_detail(_json(words)),
            )  # fmt: skip

    copy_rows(ImportFinding._meta.db_table, FINDING_COLUMNS, rows())


def _json(words: dict[str, Any]) -> bytes:
    return json.dumps(words, ensure_ascii=False, default=str).encode()


def store_batch(batch_id: int) -> None:
    """Stores a queued batch in one transaction; the worker's second job. Safe to run twice."""
    batch = ImportBatch.objects.select_related("site", "stored_by").get(pk=batch_id)
    try:
        with running(batch) as hold:
            _claim(batch, {ImportStatus.QUEUED, ImportStatus.STORING}, ImportStatus.STORING)
            scope = scope_of(batch.stored_by_id, today())
            if not can_import_roster(scope, batch.site):
                _refuse(batch, batch.stored_by)
                return
            try:
                _store(batch, scope, hold)
            except IntegrityError:
                _finish(batch, ImportStatus.FAILED, message=REGISTER_CHANGED)
            except NoCommunity:
                _finish(batch, ImportStatus.FAILED, message=NO_COMMUNITY)
    except AlreadyRunning:
        return


def _store(batch: ImportBatch, scope: Scope, hold: Running) -> None:
    roster = _roster(batch)
    hold.progress(20)
    with scoped(scope, batch=batch.pk) as _, pghistory.context(batch=batch.pk) as context:
        # The site's row lock closes the race between two batches of one site.
        ResettlementSite.objects.select_for_update(of=("self",)).get(pk=batch.site_id)
        plan, register = _plan(batch, roster, scope)
        hold.progress(30)
        if plan.refused and not batch.skip_faulty:
            _keep_findings(batch, plan, roster)
            counts = batch.counts | plan.counts()
            _finish(batch, ImportStatus.CHECKED, message=NOT_CLEAN, counts=counts)
            return
        store_plan(plan, register, on=scope.on, progress=hold.progress)
        counts = batch.counts | plan.counts()
        # Headings are the file's own text: the log holds numbers alone.
        told: dict[str, Any] = {k: n for k, n in counts.items() if isinstance(n, int)}
        record_audit(actor=batch.stored_by, verb=AuditVerb.BATCH_STORED, row=batch, **told)
        _finish(
            batch, ImportStatus.STORED, stored_at=timezone.now(), context_id=context.id,
            counts=counts, progress_done=100, message="",
        )  # fmt: skip
