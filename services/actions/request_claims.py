"""Around a request: extension, supervision with reply, escalation, correction, note (B4, B3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from lib.periods import today
from services.actions.request_moves import check_open, check_words, keep_step, locked
from services.deadlines import deadline_for, later
from services.enums.requests import (
    UNDONE_STATES,
    RequestAction,
    RequestCategory,
    RequestLevel,
    SupervisionKind,
    Urgency,
)
from services.models import RequestExtension, ServiceRequest, Supervision
from services.workdays import count_workdays

LONGEST_EXTENSION = 60
LEVELS = list(RequestLevel)


@transaction.atomic
def ask_extension(
    *, actor: User, request: ServiceRequest, days: int, note: str
) -> RequestExtension:
    """More working days, asked before the day has passed. Raises ValidationError."""
    request = locked(request)
    note = check_words(note, _("Say why more time is needed."))
    if request.state not in UNDONE_STATES or request.due_on is None:
        raise ValidationError(_("No deadline runs: there is nothing to extend."))
    if request.due_on < today():
        raise ValidationError(
            _("It was due on %(day)s: an extension is asked for before the day has passed.")
            % {"day": request.due_on.isoformat()}
        )
    if not 1 <= days <= LONGEST_EXTENSION:
        raise ValidationError({"days": _("Give 1 to 60 working days.")})
    if request.extensions.filter(is_granted__isnull=True).exists():
        raise ValidationError(_("An extension is asked for already."))
    extension = RequestExtension.objects.create(
        site_id=request.site_id, request=request, days=days, reason=note, asked_by=actor
    )
    keep_step(
        actor=actor,
        request=request,
        action=RequestAction.EXTENSION_ASKED,
        organisation=request.lead,
        note=_("%(days)s working days: %(reason)s") % {"days": days, "reason": note},
    )
    return extension


@transaction.atomic
def decide_extension(
    *, actor: User, request: ServiceRequest, grant: bool, note: str = ""
) -> ServiceRequest:
    """Somebody else grants or denies it; granted, the day moves, even when it has passed since."""
    request = locked(request)
    extension = request.extensions.filter(is_granted__isnull=True).first()
    if extension is None:
        raise ValidationError(_("No extension waits for a decision."))
    if extension.asked_by_id == actor.pk:
        raise ValidationError(
            _("You asked for this extension yourself. A colleague decides on it.")
        )
    if not grant:
        note = check_words(note, _("Say why the extension is denied."))
    extension.is_granted, extension.decided_by = grant, actor
    extension.decided_at, extension.decision = timezone.now(), note
    extension.save()
    if grant and request.due_on is not None:
        days = later(request.due_on, request.warn_on, extension.days)
        request.due_on, request.warn_on = days
        request.save(update_fields=["due_on", "warn_on"])
    words = _("extension granted") if grant else _("extension denied")
    keep_step(
        actor=actor,
        request=request,
        action=RequestAction.EXTENSION_DECIDED,
        organisation=request.lead,
        note=f"{words} {note}".strip(),
    )
    return request


@transaction.atomic
def supervise(
    *, actor: User, request: ServiceRequest, kind: str, note: str, reply_due_on: date
) -> Supervision:
    """Reminds, urges or supervises; the unit must reply before it can report done."""
    request = locked(request)
    check_open(request)
    note = check_words(note, _("Say what is asked of the unit."))
    if kind not in SupervisionKind.values:
        raise ValidationError({"kind": _("Choose how to press the unit.")})
    if reply_due_on < today():
        raise ValidationError({"reply_due_on": _("This day has passed: give a later one.")})
    supervision = Supervision.objects.create(
        site_id=request.site_id,
        request=request,
        kind=kind,
        words=note,
        made_by=actor,
        reply_due_on=reply_due_on,
    )
    keep_step(
        actor=actor,
        request=request,
        action=RequestAction.SUPERVISE,
        organisation=request.lead,
        note=f"{supervision.get_kind_display()}: {note}",
    )
    return supervision


@transaction.atomic
def reply_supervision(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """The reply to every supervision of the request that still waits for one."""
    request = locked(request)
    note = check_words(note, _("Write the reply."))
    waiting = request.supervisions.filter(replied_at__isnull=True)
    if not waiting.update(reply=note, replied_by=actor, replied_at=timezone.now()):
        raise ValidationError(_("No supervision waits for a reply."))
    keep_step(
        actor=actor,
        request=request,
        action=RequestAction.SUPERVISION_REPLY,
        organisation=request.lead,
        note=note,
    )
    return request


@transaction.atomic
def escalate(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """One level up: community, town, county; the deadline stays, each hop is kept (B3)."""
    request = locked(request)
    check_open(request)
    note = check_words(note, _("Say why the level below cannot solve it."))
    position = LEVELS.index(RequestLevel(request.level))
    if position + 1 == len(LEVELS):
        raise ValidationError(_("It lies with the county already: there is no higher level."))
    request.level = LEVELS[position + 1]
    request.save(update_fields=["level"])
    keep_step(actor=actor, request=request, action=RequestAction.ESCALATE, note=note)
    return request


@transaction.atomic
def reclassify(
    *, actor: User, request: ServiceRequest, category: str, urgency: str, note: str = ""
) -> ServiceRequest:
    """Corrects what it is and how soon; the deadline is reckoned anew from the acceptance."""
    request = locked(request)
    if request.state not in UNDONE_STATES:
        raise ValidationError(
            _("The request is “%(state)s”: its category stays as it is.")
            % {"state": request.get_state_display()}
        )
    if category not in RequestCategory.values or urgency not in Urgency.values:
        raise ValidationError({"category": _("Choose a category and an urgency.")})
    before = f"{request.get_category_display()} {request.get_urgency_display()}"
    if request.accepted_on is not None and request.due_on is not None:
        # What was granted or paused meanwhile stays on top of the new deadline.
        old = deadline_for(request.category, request.urgency, request.accepted_on)
        new = deadline_for(category, urgency, request.accepted_on)
        added = count_workdays(old.due_on, request.due_on)
        request.due_on, request.warn_on = later(new.due_on, new.warn_on, added)
    request.category, request.urgency = category, urgency
    request.save()
    after = f"{request.get_category_display()} {request.get_urgency_display()}"
    keep_step(
        actor=actor,
        request=request,
        action=RequestAction.RECLASSIFY,
        note=f"{before} → {after} {note}".strip(),
    )
    return request


@transaction.atomic
def add_note(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """A line of the story: who was asked, what was promised."""
    request = locked(request)
    note = check_words(note, _("Write the note."))
    keep_step(
        actor=actor,
        request=request,
        action=RequestAction.NOTE,
        note=note,
        organisation=request.lead,
    )
    return request
