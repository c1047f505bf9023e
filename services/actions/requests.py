"""A request from the first word to the unit that handles it (B4, R40, R74)."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from lib.dated import current_q
from lib.periods import today
from residents.models import Household, Membership, Person
from services.actions.late_records import check_late
from services.actions.request_moves import check_words, keep_step, locked, move
from services.deadlines import Deadline, deadline_for, later
from services.enums.requests import RequestAction, RequestChannel, RequestState
from services.models import RequestAssistance, RequestExtension, ServiceRequest, Supervision
from services.workdays import count_workdays
from sites.models import Organisation, ResettlementSite


@transaction.atomic
def receive(
    *,
    actor: User | None,
    site: ResettlementSite,
    category: str,
    urgency: str,
    channel: str,
    words: str,
    household: Household | None = None,
    person: Person | None = None,
    occurred_on: date | None = None,
    token: uuid.UUID | None = None,
    **details: Any,
) -> ServiceRequest:
    """Writes down a request; the same token twice is one row. Raises ValidationError.

    `details`: caller_name, caller_phone, place, late_reason, query_mark. Without an actor it is
    what a resident files through the printed QR code.
    """
    token = token or uuid.uuid4()
    if (known := _known(token, actor)) is not None:
        return known
    through = RequestChannel(channel) if actor else RequestChannel.ONLINE
    request = ServiceRequest(
        site=site,
        recorded_by=actor,
        category=category,
        urgency=urgency,
        channel=through,
        platform=through.platform,
        words=words.strip(),
        household=household,
        person=person,
        occurred_on=occurred_on or today(),
        token=token,
        **details,
    )
    check_late(request)
    _check_household(request)
    request.clean_fields(exclude=["site", "recorded_by", "household", "person", "query_mark"])
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        # The same form, sent twice at the same moment: the other one has it.
        if (known := _known(token, actor)) is None:
            raise ValidationError(
                _("This page was sent before. Load it again and look whether it is stored.")
            ) from None
        return known
    keep_step(actor=actor, request=request, action=RequestAction.RECEIVE, state_from="")
    return request


def _known(token: uuid.UUID, actor: User | None) -> ServiceRequest | None:
    return ServiceRequest.objects.filter(token=token, recorded_by=actor).first()


def _check_household(request: ServiceRequest) -> None:
    """The household is of this site, and the person one of its members."""
    household, person = request.household, request.person
    if household is not None and household.site_id != request.site_id:
        raise ValidationError({"household": _("This household belongs to another site.")})
    if person is None:
        return
    members = Membership.objects.filter(current_q(today()), person=person, household=household)
    if household is None or not members.exists():
        raise ValidationError({"person": _("This person is no member of the household today.")})


def _deadline_fields(request: ServiceRequest, deadline: Deadline) -> dict[str, Any]:
    return {"due_on": deadline.due_on, "warn_on": deadline.warn_on}


@transaction.atomic
def accept(*, actor: User, request: ServiceRequest, note: str = "") -> ServiceRequest:
    """The centre takes it up; the deadline runs from today by the county's table."""
    request = locked(request)
    deadline = deadline_for(request.category, request.urgency, today())
    fields = {"accepted_on": today(), **_deadline_fields(request, deadline)}
    return move(actor=actor, request=request, action=RequestAction.ACCEPT, note=note, **fields)


