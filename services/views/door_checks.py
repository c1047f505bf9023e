"""What verifies door services: signature or slip, samples, call-backs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from lib.periods import quarter_of
from lib.returning import way_back, with_way_back
from residents.sight import sight_of
from services.actions.door_checks import call_back, confirm_at_door, draw_sample, open_confirmation
from services.door_services import doers_of
from services.enums.door_services import CallBackOutcome, DoorServiceState
from services.forms.door_checks import CallBackForm, ConfirmationForm, SampleForm
from services.models import DoorConfirmation, DoorSample, DoorService
from services.rules.door_services import (
    CALLERS,
    can_call_back,
    can_confirm_door_service,
    can_draw_door_samples,
    can_open_confirmation,
)
from services.views.door_services import detail_of


@require_http_methods(["GET", "HEAD", "POST"])
def door_confirm(request: HttpRequest, service_id: int) -> HttpResponse:
    """The household signs on the screen, or its signed slip is photographed."""
    rows = DoorService.objects.for_list(request.scope.on)
    service = row_for(rows, request.scope, can_confirm_door_service, pk=service_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ConfirmationForm(*sent)
    if form.is_valid():
        kind, content = form.given
        try:
            confirm_at_door(actor=request.user, service=service, kind=kind, content=content)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Confirmed by the household: the service is verified."))
            return redirect("door_detail", service_id)
    context = {
        "service": service,
        "form": form,
        "address": sight_of(request.scope).address(service),
        "doers": doers_of(service),
    }
    return render(request, "services/door_confirm.html", context)


@never_cache
@require_safe
def door_confirmation(request: HttpRequest, service_id: int) -> HttpResponse:
    """The picture itself; that it was opened is kept."""
    service = row_for(
        DoorService.objects.all(), request.scope, can_open_confirmation, pk=service_id
    )
    confirmation = DoorConfirmation.objects.filter(service=service).first()
    if confirmation is None:
        raise Http404
    content = open_confirmation(
        actor=request.user, confirmation=confirmation, address=address_of(request)
    )
    return HttpResponse(
        content,
        content_type=confirmation.media_type,
        headers={"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"},
    )


@require_POST
def door_call_back(request: HttpRequest, service_id: int) -> HttpResponse:
    """What the household answered to somebody who took no part."""
    rows = DoorService.objects.for_list(request.scope.on).select_related(
        "recorded_by", "organisation", "request"
    )
    service = row_for(rows, request.scope, can_call_back, pk=service_id)
    form = CallBackForm(request.POST, auto_id="call_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            call_back(
                actor=request.user,
                service=service,
                outcome=CallBackOutcome(data["outcome"]),
                words=data["words"],
                token=data["token"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The answer is recorded."))
            return redirect(way_back(request, reverse("door_detail", args=[service_id])))
    context = detail_of(request, service, call_form=form)
    return render(request, "services/door_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_draw_door_samples)
def door_sample_list(request: HttpRequest) -> HttpResponse:
    """The samples drawn so far, and the form that draws another."""
    quarter = quarter_of(request.scope.on)
    start = {"first": quarter.first, "last": request.scope.on}
    form = SampleForm(request.POST or None, initial=start, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            sample = draw_sample(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("door_sample_detail", sample.pk)
    samples = (
        DoorSample.objects.within(request.scope.only(CALLERS))
        .select_related("site", "drawn_by")
        .annotate(
            drawn=Count("rows"),
            to_ask=Count("rows", filter=Q(rows__service__state=DoorServiceState.DONE)),
        )
    )
    context = {"form": form, "page": page_by_key(samples, request.GET, keys=("-id",))}
    return render(request, "services/door_sample_list.html", context)


@require_safe
def door_sample_detail(request: HttpRequest, sample_id: int) -> HttpResponse:
    """The services of a sample in the order of the draw, and what became of each."""
    rows = DoorSample.objects.select_related("site", "drawn_by")
    sample = row_for(rows, request.scope, can_draw_door_samples, pk=sample_id)
    order = dict(sample.rows.values_list("service_id", "position"))
    sight = sight_of(request.scope)
    services = DoorService.objects.for_list(request.scope.on).filter(pk__in=order)
    here = reverse("door_sample_detail", args=[sample_id])
    shown: list[dict[str, Any]] = [
        {
            "service": service,
            "address": sight.address(service),
            "doers": doers_of(service),
            "position": order[service.pk],
            "url": with_way_back(reverse("door_detail", args=[service.pk]), here),
        }
        for service in services
    ]
    shown.sort(key=lambda row: row["position"])
    states = [service.state for service in services]
    context = {
        "sample": sample,
        "rows": shown,
        "verified": states.count(DoorServiceState.CONFIRMED),
        "denied": states.count(DoorServiceState.DENIED),
        "open": states.count(DoorServiceState.DONE),
    }
    return render(request, "services/door_sample_detail.html", context)
