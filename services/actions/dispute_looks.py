"""Looking at the words and parties of a dispute leaves a trace (PIPL)."""

from accounts.actions.events import record_access
from accounts.enums import AccessKind
from accounts.models import User
from services.models import Dispute, DisputeParty


def note_look(*, actor: User, dispute: Dispute, address: str | None) -> None:
    """Somebody opened a case with its parties and words."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=dispute._meta.db_table,
        row_id=dispute.pk,
        site_id=dispute.site_id,
        address=address,
    )


def note_paper(*, actor: User, dispute: Dispute, paper: str, address: str | None) -> None:
    """A paper of the case goes to the printer; the paper itself is the reason."""
    record_access(
        actor=actor,
        kind=AccessKind.PRINT,
        table=dispute._meta.db_table,
        row_id=dispute.pk,
        site_id=dispute.site_id,
        reason=paper,
        address=address,
    )


def reveal_party(
    *, actor: User, party: DisputeParty, name: str, reason: str, address: str | None
) -> str:
    """The telephone or identity number behind its mask."""
    record_access(
        actor=actor,
        kind=AccessKind.REVEAL,
        table=party._meta.db_table,
        row_id=party.pk,
        site_id=party.site_id,
        fields=name,
        reason=reason,
        address=address,
    )
    if name == "phone":
        return party.phone or (party.person.phone if party.person else "")
    return party.person.id_number if party.person else party.id_number