@transaction.atomic
def refuse(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """It is not for the centre; the reason says where the resident is guided to instead."""
    request = locked(request)
    note = check_words(note, _("Say why it is not accepted, and where the resident can go."))
    return move(actor=actor, request=request, action=RequestAction.REFUSE, note=note)


@transaction.atomic
def answer(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """Settled on the spot; the note is what the resident was told. A colleague calls back."""
    request = locked(request)
    note = check_words(note, _("Write what the resident was told or given."))
    fields: dict[str, Any] = {"done_on": today(), "done_by": actor, "reply": note}
    if request.accepted_on is None:
        deadline = deadline_for(request.category, request.urgency, today())
        fields |= {"accepted_on": today(), **_deadline_fields(request, deadline)}
    return move(actor=actor, request=request, action=RequestAction.ANSWER, note=note, **fields)


@transaction.atomic
def assign(
    *,
    actor: User,
    request: ServiceRequest,
    lead: Organisation,
    assisting: list[Organisation] | None = None,
    note: str = "",
) -> ServiceRequest:
    """Sends it to the unit that handles it and to those that help. Raises ValidationError."""
    request = locked(request)
    helpers = [unit for unit in assisting or () if unit.pk != lead.pk]
    for unit in (lead, *helpers):
        _check_unit(unit, request)
    request = move(
        actor=actor,
        request=request,
        action=RequestAction.ASSIGN,
        note=note,
        organisation=lead,
        lead=lead,
    )
    request.assistances.all().delete()
    RequestAssistance.objects.bulk_create(
        RequestAssistance(site_id=request.site_id, request=request, organisation=unit)
        for unit in helpers
    )
    return request


def _check_unit(unit: Organisation, request: ServiceRequest) -> None:
    """A body of the request's site, or of the county, that exists today."""
    here = Organisation.objects.current(today()).filter(
        Q(site=request.site_id) | Q(site__isnull=True), pk=unit.pk
    )
    if not here.exists():
        raise ValidationError(
            {"lead": _("%(unit)s is no unit of this site or county today.") % {"unit": unit}}
        )


@transaction.atomic
def sign_in(*, actor: User, request: ServiceRequest, note: str = "") -> ServiceRequest:
    """The unit has it."""
    request = locked(request)
    return move(
        actor=actor,
        request=request,
        action=RequestAction.SIGN_IN,
        note=note,
        organisation=request.lead,
    )


@transaction.atomic
def send_back(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """Not the unit's matter: with the legal ground, and before the day is over (B4).

    The unit no longer sees the request; its step stays.
    """
    request = locked(request)
    note = check_words(note, _("Give the law or rule by which it is another unit's matter."))
    if request.due_on is not None and request.due_on < today():
        raise ValidationError(
            _("It was due on %(day)s: a request is returned within its time limit only.")
            % {"day": request.due_on.isoformat()}
        )
    request = move(
        actor=actor,
        request=request,
        action=RequestAction.RETURN,
        note=note,
        organisation=request.lead,
        lead=None,
    )
    request.assistances.all().delete()
    return request


@transaction.atomic
def start(*, actor: User, request: ServiceRequest, note: str = "") -> ServiceRequest:
    """Somebody works on it."""
    request = locked(request)
    if request.state == RequestState.REOPENED and request.lead_id is None:
        raise ValidationError(_("No unit has it in hand: assign it first."))
    return move(
        actor=actor,
        request=request,
        action=RequestAction.START,
        note=note,
        organisation=request.lead,
    )


@transaction.atomic
def pause(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """The clock stops, for a reason outside the unit; one that is late already stays late."""
    request = locked(request)
    note = check_words(note, _("Say what has to be waited for."))
    if request.due_on is not None and request.due_on < today():
        raise ValidationError(
            _("It was due on %(day)s and is late already: it cannot be paused.")
            % {"day": request.due_on.isoformat()}
        )
    return move(
        actor=actor,
        request=request,
        action=RequestAction.PAUSE,
        note=note,
        organisation=request.lead,
        paused_on=today(),
    )


@transaction.atomic
def resume(*, actor: User, request: ServiceRequest, note: str = "") -> ServiceRequest:
    """The clock runs again; the day moves by the working days of the pause."""
    request = locked(request)
    fields: dict[str, Any] = {"paused_on": None}
    if request.paused_on is not None and request.due_on is not None:
        days = count_workdays(request.paused_on, today())
        fields["due_on"], fields["warn_on"] = later(request.due_on, request.warn_on, days)
    return move(
        actor=actor,
        request=request,
        action=RequestAction.RESUME,
        note=note,
        organisation=request.lead,
        **fields,
    )


@transaction.atomic
def claim_done(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """The unit says it is done and what the resident gets to hear; a colleague calls back.

    Refused while a supervision waits for its reply or an extension for its decision.
    """
    request = locked(request)
    note = check_words(note, _("Write what was done: it is the reply to the resident."))
    if Supervision.objects.filter(request=request, replied_at__isnull=True).exists():
        raise ValidationError(_("A supervision waits for its reply: reply first."))
    request = move(
        actor=actor,
        request=request,
        action=RequestAction.CLAIM_DONE,
        note=note,
        organisation=request.lead,
        done_on=today(),
        done_by=actor,
        reply=note,
    )
    # An extension nobody has decided on is of no use any more.
    RequestExtension.objects.filter(request=request, is_granted__isnull=True).delete()
    return request
