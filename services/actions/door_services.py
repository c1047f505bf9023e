"""Door services: logged singly or for a day's round, withdrawn with a reason (R47, R51)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.history import set_constraints_immediate
from lib.periods import today
from residents.models import Household
from services.actions.late_records import check_late
from services.actions.recording import save_once
from services.actions.requests import receive
from services.enums.door_services import DOOR_SERVICE_MACHINE, DoorServiceMove
from services.enums.requests import RequestChannel, Urgency
from services.models import (
    DoorService,
    DoorServiceDoer,
    DoorServiceKind,
    DoorServiceStep,
    ServiceRequest,
)
from sites.models import Organisation


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What is said of a service, apart from whose it is; `capacity` "" is the usual of its kind."""

    kind: DoorServiceKind
    occurred_on: date
    doers: Sequence[User]
    capacity: str = ""
    way: str = "at_home"
    organisation: Organisation | None = None
    words: str = ""
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """One household of a round; what is None is as in the rest of the round."""

    household: Household
    kind: DoorServiceKind | None = None
    words: str | None = None


@transaction.atomic
def log_service(
    *, actor: User, household: Household, facts: ServiceFacts, token: UUID
) -> tuple[DoorService, bool]:
    """A service that was done, and whether it is new. Raises ValidationError."""
    service = _new(actor, household, facts, token)
    service, is_new = save_once(service)
    if is_new:
        DoorServiceDoer.objects.bulk_create(_doers([service], facts.doers))
        record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=service)
    return service, is_new


@transaction.atomic
def log_round(
    *, actor: User, entries: Sequence[RoundEntry], facts: ServiceFacts, token: UUID
) -> list[DoorService]:
    """The services of a day's round, all or none; those of a round sent twice are not new.

    Gives the new ones. Each service has a token made of the round's and its household, so the
    unique index refuses a second row. Raises ValidationError.
    """
    set_constraints_immediate()
    services = []
    for entry in entries:
        own = replace(
            facts,
            kind=entry.kind or facts.kind,
            words=facts.words if entry.words is None else entry.words,
        )
        own_token = uuid5(token, str(entry.household.pk))
        services.append(_new(actor, entry.household, own, own_token))
    # Two sends of one round at once: the later waits here until the first is stored or gone.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    known = set(
        DoorService.objects.filter(token__in=[s.token for s in services]).values_list(
            "token", flat=True
        )
    )
    new = [service for service in services if service.token not in known]
    for service in new[:1]:
        service.full_clean(validate_unique=False)
    DoorService.objects.bulk_create(new)
    DoorServiceDoer.objects.bulk_create(_doers(new, facts.doers))
    if new:
        record_audit(
            actor=actor,
            verb=AuditVerb.ROW_ADDED,
            row=new[0],
            site_id=new[0].site_id,
            rows=len(new),
        )
    return new


@transaction.atomic
def withdraw_service(*, actor: User, service: DoorService, why: str) -> DoorService:
    """It was recorded by mistake; the row stays, with the reason. Raises ValidationError."""
    if not why.strip():
        raise ValidationError({"why": _("Say in a few words why the record is withdrawn.")})
    service = locked(service)
    move_service(actor, service, DoorServiceMove.WITHDRAW, why)
    return service


@transaction.atomic
def raise_request(
    *, actor: User, service: DoorService, category: str, words: str, token: UUID
) -> ServiceRequest:
    """What the household asked for at the door becomes a request; one service raises one.

    Raises ValidationError.
    """
    service = locked(service)
    if service.request_id is not None:
        known = ServiceRequest.objects.get(pk=service.request_id)
        if known.token == token:
            return known
        raise ValidationError(_("This service has raised a request already."))
    request = receive(
        actor=actor,
        site=service.site,
        category=category,
        urgency=Urgency.ORDINARY,
        channel=RequestChannel.DOOR,
        words=words,
        household=service.household,
        token=token,
    )
    service.request = request
    service.save(update_fields=["request"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=service, fields=["request"])
    return request


def locked(service: DoorService) -> DoorService:
    """The row under its lock: two may confirm, call back or withdraw at once."""
    return DoorService.objects.select_for_update(of=("self",)).get(pk=service.pk)


def move_service(actor: User, service: DoorService, move: DoorServiceMove, note: str = "") -> None:
    """One transition of a locked service, kept as a step. Raises ValidationError."""
    before = service.state
    service.state = DOOR_SERVICE_MACHINE.next_state(before, move)
    service.save(update_fields=["state"])
    DoorServiceStep.objects.create(
        site_id=service.site_id,
        service=service,
        actor=actor,
        state_before=before,
        state=service.state,
        note=note,
    )
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=service, step=move.value)


def _new(actor: User, household: Household, facts: ServiceFacts, token: UUID) -> DoorService:
    service = DoorService(
        site_id=household.site_id,
        household=household,
        kind=facts.kind,
        occurred_on=facts.occurred_on,
        capacity=facts.capacity or facts.kind.usual_capacity,
        way=facts.way,
        organisation=facts.organisation,
        words=facts.words,
        late_reason=facts.late_reason,
        recorded_by=actor,
        token=token,
    )
    if facts.organisation and facts.organisation.site_id != household.site_id:
        raise ValidationError({"organisation": _("This body belongs to another site.")})
    if not facts.doers:
        raise ValidationError({"doers": _("Say who did it: yourself, a colleague, or both.")})
    _check_lives_here(household, facts.occurred_on)
    check_late(service, today())
    return service


def _check_lives_here(household: Household, day: date) -> None:
    words = {"number": household.household_no, "day": day.isoformat()}
    if household.moved_in_on and day < household.moved_in_on:
        words["other"] = household.moved_in_on.isoformat()
        raise ValidationError(
            {
                "occurred_on": _(
                    "Household %(number)s moved in on %(other)s, after %(day)s. Correct the day."
                )
                % words
            }
        )
    if household.ended_on and day >= household.ended_on:
        words["other"] = household.ended_on.isoformat()
        raise ValidationError(
            {
                "occurred_on": _(
                    "Household %(number)s left the site on %(other)s, before or on %(day)s. "
                    "Correct the day, or choose the household that was served."
                )
                % words
            }
        )


def _doers(services: Sequence[DoorService], doers: Sequence[User]) -> list[DoorServiceDoer]:
    return [
        DoorServiceDoer(site_id=service.site_id, service=service, doer=doer)
        for service in services
        for doer in doers
    ]
