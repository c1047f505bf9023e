"""What a clerk does with a batch: upload, answer, ask to store, undo, start again."""

import hashlib
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.encryption import seal
from lib.history import set_constraints_immediate
from residents.actions.imports.files import FILE_PLACE
from residents.actions.imports.running import is_running
from residents.actions.undoing import Blocker, blockers_of, by_context, take_back
from residents.enums import ImportStatus
from residents.models import HeaderChoice, ImportBatch
from residents.models.imports import OPEN_STATUSES
from residents.tasks import read_roster_task, store_roster_task
from sites.models import Dwelling, ResettlementSite

INTERRUPTED = gettext_noop("The work was interrupted; nothing of it was stored. Start it again.")


@transaction.atomic
def upload_roster(
    *, actor: User, site: ResettlementSite, file_name: str, content: bytes
) -> ImportBatch:
    """Takes a file in and has it read; the same file in an open batch joins that batch.

    The unique constraint on open batches closes the race between two equal uploads.
    """
    digest = hashlib.sha256(content).digest()
    empty_register = not Dwelling.objects.filter(site=site).exists()
    batch = ImportBatch(
        site=site,
        uploaded_by=actor,
        file_name=file_name[-120:],
        file_digest=digest,
        file_sealed=seal(content, FILE_PLACE),
        add_dwellings=empty_register,
    )
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        return ImportBatch.objects.filter(site=site, file_digest=digest).latest("id")
    record_audit(actor=actor, verb=AuditVerb.BATCH_UPLOADED, row=batch, bytes=len(content))
    read_roster_task.enqueue(batch.pk)
    return batch


@transaction.atomic
def answer_questions(*, actor: User, batch: ImportBatch, answers: dict[str, str]) -> None:
    """Remembers how this site's office means its headings, and reads the file again."""
    for header, field in answers.items():
        HeaderChoice.objects.update_or_create(
            site=batch.site, header=header, defaults={"field": field}
        )
    _restart(batch, {ImportStatus.QUESTION})


@transaction.atomic
def forget_heading(*, actor: User, choice: HeaderChoice, address: str | None) -> None:
    """Takes an answer about a heading away, so that the next roster is asked about it again."""
    record_audit(actor=actor, verb=AuditVerb.ROW_DELETED, row=choice, address=address)
    choice.delete()


@transaction.atomic
def check_again(*, actor: User, batch: ImportBatch, add_dwellings: bool) -> None:
    """Reads and compares the file once more, with another answer about new dwellings."""
    _restart(batch, {ImportStatus.CHECKED}, add_dwellings=add_dwellings)


def _restart(batch: ImportBatch, expected: set[str], **values: Any) -> None:
    """Has a batch in one of the expected states read from the start; leaves any other alone."""
    rows = ImportBatch.objects.filter(pk=batch.pk, status__in=expected, file_sealed__isnull=False)
    if rows.update(status=ImportStatus.UPLOADED, message="", progress_done=0, **values):
        read_roster_task.enqueue(batch.pk)


@transaction.atomic
def ask_to_store(*, actor: User, batch: ImportBatch, skip_faulty: bool) -> bool:
    """Queues a checked batch for storing; False where it is not to be stored (any more).

    The conditional update closes the race of two clicks: only one of them changes the row.
    """
    changed = ImportBatch.objects.filter(pk=batch.pk, status=ImportStatus.CHECKED).update(
        status=ImportStatus.QUEUED,
        skip_faulty=skip_faulty,
        stored_by=actor,
        message="",
        progress_done=0,
    )
    if changed:
        store_roster_task.enqueue(batch.pk)
    return bool(changed)


@transaction.atomic
def undo_batch(*, actor: User, batch: ImportBatch) -> list[Blocker]:
    """Takes a stored batch back; returns what forbids it, an empty list when it is done."""
    set_constraints_immediate()
    # Batch first, then site: the same order as nowhere else, both short.
    batch = (
        ImportBatch.objects.select_for_update(of=("self",)).defer("file_sealed").get(pk=batch.pk)
    )
    ResettlementSite.objects.select_for_update(of=("self",)).get(pk=batch.site_id)
    if batch.status != ImportStatus.STORED:
        return []
    traces = by_context(batch.context_id)
    blockers = blockers_of(traces)
    if blockers:
        return blockers
    numbers = take_back(traces)
    ImportBatch.objects.filter(pk=batch.pk).update(
        status=ImportStatus.UNDONE, undone_at=timezone.now(), undone_by=actor
    )
    record_audit(actor=actor, verb=AuditVerb.BATCH_UNDONE, row=batch, **numbers)
    return []


def note_interruption(batch: ImportBatch) -> ImportBatch:
    """Makes the status true: in work, yet nobody holds it, means that the worker died."""
    working = (ImportStatus.READING, ImportStatus.STORING)
    if batch.status in working and not is_running(batch):
        back = ImportStatus.INTERRUPTED
        ImportBatch.objects.filter(pk=batch.pk, status=batch.status).update(
            status=back, message=INTERRUPTED
        )
        batch.refresh_from_db()
    return batch


@transaction.atomic
def start_again(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """Starts an interrupted or failed batch again, from reading, and gives it back.

    Where the same file has been sent once more meanwhile, that batch goes on and is given instead.
    """
    try:
        with transaction.atomic():
            _restart(batch, {ImportStatus.INTERRUPTED, ImportStatus.FAILED})
    except IntegrityError:
        same = ImportBatch.objects.filter(site=batch.site_id, file_digest=batch.file_digest)
        return same.filter(status__in=OPEN_STATUSES).latest("id")
    return batch
