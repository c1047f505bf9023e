"""Ending posts: a posting is never deleted, its last day is written."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from sites.enums import Post
from sites.models import Posting


@transaction.atomic
def end_posting(*, actor: User, posting: Posting, on: date) -> str:
    """Makes `on` the posting's last day; rights end at the following midnight.

    Gives "" when done, else the sentence why not. The last county administrator stays, since
    nobody could then give that post to anybody.
    """
    # Locks the row: two administrators may end the same post.
    posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
    if posting.valid_to is not None and posting.valid_to <= on:
        return _("ended on %(day)s already.") % {"day": posting.valid_to}
    if posting.valid_from > on:
        return _("begins only on %(day)s; delete it instead.") % {"day": posting.valid_from}
    if is_last_administrator(posting, on):
        return _("is the last county administrator; give the post to somebody else first.")
    posting.valid_to = on
    posting.save(update_fields=["valid_to"])
    # Nobody stands in for somebody who has left the post.
    later = posting.stand_ins.filter(valid_to__gt=on)
    later.filter(valid_from__gt=on).delete()
    later.update(valid_to=on)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=posting, ended=on.isoformat())
    return ""


def is_last_administrator(posting: Posting, on: date) -> bool:
    """Whether no other county administrator with a longer post could take over."""
    if posting.post != Post.COUNTY_ADMINISTRATOR:
        return False
    others = Posting.objects.current(on).filter(
        post=posting.post, valid_to__isnull=True, holder__is_active=True
    )
    return not others.exclude(pk=posting.pk).exists()
