"""Ending grid posts: a posting is never deleted, its last day is written."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from grids.models import GridPosting


@transaction.atomic
def end_grid_posting(*, actor: User, posting: GridPosting, on: date) -> str:
    """Makes `on` the last day; gives "" when done, else the sentence why not."""
    # Locks the row: two administrators may end the same post.
    posting = GridPosting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
    if posting.valid_to is not None and posting.valid_to <= on:
        return _("ended on %(day)s already.") % {"day": posting.valid_to}
    if posting.valid_from > on:
        return _("begins only on %(day)s; delete it instead.") % {"day": posting.valid_from}
    posting.valid_to = on
    posting.save(update_fields=["valid_to"])
    # Nobody stands in for somebody who has left the post.
    later = posting.stand_ins.filter(valid_to__gt=on)
    later.filter(valid_from__gt=on).delete()
    later.update(valid_to=on)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=posting, ended=on.isoformat())
    return ""
