"""Papers of meetings that carry names: that they were printed is kept."""

from django.db import transaction

from accounts.actions.events import record_access
from accounts.enums import AccessKind
from accounts.models import User
from services.models import Meeting


@transaction.atomic
def note_print(*, actor: User, meeting: Meeting, paper: str, address: str | None) -> None:
    """One line of the access log: who printed which paper of which meeting.

    The paper is the reason: a sign-in sheet and minutes serve nothing but their meeting.
    """
    record_access(
        actor=actor,
        kind=AccessKind.PRINT,
        table=meeting._meta.db_table,
        row_id=meeting.pk,
        site_id=meeting.site_id,
        fields="name",
        reason=paper,
        row_count=meeting.attendances.count(),
        address=address,
    )
