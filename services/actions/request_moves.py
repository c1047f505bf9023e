"""The one way in which a request moves: locked, checked against the machine, kept as a step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from services.enums.requests import REQUEST_MACHINE, RequestAction
from services.models import RequestStep, ServiceRequest
from sites.models import Organisation


def locked(request: ServiceRequest) -> ServiceRequest:
    """The request as it stands now; whoever writes next waits for this transaction."""
    return ServiceRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def check_words(note: str, sentence: str) -> str:
    """The note without its edges; ValidationError with the sentence where nothing is left."""
    note = note.strip()
    if not note:
        raise ValidationError({"note": sentence})
    return note


def move(
    *,
    actor: User | None,
    request: ServiceRequest,
    action: RequestAction,
    note: str = "",
    organisation: Organisation | None = None,
    **fields: Any,
) -> ServiceRequest:
    """Moves a locked request along the machine and sets what the move sets. ValidationError."""
    state_from = request.state
    request.state = REQUEST_MACHINE.next_state(state_from, action)
    for name, value in fields.items():
        setattr(request, name, value)
    request.save()
    keep_step(
        actor=actor,
        request=request,
        action=action,
        note=note,
        organisation=organisation,
        state_from=state_from,
    )
    return request


def keep_step(
    *,
    actor: User | None,
    request: ServiceRequest,
    action: RequestAction,
    note: str = "",
    organisation: Organisation | None = None,
    state_from: str | None = None,
) -> RequestStep:
    """One line of the story; without `state_from` the state stays as it is."""
    step = RequestStep.objects.create(
        site_id=request.site_id,
        request=request,
        actor=actor,
        action=action,
        state_from=request.state if state_from is None else state_from,
        state_to=request.state,
        level=request.level,
        organisation=organisation,
        note=note,
    )
    verb = AuditVerb.ROW_ADDED if action == RequestAction.RECEIVE else AuditVerb.ROW_CHANGED
    record_audit(actor=actor, verb=verb, row=request, step=action.value)
    return step


def check_open(request: ServiceRequest) -> None:
    """Raises ValidationError where the request has ended."""
    if not request.is_open:
        raise ValidationError(
            _("The request is “%(state)s”: nothing more is done to it.")
            % {"state": request.get_state_display()}
        )
