"""Past ledgers: taken in, stored whole or not at all, taken back."""

import hashlib
from collections.abc import Sequence

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb
from accounts.models import User
from lib.encryption import seal, unseal
from lib.history import set_constraints_immediate
from lib.marked_workbook import mark_rows
from lib.periods import today
from residents.actions.undoing import Blocker, blockers_of, by_context, take_back
from services.enums.ledgers import LedgerStatus
from services.ledgers.checking import Checked
from services.ledgers.reading import heading_row, read_ledger
from services.ledgers.rows import Entry
from services.ledgers.topics import LedgerTopic, ledger_topic
from services.models import Ledger
from sites.models import ResettlementSite

FILE_PLACE = "services_ledger.file_sealed"


@transaction.atomic
def upload_ledger(
    *, actor: User, site: ResettlementSite, topic: LedgerTopic, file_name: str, content: bytes
) -> tuple[Ledger, bool]:
    """Takes a file in, and whether it is new: the same file of a site and kind is one ledger.

    Raises UnreadableFile where it is no ledger of this kind; then nothing is kept.
    """
    read_ledger(content, file_name, topic)
    ledger = Ledger(
        site=site,
        topic=topic.name,
        uploaded_by=actor,
        file_name=file_name[-120:],
        file_digest=hashlib.sha256(content).digest(),
        file_sealed=seal(content, FILE_PLACE),
    )
    try:
        # The unique constraint closes the race between two equal uploads.
        with transaction.atomic():
            ledger.save()
    except IntegrityError:
        same = Ledger.objects.filter(site=site, topic=topic.name, file_digest=ledger.file_digest)
        return same.exclude(status=LedgerStatus.UNDONE).get(), False
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=ledger, bytes=len(content))
    return ledger, True


def check_ledger(*, actor: User, ledger: Ledger) -> Checked:
    """The file against the register of this moment; reads alone. Raises UnreadableFile."""
    topic = topic_of(ledger)
    file = read_ledger(content_of(ledger), ledger.file_name, topic)
    return Checked(file, list(topic.check(file.rows, ledger.site, actor, today())))


@transaction.atomic
def store_ledger(*, actor: User, ledger: Ledger) -> Ledger:
    """Stores all new rows as historical records, or none. Raises ValidationError.

    A row that was stored before, by this file or another, is not stored again.
    """
    set_constraints_immediate()
    # The site's row lock closes the race between two ledgers of one site, the ledger's between
    # two clicks.
    ResettlementSite.objects.select_for_update(of=("self",), no_key=True).get(pk=ledger.site_id)
    ledger = _locked(ledger)
    if ledger.status != LedgerStatus.CHECKED:
        raise ValidationError(_("This ledger has been stored already."))
    checked = check_ledger(actor=actor, ledger=ledger)
    if checked.refused:
        raise ValidationError(
            _(
                "%(number)s rows are wrong, so nothing was stored. Mend them and choose the "
                "file again."
            )
            % {"number": checked.refused}
        )
    if not checked.new:
        raise ValidationError(_("All rows of this ledger are in the portal already."))
    with pghistory.context(ledger=ledger.pk) as context:
        _store(topic_of(ledger), checked.new)
    ledger.status, ledger.rows_stored = LedgerStatus.STORED, len(checked.new)
    ledger.stored_at, ledger.stored_by, ledger.context_id = timezone.now(), actor, context.id
    ledger.save()
    record_audit(
        actor=actor,
        verb=AuditVerb.ROWS_IMPORTED,
        row=ledger,
        rows=len(checked.new),
        known=checked.known,
    )
    return ledger


def _store(topic: LedgerTopic, entries: Sequence[Entry]) -> None:
    """Records first, then what hangs on them, table by table in the order of their need."""
    topic.model._default_manager.bulk_create([entry.record for entry in entries if entry.record])
    hanging: dict[type[models.Model], list[models.Model]] = {}
    for entry in entries:
        for row in entry.hanging:
            hanging.setdefault(type(row), []).append(row)
    for table in reversed(topic.tables):
        if rows := hanging.get(table):
            table._default_manager.bulk_create(rows)


@transaction.atomic
def undo_ledger(*, actor: User, ledger: Ledger) -> list[Blocker]:
    """Takes a stored ledger back; gives what forbids it, an empty list when it is done."""
    set_constraints_immediate()
    ResettlementSite.objects.select_for_update(of=("self",), no_key=True).get(pk=ledger.site_id)
    ledger = _locked(ledger)
    if ledger.status != LedgerStatus.STORED:
        return []
    traces = by_context(ledger.context_id, topic_of(ledger).tables)
    blockers = blockers_of(traces)
    if blockers:
        return blockers
    numbers = take_back(traces)
    ledger.status, ledger.undone_at, ledger.undone_by = (
        LedgerStatus.UNDONE,
        timezone.now(),
        actor,
    )
    ledger.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_DELETED, row=ledger, **numbers)
    return []


def marked_ledger(*, actor: User, ledger: Ledger, address: str | None) -> bytes:
    """The file in its own layout with the faulty cells marked; that it went out is kept."""
    topic = topic_of(ledger)
    checked = check_ledger(actor=actor, ledger=ledger)
    record_access(
        actor=actor,
        kind=AccessKind.EXPORT,
        table=ledger._meta.db_table,
        row_id=ledger.pk,
        site_id=ledger.site_id,
        row_count=len(checked.entries),
        reason=_("ledger to mend"),
        address=address,
    )
    content = content_of(ledger)
    return mark_rows(
        content, ledger.file_name, checked.faults, lambda sheet: heading_row(sheet, topic)
    )


def note_ledger(*, actor: User, ledger: Ledger, address: str | None) -> None:
    """Somebody looked into the file: its wrong rows are shown as they stand in it."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=ledger._meta.db_table,
        row_id=ledger.pk,
        site_id=ledger.site_id,
        fields="file",
        address=address,
    )


def content_of(ledger: Ledger) -> bytes:
    """The uploaded file; empty when it has been deleted after its days."""
    return unseal(ledger.file_sealed, FILE_PLACE) if ledger.file_sealed else b""


def topic_of(ledger: Ledger) -> LedgerTopic:
    """The kind of a ledger. Raises LookupError for one that the portal no longer knows."""
    topic = ledger_topic(ledger.topic)
    if topic is None:
        raise LookupError(ledger.topic)
    return topic


def _locked(ledger: Ledger) -> Ledger:
    return Ledger.objects.select_for_update(of=("self",)).select_related("site").get(pk=ledger.pk)
