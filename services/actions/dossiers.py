"""Papers of a case: signed originals or sealed scans, opened with a trace."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb
from accounts.models import User
from lib.encryption import seal, unseal
from services.actions.dispute_steps import locked, refuse_over
from services.enums.mediations import PAPERS_AFTER_CLOSING
from services.models import Dispute, DossierPaper
from services.models.dossiers import PAPER_PLACE


@transaction.atomic
def add_paper(
    *, actor: User, dispute: Dispute, paper: DossierPaper, file_name: str, content: bytes
) -> DossierPaper:
    """A paper for the file, its scan sealed; the same submit twice is one paper.

    A closed file takes only what performance and the court bring later. Raises ValidationError.
    """
    dispute = locked(dispute)
    earlier = dispute.papers.filter(token=paper.token).first()
    if earlier is not None:
        return earlier
    if paper.kind not in PAPERS_AFTER_CLOSING:
        refuse_over(dispute)
    paper.site_id, paper.dispute, paper.added_by = dispute.site_id, dispute, actor
    if content:
        paper.file_name = file_name[-120:]
        paper.file_sealed = seal(content, PAPER_PLACE)
    paper.full_clean(exclude=["site", "dispute", "added_by"])
    paper.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=paper, bytes=len(content))
    return paper


@transaction.atomic
def take_paper_out(*, actor: User, paper: DossierPaper) -> None:
    """A paper that does not belong here; the history keeps that it was there."""
    refuse_over(locked(paper.dispute))
    record_audit(actor=actor, verb=AuditVerb.ROW_DELETED, row=paper)
    paper.delete()


@transaction.atomic
def open_paper(*, actor: User, paper: DossierPaper, address: str | None) -> bytes:
    """The scan of a paper; that it was opened is kept in the access log."""
    if not paper.file_name:
        raise ValidationError(_("This paper lies in the file only: there is no scan of it."))
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=paper._meta.db_table,
        row_id=paper.pk,
        site_id=paper.site_id,
        fields="file",
        address=address,
    )
    return unseal(paper.file_sealed, PAPER_PLACE)
