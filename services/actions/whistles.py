"""Whistle and report: the community calls units, they report, the caller scores (B5).

The level is the request's: escalating it (community, town, county) raises the whistle with it, and
the level above calls further units or ends it. Every deed is a step of the request.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from services.actions.request_moves import check_open, check_words, keep_step, locked
from services.enums.requests import RequestAction
from services.enums.whistles import WhistleReport
from services.models import ServiceRequest, Whistle, WhistleCall, WhistleSwitch
from sites.models import Organisation, Posting, ResettlementSite


def is_on(site_id: int) -> bool:
    """Whether the site works by whistle and report; off until it is switched on."""
    return WhistleSwitch.objects.filter(site=site_id, is_on=True).exists()


@transaction.atomic
def switch_whistle(*, actor: User, site: ResettlementSite, on: bool) -> WhistleSwitch:
    """Switches whistle and report on or off; what is open goes on until it ends."""
    switch, made = WhistleSwitch.objects.update_or_create(
        site=site, defaults={"is_on": on, "changed_by": actor}
    )
    verb = AuditVerb.ROW_ADDED if made else AuditVerb.ROW_CHANGED
    record_audit(actor=actor, verb=verb, row=switch, site_id=site.pk, is_on=on)
    return switch


@transaction.atomic
def call_units(
    *,
    actor: User,
    request: ServiceRequest,
    case: str,
    units: Any,
    arrive_by: datetime,
    note: str,
) -> ServiceRequest:
    """Calls units to an open request of a site that has switched it on. ValidationError.

    The request is locked, so that the same form sent twice calls once.
    """
    request = locked(request)
    check_open(request)
    if not is_on(request.site_id):
        raise ValidationError(
            _("This site does not work by whistle and report. Its staff can switch it on.")
        )
    if request.whistles.filter(ended_on__isnull=True).exists():
        raise ValidationError(_("Units are called together for this request already."))
    note = check_words(note, _("Say what the units are needed for."))
    units = list(units)
    if not units:
        raise ValidationError({"units": _("Choose at least one unit.")})
    if arrive_by <= timezone.now():
        raise ValidationError({"arrive_on": _("This time has passed. Give a later one.")})
    whistle = Whistle.objects.create(
        site_id=request.site_id,
        request=request,
        case=case,
        occurred_on=today(),
        recorded_by=actor,
    )
    for unit in units:
        WhistleCall.objects.create(
            site_id=request.site_id, whistle=whistle, organisation=unit, arrive_by=arrive_by
        )
        _keep(actor, request, RequestAction.WHISTLE, note, unit)
    return request


@transaction.atomic
def report_unit(
    *,
    actor: User,
    request: ServiceRequest,
    unit: Organisation,
    what: str,
    who: str = "",
    note: str = "",
) -> ServiceRequest:
    """A called unit signs in, is in contact, or is on the spot: now, and once. ValidationError."""
    request = locked(request)
    call = _call(request, unit)
    if getattr(call, what) is not None:
        raise ValidationError(
            _("“%(unit)s” has reported this already, at %(at)s.")
            % {"unit": unit.name, "at": f"{timezone.localtime(getattr(call, what)):%m-%d %H:%M}"}
        )
    if what == WhistleReport.ARRIVED:
        call.arrived_who = who.strip()
        if not call.arrived_who:
            raise ValidationError({"who": _("Write who came.")})
    setattr(call, what, timezone.now())
    call.save()
    told = " · ".join(filter(None, (str(WhistleReport(what).label), call.arrived_who, note)))
    _keep(actor, request, RequestAction.WHISTLE_REPORT, told, unit)
    return request


@transaction.atomic
def score_unit(
    *, actor: User, request: ServiceRequest, unit: Organisation, score: int, note: str = ""
) -> ServiceRequest:
    """The caller scores a unit, once it is there or should have been. ValidationError."""
    request = locked(request)
    call = _call(request, unit)
    if call.score is not None:
        raise ValidationError(
            _("“%(unit)s” has been given %(score)s points already.")
            % {"unit": unit.name, "score": call.score}
        )
    if call.arrived_at is None and call.arrive_by > timezone.now():
        raise ValidationError(_("Wait until the unit is there, or until its time has passed."))
    if Posting.objects.current(today()).filter(holder=actor, organisation=unit).exists():
        raise ValidationError(_("Nobody scores the unit in which he works."))
    call.score, call.score_note = score, note.strip()[:200]
    call.full_clean()
    call.save()
    points = _("%(score)s points") % {"score": score}
    told = " · ".join(filter(None, (points, call.score_note)))
    _keep(actor, request, RequestAction.WHISTLE_SCORE, told, unit)
    return request


@transaction.atomic
def end_whistle(*, actor: User, request: ServiceRequest, note: str) -> ServiceRequest:
    """The joint work is over; every unit has been scored before. ValidationError."""
    request = locked(request)
    whistle = _open_whistle(request)
    note = check_words(note, _("Say what came of it."))
    unscored = whistle.calls.filter(score__isnull=True).select_related("organisation")
    if names := [call.organisation.name for call in unscored]:
        raise ValidationError(
            _("First score the units that were called: %(names)s.") % {"names": "、".join(names)}
        )
    whistle.ended_on, whistle.result = today(), note
    whistle.save(update_fields=["ended_on", "result"])
    keep_step(actor=actor, request=request, action=RequestAction.WHISTLE_END, note=note)
    return request


def _open_whistle(request: ServiceRequest) -> Whistle:
    whistle = request.whistles.filter(ended_on__isnull=True).first()
    if whistle is None:
        raise ValidationError(_("No units are called together for this request."))
    return whistle


def _call(request: ServiceRequest, unit: Organisation) -> WhistleCall:
    call = _open_whistle(request).calls.filter(organisation=unit).first()
    if call is None:
        raise ValidationError({"unit": _("This unit has not been called.")})
    return call


def _keep(
    actor: User, request: ServiceRequest, action: RequestAction, note: str, unit: Organisation
) -> None:
    keep_step(actor=actor, request=request, action=action, note=note, organisation=unit)
