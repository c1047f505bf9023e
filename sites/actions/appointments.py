"""Filling a post: from the staff directory or from the reserve pool (R30, R31)."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.actions.users import create_user
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from sites.actions.postings import end_posting
from sites.enums import ReserveStatus
from sites.models import Handover, HandoverItem, ReserveCadre

DAY = timedelta(days=1)


@transaction.atomic
def appoint(*, actor: User, posting: Any, cadre: ReserveCadre | None = None) -> Any:
    """Stores a new posting of any table; a reserve cadre is linked and is no longer in the pool.

    Who has no entry in the staff directory yet gets one, without a password. A hand-over list
    that waits for a successor at this place becomes his to sign. Raises ValidationError.
    """
    if cadre is not None:
        _take_from_pool(actor, posting, cadre)
    posting.full_clean()
    posting.save()
    predecessor = (
        type(posting)
        .objects.filter(post=posting.post, valid_to__lt=posting.valid_from, **place_of(posting))
        .filter(handover__taker__isnull=True, handover__isnull=False)
        .exclude(holder=posting.holder)
        .order_by("-valid_to")
        .first()
    )
    if predecessor is not None:
        Handover.objects.filter(pk=predecessor.handover_id).update(taker=posting.holder)
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=posting, source=posting.source)
    return posting


@transaction.atomic
def rotate(
    *,
    actor: User,
    posting: Any,
    successor: Any,
    items: list[str],
    why: str = "",
    cadre: ReserveCadre | None = None,
) -> Handover:
    """Ends the giver's posting on the day before `successor` begins, with a hand-over list (R32).

    `successor` is a new posting at the same place. Raises ValidationError.
    """
    if successor.valid_from is None:
        raise ValidationError(_("Give the first day of the successor."))
    last = successor.valid_from - DAY
    handover = end_with_list(actor=actor, posting=posting, on=last, why=why, items=items)
    appoint(actor=actor, posting=successor, cadre=cadre)
    handover.taker = successor.holder
    handover.full_clean()
    handover.save(update_fields=["taker"])
    return handover


@transaction.atomic
def end_with_list(
    *, actor: User, posting: Any, on: date, items: list[str], why: str = ""
) -> Handover:
    """Ends a posting and opens its hand-over list, due on the last day. Raises ValidationError.

    A posting that was to end by that day anyway keeps its own last day.
    """
    if posting.valid_to is None or posting.valid_to > on:
        refusal = end_posting(actor=actor, posting=posting, on=on, why=why)
        if refusal:
            raise ValidationError(f"{posting}: {refusal}")
        posting.refresh_from_db()
    if posting.handover_id:
        return posting.handover
    handover = Handover.objects.create(
        site_id=posting.site_id, post=posting.post, giver=posting.holder, due_on=posting.valid_to
    )
    HandoverItem.objects.bulk_create(
        HandoverItem(handover=handover, site_id=posting.site_id, text=text[:120]) for text in items
    )
    posting.handover = handover
    posting.save(update_fields=["handover"])
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=handover, rows=len(items))
    return handover


@transaction.atomic
def extend(*, actor: User, posting: Any, planned_to: date, why: str) -> Any:
    """Gives a term or a rotation a later planned day (practice: recall and extension).

    Raises ValidationError for a posting with a last day: that one ends, whatever is planned.
    """
    # Locks the row: it may be ended or rotated at this moment.
    posting = type(posting).objects.select_for_update(of=("self",)).get(pk=posting.pk)
    if posting.valid_to is not None:
        raise ValidationError(
            _("The post ends on %(day)s. Appoint anew from the day after."),
            params={"day": posting.valid_to},
        )
    known = max(posting.planned_to or posting.valid_from, today())
    if planned_to <= known:
        raise ValidationError(_("Give a later day than %(day)s."), params={"day": known})
    posting.planned_to, posting.extended_why = planned_to, why
    posting.save(update_fields=["planned_to", "extended_why"])
    day = planned_to.isoformat()
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=posting, planned_to=day)
    return posting


def place_of(posting: Any) -> dict[str, Any]:
    """The place of a posting as fields: of a lookup, or of a successor."""
    names = [name for name in posting.PLACE_FIELDS if name != "organisation"]
    return {f"{name}_id": getattr(posting, f"{name}_id") for name in names}


def _take_from_pool(actor: User, posting: Any, cadre: ReserveCadre) -> None:
    # Locks the row: two posts may look for the same person.
    cadre = ReserveCadre.objects.select_for_update(of=("self",)).get(pk=cadre.pk)
    if cadre.status != ReserveStatus.IN_POOL:
        raise ValidationError(
            _("%(name)s is no longer in the pool: %(status)s. Choose somebody else."),
            params={"name": cadre.name, "status": cadre.get_status_display()},
        )
    if cadre.user is None:
        cadre.user = create_user(actor=actor, username=f"reserve-{cadre.pk}", name=cadre.name)
    posting.holder, posting.reserve_cadre = cadre.user, cadre
    posting.source = posting.source or cadre.source
    cadre.status = ReserveStatus.APPOINTED
    cadre.save(update_fields=["user", "status"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=cadre, status=cadre.status)
