"""Writing the audit log and the access log; every other action calls these two."""

from axes.helpers import get_client_ip_address
from django.db import models
from django.http import HttpRequest

from accounts.enums import AccessKind, AuditVerb
from accounts.models import AccessEvent, AuditEvent, User


def record_audit(
    *,
    actor: User | None,
    verb: AuditVerb,
    row: models.Model | None = None,
    site_id: int | None = None,
    address: str | None = None,
    **detail: object,
) -> AuditEvent:
    """One audit event. `detail` holds counts and codes, never personal data."""
    return AuditEvent.objects.create(
        actor=actor,
        verb=verb,
        table=row._meta.db_table if row is not None else "",
        row_id=row.pk if row is not None else None,
        site_id=site_id or getattr(row, "site_id", None),
        address=address,
        detail=detail,
    )


def record_access(
    *,
    actor: User,
    kind: AccessKind,
    table: str,
    row_id: int | None = None,
    site_id: int | None = None,
    fields: str = "",
    row_count: int = 1,
    reason: str = "",
    address: str | None = None,
) -> AccessEvent:
    """One access event: who looked at which personal data, and why (PIPL art. 51)."""
    return AccessEvent.objects.create(
        actor=actor,
        kind=kind,
        table=table,
        row_id=row_id,
        site_id=site_id,
        fields=fields,
        row_count=row_count,
        reason=reason,
        address=address,
    )


def address_of(request: HttpRequest) -> str | None:
    """The network address that a request came from, as the sign-in protection sees it."""
    return get_client_ip_address(request) or request.META.get("REMOTE_ADDR") or None
