"""Resolutions: given, reported as done, confirmed by somebody else (design 3.8)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from services.enums.meetings import TOOK_PLACE
from services.enums.resolutions import RESOLUTION, ResolutionAction
from services.models import AgendaItem, Meeting, Resolution, ResolutionStep
from sites.models import Organisation


@transaction.atomic
def add_resolution(
    *,
    actor: User,
    meeting: Meeting,
    text: str,
    owner: User,
    due_on: date,
    organisation: Organisation | None = None,
    agenda_item: AgendaItem | None = None,
) -> Resolution:
    """What the meeting decided is to be done. Raises ValidationError."""
    if meeting.state not in TOOK_PLACE:
        raise ValidationError(
            _("The meeting is “%(state)s”: resolutions are made once it is held.")
            % {"state": meeting.get_state_display()}
        )
    if due_on < meeting.occurred_on:
        raise ValidationError(
            {"due_on": _("It is due before the meeting was held. Give a later day.")}
        )
    resolution = Resolution(
        site_id=meeting.site_id,
        meeting=meeting,
        agenda_item=agenda_item,
        text=text,
        owner=owner,
        organisation=organisation,
        due_on=due_on,
    )
    resolution.full_clean()
    resolution.save()
    _keep(actor, resolution, "", "", "")
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=resolution)
    return resolution


@transaction.atomic
def claim_resolution(*, actor: User, resolution: Resolution, note: str) -> Resolution:
    """It is done, says the owner or somebody of the site; the note says what was done."""
    resolution = _locked(resolution)
    to = RESOLUTION.next_state(resolution.state, ResolutionAction.CLAIM)
    _refuse_without(note)
    resolution.outcome = note
    resolution.claimed_on, resolution.claimed_by = today(), actor
    return _move(actor, resolution, ResolutionAction.CLAIM, note, to=to)


@transaction.atomic
def confirm_resolution(*, actor: User, resolution: Resolution, note: str = "") -> Resolution:
    """Somebody who neither owns it nor reported it has seen that it is done."""
    resolution = _locked(resolution)
    to = RESOLUTION.next_state(resolution.state, ResolutionAction.CONFIRM)
    if actor.pk in (resolution.owner_id, resolution.claimed_by_id):
        raise ValidationError(
            _(
                "You are responsible for this or reported it yourself. A colleague confirms that "
                "it is done."
            )
        )
    resolution.confirmed_by = actor
    return _move(actor, resolution, ResolutionAction.CONFIRM, note, to=to)


@transaction.atomic
def return_resolution(*, actor: User, resolution: Resolution, note: str) -> Resolution:
    """What was reported is not enough; the note says what is missing."""
    resolution = _locked(resolution)
    to = RESOLUTION.next_state(resolution.state, ResolutionAction.RETURN)
    _refuse_without(note)
    resolution.claimed_on = resolution.claimed_by = None
    return _move(actor, resolution, ResolutionAction.RETURN, note, to=to)


@transaction.atomic
def postpone_resolution(
    *, actor: User, resolution: Resolution, note: str, due_on: date | None
) -> Resolution:
    """A later day, with the reason; the earlier one stays in the steps."""
    resolution = _locked(resolution)
    to = RESOLUTION.next_state(resolution.state, ResolutionAction.POSTPONE)
    _refuse_without(note)
    if due_on is None or due_on <= max(resolution.due_on, today()):
        raise ValidationError(
            {"due_on": _("Give a day after today and after the one that was set.")}
        )
    words = f"{resolution.due_on.isoformat()} → {due_on.isoformat()} {note}"
    resolution.due_on = due_on
    return _move(actor, resolution, ResolutionAction.POSTPONE, words[:300], to=to)


@transaction.atomic
def drop_resolution(*, actor: User, resolution: Resolution, note: str) -> Resolution:
    """It is no longer to be done; the note says who decided so and why."""
    resolution = _locked(resolution)
    to = RESOLUTION.next_state(resolution.state, ResolutionAction.DROP)
    _refuse_without(note)
    return _move(actor, resolution, ResolutionAction.DROP, note, to=to)


def _locked(resolution: Resolution) -> Resolution:
    """Locks the resolution: owner and office may act at once."""
    return Resolution.objects.select_for_update(of=("self",)).get(pk=resolution.pk)


def _refuse_without(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": _("Say in a few words what was done, or why.")})


def _move(actor: User, resolution: Resolution, action: str, note: str, *, to: str) -> Resolution:
    previous, resolution.state = resolution.state, to
    resolution.full_clean()
    resolution.save()
    _keep(actor, resolution, action, previous, note)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=resolution, step=str(action))
    return resolution


def _keep(actor: User, resolution: Resolution, action: str, previous: str, note: str) -> None:
    ResolutionStep.objects.create(
        site_id=resolution.site_id,
        resolution=resolution,
        actor=actor,
        action=action,
        from_state=previous,
        to_state=resolution.state,
        note=note,
    )
