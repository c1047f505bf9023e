"""Exports: a whole list written to .xlsx in the background, under the posts held at that moment.

Asked for with a reason, written by the worker, kept sealed for some days, fetched by its maker.
"""

import hashlib
import json
import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb, ExportStatus
from accounts.models import ExportJob, User
from lib.encryption import seal, unseal
from lib.exports import Exporter, Sheet, exporter_of
from lib.periods import today
from lib.scope import Grant, Scope, scope_of, scoped
from lib.workbook import write_workbook

log = logging.getLogger(__name__)

PARAMS_PLACE = "accounts_exportjob.params_sealed"
FILE_PLACE = "accounts_exportjob.file_sealed"


@transaction.atomic
def ask_for_export(
    *,
    actor: User,
    scope: Scope,
    exporter: str,
    params: dict[str, Any],
    reason: str,
    address: str | None = None,
) -> ExportJob:
    """Queues the list with this code; `params` are what the exporter's `sheet` takes (JSON).

    Raises ValueError for an unknown exporter or an empty reason. The caller has asked the rule of
    the page; the worker asks it again.
    """
    reason = reason.strip()[:200]
    if exporter_of(exporter) is None or not reason:
        raise ValueError("an export needs a registered exporter and a reason")
    job = ExportJob.objects.create(
        maker=actor,
        exporter=exporter,
        reason=reason,
        params_sealed=_sealed({"params": params, "grants": _marks(scope)}),
        expires_at=timezone.now() + timedelta(days=settings.KEEP_EXPORTS_DAYS),
    )
    # How many rows it will hold is not known yet: the audit event of the written file says it.
    record_access(
        actor=actor,
        kind=AccessKind.EXPORT,
        table=job._meta.db_table,
        row_id=job.pk,
        fields=exporter,
        row_count=0,
        reason=reason,
        address=address,
    )
    record_audit(
        actor=actor, verb=AuditVerb.EXPORT_ASKED, row=job, address=address, exporter=exporter
    )
    write_export.enqueue(job.pk)
    return job


@task()
def write_export(job_id: int) -> None:
    """The worker's part. Runs again from the start when a worker died over it."""
    job = _claimed(job_id)
    if job is None:
        return
    scope = scope_of(job.maker_id if job.maker.is_active else None, today())
    exporter = exporter_of(job.exporter)
    if exporter is None or not exporter.allowed(scope):
        _refuse(job)
        return
    try:
        with (
            scoped(scope, task="write_export", export=job.pk),
            translation.override(job.maker.language),
        ):
            _write(job, exporter, scope)
    except Exception as error:
        if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
            # The database went away: the worker gives the task to the next one.
            raise
        # The message may quote a row, so only the kind of error is logged.
        log.error("Export %s failed: %s", job.pk, type(error).__name__)
        _fail(job)


def fetch_export(*, actor: User, job: ExportJob, address: str | None = None) -> tuple[str, bytes]:
    """File name and content; `can_fetch_export` has been asked."""
    record_audit(
        actor=actor,
        verb=AuditVerb.EXPORT_FETCHED,
        row=job,
        address=address,
        rows=job.row_count,
    )
    name = f"{job.exporter}-{timezone.localtime(job.finished_at):%Y%m%d-%H%M}.xlsx"
    return name, unseal(job.file_sealed, FILE_PLACE)


def holds_the_same_posts(job: ExportJob, scope: Scope) -> bool:
    """Whether every grant under which the file was written is still held, area included."""
    grants = json.loads(unseal(job.params_sealed, PARAMS_PLACE))["grants"]
    return set(grants) <= set(_marks(scope))


def delete_old_exports() -> int:
    """Deletes exports whose days are over; gives their number. The log keeps who asked for what."""
    return ExportJob.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def fail_abandoned_exports() -> None:
    """Exports in work whose task has ended or is gone: their maker asks for them again."""
    path = f"{write_export.func.__module__}.{write_export.func.__name__}"
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    tasks = DBTaskResult.objects.filter(task_path=path, status__in=unfinished)
    waiting = {args["args"][0] for args in tasks.values_list("args_kwargs", flat=True)}
    for job in ExportJob.objects.filter(status=ExportStatus.RUNNING).exclude(pk__in=waiting):
        _fail(job)


def _claimed(job_id: int) -> ExportJob | None:
    with transaction.atomic():
        jobs = ExportJob.objects.select_for_update(of=("self",)).select_related("maker")
        open_states = (ExportStatus.QUEUED, ExportStatus.RUNNING)
        job = jobs.filter(pk=job_id, status__in=open_states).first()
        if job:
            job.status = ExportStatus.RUNNING
            job.save(update_fields=["status"])
        return job


def _write(job: ExportJob, exporter: Exporter, scope: Scope) -> None:
    asked = json.loads(unseal(job.params_sealed, PARAMS_PLACE))
    sheet = exporter.sheet(scope, asked["params"])
    content, job.row_count = write_workbook(sheet, _footer(job, sheet))
    job.params_sealed = _sealed({**asked, "grants": _marks(scope)})
    job.file_sealed = seal(content, FILE_PLACE)
    job.status = ExportStatus.READY
    job.finished_at = timezone.now()
    job.save()
    record_audit(
        actor=job.maker,
        verb=AuditVerb.EXPORT_WRITTEN,
        row=job,
        exporter=job.exporter,
        rows=job.row_count,
    )


def _footer(job: ExportJob, sheet: Sheet) -> list[str]:
    return [
        _("Filter: %(filter)s") % {"filter": sheet.filter_text or _("none")},
        _("Time: %(time)s") % {"time": f"{timezone.localtime():%Y-%m-%d %H:%M}"},
        _("Made by: %(name)s") % {"name": job.maker.name or job.maker.username},
        _("Rows: %(count)s") % {"count": "{rows}"},
    ]


@transaction.atomic
def _refuse(job: ExportJob) -> None:
    job.status = ExportStatus.REFUSED
    job.finished_at = timezone.now()
    job.save(update_fields=["status", "finished_at"])
    record_audit(actor=job.maker, verb=AuditVerb.EXPORT_REFUSED, row=job, exporter=job.exporter)


def _fail(job: ExportJob) -> None:
    ExportJob.objects.filter(pk=job.pk).update(
        status=ExportStatus.FAILED, finished_at=timezone.now()
    )


def _sealed(payload: dict[str, Any]) -> bytes:
    return seal(json.dumps(payload, ensure_ascii=False).encode(), PARAMS_PLACE)


def _marks(scope: Scope) -> list[str]:
    """One hash a grant: role, and what may be read and counted under it."""
    return sorted(_mark(grant) for grant in scope.grants)


def _mark(grant: Grant) -> str:
    areas = [
        (area.county, sorted(area.sites), sorted(area.stairwells))
        for area in (grant.area, grant.counts)
    ]
    return hashlib.sha256(repr((grant.role.value, areas)).encode()).hexdigest()
