"""The pool of reserve cadres: who is recommended, how he is judged and trained (R30)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from sites.enums import ReserveStatus
from sites.models import ReserveCadre, ReserveTraining


@transaction.atomic
def save_cadre(*, actor: User, cadre: ReserveCadre) -> ReserveCadre:
    """Stores a recommendation or an assessment. Raises ValidationError."""
    is_new = cadre.pk is None
    cadre.full_clean()
    cadre.save()
    verb = AuditVerb.ROW_ADDED if is_new else AuditVerb.ROW_CHANGED
    record_audit(actor=actor, verb=verb, row=cadre, status=cadre.status)
    return cadre


@transaction.atomic
def add_training(*, actor: User, cadre: ReserveCadre, training: ReserveTraining) -> None:
    """A course that he took."""
    training.cadre, training.site_id = cadre, cadre.site_id
    training.full_clean()
    training.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=training)


@transaction.atomic
def leave_pool(*, actor: User, cadre: ReserveCadre, back: bool = False) -> None:
    """Takes somebody out of the pool, or back into it. Raises ValidationError for an appointed."""
    # Locks the row: he may be appointed at this moment.
    cadre = ReserveCadre.objects.select_for_update(of=("self",)).get(pk=cadre.pk)
    if cadre.status == ReserveStatus.APPOINTED:
        raise ValidationError(_("He holds a post. End the post first."))
    cadre.status = ReserveStatus.IN_POOL if back else ReserveStatus.LEFT
    cadre.save(update_fields=["status"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=cadre, status=cadre.status)
