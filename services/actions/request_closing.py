"""How a request ends: called back, closed or reopened, merged, handed over (B4)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lib.periods import today
from services.actions.request_moves import check_words, keep_step, locked, move
from services.deadlines import deadline_for
from services.enums.requests import (
    REQUEST_MACHINE,
    CallBackResult,
    HandOver,
    RequestAction,
    RequestLevel,
)
from services.models import ServiceRequest

# After so many calls in vain a request may be closed without the resident's word.
ATTEMPTS = 3


@transaction.atomic
def call_back(
    *, actor: User, request: ServiceRequest, result: str, note: str = ""
) -> ServiceRequest:
    """Somebody other than the doer asks the resident, or looks on the spot. ValidationError.

    Nor is it whoever took it over from a past ledger.

    Satisfied or mostly so: it is closed at once. Dissatisfied: it is reopened. Nobody reached: the
    attempt is kept, and the third one closes it.
    """
    request = locked(request)
    REQUEST_MACHINE.next_state(request.state, RequestAction.CALL_BACK)
    _check_caller(actor, request, result)
    if result == CallBackResult.DISSATISFIED:
        note = check_words(note, _("Write what the resident is not satisfied with."))
    if result == CallBackResult.UNREACHABLE:
        tried = _attempts(request)
        if tried + 1 < ATTEMPTS:
            keep_step(actor=actor, request=request, action=RequestAction.ATTEMPT, note=note)
            return request
    request = move(
        actor=actor,
        request=request,
        action=RequestAction.CALL_BACK,
        note=note,
        call_back=result,
        verified_by=actor,
    )
    if result == CallBackResult.DISSATISFIED:
        return request
    return _close(actor, request, "")


def _attempts(request: ServiceRequest) -> int:
    """The calls in vain since it was last reported as done."""
    done = request.steps.filter(action__in=[RequestAction.CLAIM_DONE, RequestAction.ANSWER]).last()
    tried = request.steps.filter(action=RequestAction.ATTEMPT)
    return tried.filter(pk__gt=done.pk).count() if done else tried.count()


def _check_caller(actor: User, request: ServiceRequest, result: str) -> None:
    if request.done_by_id == actor.pk:
        raise ValidationError(_("You reported it as done yourself. A colleague calls back."))
    # The claim of a ledger is that of whoever took the ledger in (design: claims).
    if request.is_historical and request.recorded_by_id == actor.pk:
        raise ValidationError(
            _("You took it over from a past ledger yourself. A colleague calls back.")
        )
    if result not in CallBackResult.values:
        raise ValidationError({"result": _("Say what the call-back found.")})
    asked = result not in (CallBackResult.CHECKED, CallBackResult.UNREACHABLE)
    if asked and not request.can_be_called_back:
        raise ValidationError(
            {
                "result": _(
                    "Nobody left a telephone or an address: a second officer looks on the spot, "
                    "then choose “%(checked)s”."
                )
                % {"checked": CallBackResult.CHECKED.label}
            }
        )


@transaction.atomic
def close(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """Closes a request whose resident stays dissatisfied: the town or county, with a reason."""
    request = locked(request)
    REQUEST_MACHINE.next_state(request.state, RequestAction.CLOSE)
    note = check_words(note, _("Say why nothing more can be done."))
    if request.level == RequestLevel.COMMUNITY:
        raise ValidationError(
            _("The resident is not satisfied: reopen it, or escalate it so that the town decides.")
        )
    return _close(actor, request, note)


def _close(actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    return move(
        actor=actor, request=request, action=RequestAction.CLOSE, note=note, closed_on=today()
    )


@transaction.atomic
def reopen(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """It starts anew with a new deadline; that it was late before is not forgotten."""
    request = locked(request)
    note = check_words(note, _("Say why it is taken up again."))
    REQUEST_MACHINE.next_state(request.state, RequestAction.REOPEN)
    deadline = deadline_for(request.category, request.urgency, today())
    fields: dict[str, Any] = {
        "was_late_before": request.was_late,
        "reopened_times": request.reopened_times + 1,
        "due_on": deadline.due_on,
        "warn_on": deadline.warn_on,
        "done_on": None,
        "done_by": None,
        "call_back": "",
        "verified_by": None,
        "closed_on": None,
    }
    return move(
        actor=actor,
        request=request,
        action=RequestAction.REOPEN,
        note=note,
        organisation=request.lead,
        **fields,
    )


@transaction.atomic
def merge(
    *, actor: User, request: ServiceRequest, into: ServiceRequest, note: str = ""
) -> ServiceRequest:
    """The same matter twice: this one ends in the other, which goes on. Raises ValidationError."""
    # Both are locked in the order of their ids, so that two merges crosswise wait, not deadlock.
    ids = sorted({request.pk, into.pk})
    rows = {
        row.pk: row
        for row in ServiceRequest.objects.select_for_update(of=("self",))
        .filter(pk__in=ids)
        .order_by("pk")
    }
    request, into = rows[request.pk], rows[into.pk]
    if request.pk == into.pk:
        raise ValidationError({"into": _("Choose another request: this is the same one.")})
    if request.site_id != into.site_id or not into.is_open:
        raise ValidationError(
            {"into": _("Choose a request of the same site that has not ended yet.")}
        )
    request = move(
        actor=actor, request=request, action=RequestAction.MERGE, note=note, merged_into=into
    )
    keep_step(
        actor=actor,
        request=into,
        action=RequestAction.NOTE,
        note=_("%(number)s was merged into this one.") % {"number": request.number},
    )
    return request


@transaction.atomic
def hand_over(*, actor: User, request: ServiceRequest, to: str, note: str) -> ServiceRequest:
    """A petition or a police matter: marked and handed over, never processed here (B4)."""
    request = locked(request)
    if to not in HandOver.values:
        raise ValidationError({"to": _("Choose to whom it is handed over.")})
    note = check_words(note, _("Say when and to whom it was handed over."))
    return move(
        actor=actor, request=request, action=RequestAction.HAND_OVER, note=note, handed_to=to
    )
