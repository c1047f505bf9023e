"""The hand-over list: written by the giver, signed by both, in the portal or on paper (R32)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from sites.models import Handover, HandoverItem, ServiceDocument

SIDES = ("giver", "taker")


@transaction.atomic
def write_list(*, actor: User, handover: Handover, items: list[dict[str, Any]]) -> None:
    """Replaces the list; each item has text, state and is_handed. Raises ValidationError.

    What one of the two has signed stays as it was signed.
    """
    handover = _locked(handover)
    if handover.giver_signed_at or handover.taker_signed_at:
        raise ValidationError(_("The list has been signed; it can no longer be changed."))
    handover.items.all().delete()
    HandoverItem.objects.bulk_create(
        HandoverItem(handover=handover, site_id=handover.site_id, **item) for item in items
    )
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=handover, rows=len(items))


@transaction.atomic
def sign(*, actor: User, handover: Handover) -> None:
    """Signs as oneself. Raises ValidationError for whoever neither gives nor takes."""
    handover = _locked(handover)
    sides = {handover.giver_id: "giver", handover.taker_id: "taker"}
    side = sides.get(actor.pk)
    if side is None:
        raise ValidationError(_("Only the two who hand over and take over sign the list."))
    if not handover.items.exists():
        raise ValidationError(_("The list is empty. Write down what is handed over first."))
    _put(handover, side, actor)


@transaction.atomic
def record_paper(*, actor: User, handover: Handover, paper: ServiceDocument | None) -> None:
    """Records that the list was signed by hand on both sides that are still open."""
    handover = _locked(handover)
    if handover.taker_id is None:
        raise ValidationError(_("Nobody has taken over yet. Fill the post first."))
    handover.paper = paper or handover.paper
    for side in SIDES:
        _put(handover, side, actor)


def _put(handover: Handover, side: str, actor: User) -> None:
    if getattr(handover, f"{side}_signed_at") is None:
        setattr(handover, f"{side}_signed_at", timezone.now())
        setattr(handover, f"{side}_recorded_by", actor)
    handover.full_clean()
    handover.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=handover, signed=side)


def _locked(handover: Handover) -> Handover:
    # Locks the row: both may sign, or one change the list, at the same moment.
    return Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
