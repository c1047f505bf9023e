"""Requests: the list, one request with its story, and the deeds that are done to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from lib.scope import Role
from residents.forms.reasons import ReasonForm
from services.actions.looking import note_request, reveal_phone
from services.case_agendas import agenda_context
from services.enums.requests import RequestAction
from services.forms.request_steps import AT_ONCE, form_for
from services.forms.requests import RequestFilter
from services.models import Dispute, ServiceRequest
from services.request_deeds import DEEDS, deeds_for, sentence_after
from services.request_file import file_of
from services.request_lines import lines_of
from services.rules.disputes import can_register_dispute
from services.rules.requests import (
    can_do,
    can_export_requests,
    can_read_request,
    can_take_request,
    can_view_requests,
)
from services.views.request_slips import offered_slip


@require_safe
@needs(can_view_requests)
def request_list(request: HttpRequest) -> HttpResponse:
    """Requests whose outline one may see, by the day on which they are due."""
    scope = request.scope
    form = RequestFilter(request.GET, scope=scope)
    rows = form.filter(ServiceRequest.objects.within(scope)).for_lines(scope.on).with_due_key()
    keys = ("-id",) if form.shows_ended else ("due_key", "id")
    page = page_by_key(rows, request.GET, keys=keys)
    page.rows[:] = lines_of(page.rows, scope)
    context = {
        "page": page,
        "filter_form": form,
        "shows_site": not form.has_one_site,
        "may_take": can_take_request(scope),
        "may_export": can_export_requests(scope),
        "qr_site": next(iter(request.scope.only({Role.SITE_STAFF}).area.sites), None),
        "export_url": f"{reverse('request_export')}?{request.GET.urlencode()}",
    }
    return render(request, "services/request_list.html", context)


def request_for(request: HttpRequest, request_id: int) -> ServiceRequest:
    """The request with what its page shows; 404 outside the area."""
    rows = ServiceRequest.objects.for_lines(request.scope.on)
    return row_for(rows, request.scope, can_view_requests, pk=request_id)


@require_safe
def request_detail(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request: its state, what can be done now, the facts, the story."""
    row = request_for(request, request_id)
    may_read = can_read_request(request.scope, row)
    if may_read:
        note_request(actor=request.user, row=row, address=address_of(request))
    deeds = deeds_for(row, request.scope)
    context = {
        "row": row,
        "may_read": may_read,
        "state": row.state_on(request.scope.on),
        "deeds": [_button(action) for action in deeds],
        "file": file_of(row, request.scope, may_read=may_read),
        "reveal_url": reverse("request_reveal", args=[row.pk]),
        # That a household quarrels names a party: told to the readers of the case alone.
        "disputes": Dispute.objects.within(request.scope)
        .readable(request.scope)
        .filter(request=row)
        .select_related("site"),
        "may_quarrel": may_read and can_register_dispute(request.scope, row),
        "slip": row.pk if offered_slip(request) == row.pk else None,
        **agenda_context(row, request.scope, is_open=row.is_open),
    }
    return render(request, "services/request_detail.html", context)


def _button(action: RequestAction) -> dict[str, Any]:
    return {"action": action.value, "label": action.label, "at_once": action in AT_ONCE}


@require_http_methods(["GET", "HEAD", "POST"])
def request_step(request: HttpRequest, request_id: int, action: str) -> HttpResponse:
    """The form of one deed, and doing it."""
    row = request_for(request, request_id)
    if action not in DEEDS:
        raise Http404
    if not can_do(request.scope, row, action):
        raise PermissionDenied
    form_class = form_for(action)
    form = form_class(
        request.POST or None,
        initial=draft_for(request),
        action=action,
        row=row,
        scope=request.scope,
    )
    # A deed that asks for nothing comes as an empty form.
    if request.method == "POST" and not request.POST:
        form = form_class({}, action=action, row=row, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            DEEDS[action](actor=request.user, request=row, **form.cleaned_data)
        except ValidationError as error:
            _show(form, error)
        else:
            row = ServiceRequest.objects.select_related("lead").get(pk=row.pk)
            messages.success(request, sentence_after(row, action, request.scope.on))
            return redirect("request_detail", request_id)
    context = {
        "row": row,
        "form": form,
        "label": RequestAction(action).label,
        "state": row.state_on(request.scope.on),
        "same_household": _same_household(request, row) if action == RequestAction.MERGE else [],
    }
    return render(request, "services/request_step.html", context)


def _show(form: Any, error: ValidationError) -> None:
    """What the action refuses, beside the field that it names, else on top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _same_household(request: HttpRequest, row: ServiceRequest) -> list:
    """Open requests of the same household: what a duplicate is most likely merged into."""
    if row.household_id is None:
        return []
    rows = ServiceRequest.objects.readable(request.scope).open().exclude(pk=row.pk)
    return lines_of(
        rows.filter(household=row.household_id).for_lines(request.scope.on)[:10], request.scope
    )


@require_POST
@never_cache
def request_reveal(request: HttpRequest, request_id: int) -> HttpResponse:
    """The telephone of whom the request is from, once; the reason is logged."""
    row = request_for(request, request_id)
    if not can_read_request(request.scope, row):
        raise PermissionDenied
    form = ReasonForm(request.POST)
    context: dict[str, Any] = {
        "id": "request-phone",
        "label": row._meta.get_field("caller_phone").verbose_name,
        "back_url": reverse("request_detail", args=[row.pk]),
        "form": form,
    }
    status = 400
    if form.is_valid():
        status = 200
        context["revealed"] = True
        context["value"] = reveal_phone(
            actor=request.user,
            row=row,
            reason=form.cleaned_data["reason"],
            address=address_of(request),
        )
    fragment = status == 200 and "X-Fragment" in request.headers
    template = "components/masked.html" if fragment else "residents/reveal.html"
    return render(request, template, context, status=status)
