"""What verifies door services: a signature or slip at the door, samples, call-backs."""

import random
import secrets
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb
from accounts.models import User
from lib.encryption import seal, unseal
from lib.history import set_constraints_immediate
from lib.periods import Period, today
from lib.pictures import picture_type
from services.actions.door_services import locked, move_service
from services.enums.door_services import CallBackOutcome, ConfirmationKind, DoorServiceMove
from services.models import (
    DoorCallBack,
    DoorConfirmation,
    DoorSample,
    DoorSampleRow,
    DoorService,
)
from services.models.door_checks import CONFIRMATION_PLACE
from services.rules.door_services import took_part
from sites.models import ResettlementSite

MOVE_OF_OUTCOME = {
    CallBackOutcome.CONFIRMED: DoorServiceMove.CALL_CONFIRMS,
    CallBackOutcome.DENIED: DoorServiceMove.CALL_DENIES,
}
LARGEST_SEED = 2**31


@transaction.atomic
def confirm_at_door(
    *, actor: User, service: DoorService, kind: ConfirmationKind, content: bytes
) -> DoorConfirmation:
    """What the household gave is kept sealed, and verifies the service. Raises ValidationError."""
    media_type = picture_type(content)
    service = locked(service)
    move_service(actor, service, DoorServiceMove.CONFIRM, str(kind.label))
    confirmation = DoorConfirmation(
        site_id=service.site_id,
        service=service,
        kind=kind,
        taken_by=actor,
        media_type=media_type,
        file_sealed=seal(content, CONFIRMATION_PLACE),
    )
    confirmation.full_clean()
    confirmation.save()
    return confirmation


@transaction.atomic
def open_confirmation(*, actor: User, confirmation: DoorConfirmation, address: str | None) -> bytes:
    """The picture; that it was opened is kept in the access log."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=confirmation._meta.db_table,
        row_id=confirmation.pk,
        site_id=confirmation.site_id,
        fields="file",
        address=address,
    )
    return unseal(confirmation.file_sealed, CONFIRMATION_PLACE)


@transaction.atomic
def call_back(
    *, actor: User, service: DoorService, outcome: CallBackOutcome, words: str, token: UUID
) -> DoorCallBack:
    """What the household answered somebody else today; the same form twice is one call.

    Raises ValidationError, so also for whoever did or recorded the service.
    """
    service = locked(service)
    known = DoorCallBack.objects.filter(token=token, service=service).first()
    if known is not None:
        return known
    if took_part(actor.pk, service):
        raise ValidationError(
            _("You did or recorded this service yourself. A colleague asks the household.")
        )
    call = DoorCallBack(
        site_id=service.site_id,
        service=service,
        token=token,
        caller=actor,
        called_on=today(),
        outcome=outcome,
        words=words,
    )
    call.full_clean()
    if outcome in MOVE_OF_OUTCOME:
        move_service(actor, service, MOVE_OF_OUTCOME[outcome], words)
    call.save()
    return call


@transaction.atomic
def draw_sample(
    *,
    actor: User,
    site: ResettlementSite,
    first: date,
    last: date,
    share: int,
    token: UUID,
    seed: int | None = None,
) -> DoorSample:
    """Draws `share` percent (rounded up) of the period's services that nobody has verified.

    The seed is kept: drawn again with it from the same rows, the same services come in the same
    order. Raises ValidationError.
    """
    known = DoorSample.objects.filter(token=token, site=site).first()
    if known is not None:
        return known
    set_constraints_immediate()
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    sample = DoorSample(
        site=site, token=token, first_day=first, last_day=last, share=share, seed=seed,
        drawn_from=0, drawn_by=actor,
    )  # fmt: skip
    sample.full_clean()
    services = DoorService.objects.filter(site=site).unverified().counting()
    drawn_from = sorted(services.occurred(Period(first, last)).values_list("pk", flat=True))
    if not drawn_from:
        raise ValidationError(
            _("No service of these days waits for verification. Choose other days.")
        )
    sample.drawn_from = len(drawn_from)
    sample.save()
    DoorSampleRow.objects.bulk_create(
        DoorSampleRow(site=site, sample=sample, service_id=service_id, position=position)
        for position, service_id in enumerate(drawn(drawn_from, share, seed), 1)
    )
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=sample, rows=len(drawn_from))
    return sample


def drawn(service_ids: list[int], share: int, seed: int) -> list[int]:
    """The ids that this seed draws from the sorted ids, in the order of the draw."""
    number = -(-len(service_ids) * share // 100)
    return random.Random(seed).sample(service_ids, number)
