"""The slip that a resident takes from the counter; that it was made is kept (PIPL)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_access
from accounts.enums import AccessKind
from accounts.models import User
from services.actions.public import code_of, mark_of
from services.models import ServiceRequest


@transaction.atomic
def make_slip(*, actor: User, request: ServiceRequest, address: str | None) -> str:
    """The query code of a request that was taken down at the counter, for its slip.

    The caller sees to it that it is told once. Raises ValidationError for a request without one.
    """
    code = code_of(request.token)
    if request.query_mark is None or bytes(request.query_mark) != mark_of(code):
        raise ValidationError(_("This request has no query code: it was not taken at a counter."))
    record_access(
        actor=actor,
        kind=AccessKind.PRINT,
        table=request._meta.db_table,
        row_id=request.pk,
        site_id=request.site_id,
        fields="query_mark",
        reason=_("slip for the resident"),
        address=address,
    )
    return code
