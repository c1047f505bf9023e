"""Orders of service and other papers: kept sealed, opened with a trace."""

from django.db import transaction

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb
from accounts.models import User
from lib.encryption import seal, unseal
from sites.models import ServiceDocument
from sites.models.documents import FILE_PLACE


@transaction.atomic
def save_document(
    *, actor: User, document: ServiceDocument, file_name: str = "", content: bytes = b""
) -> ServiceDocument:
    """Registers a paper, its file sealed. Raises ValidationError."""
    if content:
        document.file_name = file_name[-120:]
        document.file_sealed = seal(content, FILE_PLACE)
    document.full_clean()
    document.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=document, bytes=len(content))
    return document


@transaction.atomic
def open_document(*, actor: User, document: ServiceDocument, address: str | None) -> bytes:
    """The file of a paper; that it was opened is kept in the access log."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=document._meta.db_table,
        row_id=document.pk,
        site_id=document.site_id,
        fields="file",
        address=address,
    )
    return unseal(document.file_sealed, FILE_PLACE)
