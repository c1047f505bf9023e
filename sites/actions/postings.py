"""Ending posts: a posting is never deleted, its last day is written."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from sites.enums import Post, ReserveStatus
from sites.models import Posting, ReserveCadre


@transaction.atomic
def end_posting(*, actor: User, posting: Any, on: date, why: str = "") -> str:
    """Makes `on` the last day of a posting of any table; rights end at the following midnight.

    Gives "" when done, else the sentence why not. The last county administrator stays, since
    nobody could then give that post to anybody. Whoever stood in ends with it, and a reserve cadre
    goes back to the pool.
    """
    # Locks the row: two administrators may end the same post.
    posting = type(posting).objects.select_for_update(of=("self",)).get(pk=posting.pk)
    if posting.valid_to is not None and posting.valid_to <= on:
        return _("ended on %(day)s already.") % {"day": posting.valid_to}
    if posting.valid_from > on:
        return _("begins only on %(day)s; delete it instead.") % {"day": posting.valid_from}
    if isinstance(posting, Posting) and is_last_administrator(posting, on):
        return _("is the last county administrator; give the post to somebody else first.")
    posting.valid_to, posting.ended_why = on, why
    posting.save(update_fields=["valid_to", "ended_why"])
    trim_stand_ins(posting.stand_ins.all(), on)
    if posting.reserve_cadre_id:
        ReserveCadre.objects.filter(pk=posting.reserve_cadre_id).update(
            status=ReserveStatus.IN_POOL
        )
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=posting, ended=on.isoformat())
    return ""


def trim_stand_ins(rows: Any, last: date) -> None:
    """Nobody of `rows` stands in after the day: those who began end, the others go."""
    later = rows.filter(valid_to__gt=last)
    later.filter(valid_from__gt=last).delete()
    later.update(valid_to=last)


def is_last_administrator(posting: Posting, on: date) -> bool:
    """Whether no other county administrator with a longer post could take over."""
    if posting.post != Post.COUNTY_ADMINISTRATOR or posting.stands_in_for_id:
        return False
    others = Posting.objects.in_post(on).filter(
        post=posting.post, valid_to__isnull=True, holder__is_active=True
    )
    return not others.exclude(pk=posting.pk).exists()
