"""Looking at the people of a request: every look that needs a trace leaves it here (PIPL)."""

from accounts.actions.events import record_access
from accounts.enums import AccessKind
from accounts.models import User
from services.models import ServiceRequest


def note_request(*, actor: User, row: ServiceRequest, address: str | None) -> None:
    """Somebody read what a resident asks for."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=row._meta.db_table,
        row_id=row.pk,
        site_id=row.site_id,
        fields="words",
        address=address,
    )


def reveal_phone(*, actor: User, row: ServiceRequest, reason: str, address: str | None) -> str:
    """The telephone to call; the caller has asked `can_read_request`."""
    record_access(
        actor=actor,
        kind=AccessKind.REVEAL,
        table=row._meta.db_table,
        row_id=row.pk,
        site_id=row.site_id,
        fields="phone",
        reason=reason,
        address=address,
    )
    return row.phone
