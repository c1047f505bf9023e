"""Door services: the list, one service, a household's services, the table by kind and role."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from lib.periods import Period, since_last_year
from residents.actions.looking import note_search, note_view
from residents.forms.reasons import TakeOutForm
from residents.listing import as_cells, choices_of, columns_for
from residents.models import Household
from residents.search import find
from residents.sight import sight_of
from residents.views.exports import export_page
from residents.views.files import file_head, household_for
from services.actions.door_services import log_service, raise_request, withdraw_service
from services.door_services import (
    DOOR_SERVICE_COLUMNS,
    KEYS,
    by_kind_and_role,
    doers_of,
    listed,
    percent,
    words_of,
)
from services.forms.door_checks import CallBackForm
from services.forms.door_filters import DoorServiceFilter, SummaryFilter
from services.forms.door_services import FindForm, RaiseForm, ServiceForm, WithdrawForm
from services.models import DoorConfirmation, DoorService
from services.rules.door_services import (
    LOGGERS,
    can_call_back,
    can_confirm_door_service,
    can_draw_door_samples,
    can_export_door_services,
    can_log_door_service,
    can_open_confirmation,
    can_raise_request,
    can_view_door_services,
    can_withdraw_door_service,
)


@require_safe
@needs(can_view_door_services)
def door_list(request: HttpRequest) -> HttpResponse:
    """The services that one may read, the latest first; filters and columns in the address."""
    scope = request.scope
    form = DoorServiceFilter(request.GET, scope=scope)
    columns = columns_for(request, "door_services", DOOR_SERVICE_COLUMNS)
    page = page_by_key(form.filter(listed(scope)), request.GET, keys=KEYS)
    context = {
        "page": as_cells(page, columns, sight_of(scope), _url),
        "filter_form": form,
        "shown_columns": columns,
        "columns": choices_of(DOOR_SERVICE_COLUMNS, columns),
        "may_log": can_log_door_service(scope),
        "may_export": can_export_door_services(scope),
        "may_sample": can_draw_door_samples(scope),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "services/door_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_export_door_services)
def door_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then has the filtered list written to .xlsx."""
    filter_form = DoorServiceFilter(request.GET, scope=request.scope)
    form = TakeOutForm(request.POST or None, may_reveal=False)
    page = {"title": _("Export door services"), "list_url": reverse("door_list")}
    return export_page(request, form, filter_form, page, "door_services", DOOR_SERVICE_COLUMNS)


@require_safe
@needs(can_view_door_services)
def door_summary(request: HttpRequest) -> HttpResponse:
    """What was done and what is verified, by kind and role; every number opens its rows."""
    usual = since_last_year(request.scope.on)
    days = {"first": usual.first.isoformat(), "last": usual.last.isoformat()}
    form = SummaryFilter({**days, **request.GET.dict()}, scope=request.scope)
    first, last = form.given("first") or usual.first, form.given("last") or usual.last
    period = Period(first, max(first, last))
    rows = by_kind_and_role(form.filter(listed(request.scope)).counting().occurred(period))
    query = f"first={period.first}&last={period.last}"
    if site := form.given("site"):
        query = f"site={site.pk}&{query}"
    done, verified = (sum(row[name] for row in rows) for name in ("done", "verified"))
    context = {
        "filter_form": form,
        "rows": rows,
        "query": query,
        "done": done,
        "verified": verified,
        "share": percent(verified, done),
    }
    return render(request, "services/door_summary.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_log_door_service)
def door_add(request: HttpRequest) -> HttpResponse:
    """Finds the household that was served; a name is typed by POST, never in an address."""
    form = FindForm(request.POST or None)
    found: list[Household] | None = None
    if request.method == "POST" and form.is_valid():
        answer = find(form.cleaned_data["text"], request.scope)
        note_search(actor=request.user, found=answer, address=address_of(request))
        numbers = {household.pk for household in answer.households}
        numbers |= {person.household["id"] for person in answer.persons if person.household}
        mine = Household.objects.within(request.scope.only(LOGGERS)).filter(pk__in=numbers)
        found = list(mine.for_list(request.scope.on).order_by("site", "household_no"))
        if len(found) == 1:
            return redirect("household_door", found[0].pk)
    sight = sight_of(request.scope)
    rows = [{"household": row, "address": sight.address(row)} for row in found or []]
    context = {"form": form, "rows": rows, "searched": found is not None}
    return render(request, "services/door_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def household_door(request: HttpRequest, household_id: int) -> HttpResponse:
    """The services of one household, and the form of a new one."""
    household = household_for(request, household_id, can_view_door_services)
    may_log = can_log_door_service(request.scope, household)
    form = ServiceForm(
        request.POST or None,
        initial=draft_for(request),
        household=household,
        scope=request.scope,
        actor=request.user,
    )
    if request.method == "POST" and may_log and form.is_valid():
        try:
            service, _is_new = log_service(
                actor=request.user,
                household=household,
                facts=form.facts,
                token=form.cleaned_data["token"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Recorded. The household can sign for it now."))
            return redirect("door_detail", service.pk)
    note_view(actor=request.user, row=household, address=address_of(request))
    sight = sight_of(request.scope)
    services = listed(request.scope).filter(household=household).order_by(*KEYS)[:50]
    context = {
        **file_head(request, household, "household_door"),
        "form": form,
        "may_log": may_log,
        "services": [_shown(service, sight) for service in services],
    }
    return render(request, "services/household_door.html", context)


@require_safe
def door_detail(request: HttpRequest, service_id: int) -> HttpResponse:
    """One service: what was done, what verifies it, what may be done now."""
    service = service_for(request, service_id)
    return render(request, "services/door_detail.html", detail_of(request, service))


@require_POST
def door_withdraw(request: HttpRequest, service_id: int) -> HttpResponse:
    """Withdraws a record with a reason."""
    rows = DoorService.objects.all()
    service = row_for(rows, request.scope, can_withdraw_door_service, pk=service_id)
    form = WithdrawForm(request.POST)
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        withdraw_service(actor=request.user, service=service, why=why)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Withdrawn. It no longer counts; the record and why are kept."))
    return redirect("door_detail", service_id)


@require_POST
def door_raise(request: HttpRequest, service_id: int) -> HttpResponse:
    """What the household asked for at the door becomes a request."""
    rows = DoorService.objects.for_list(request.scope.on).select_related(
        "recorded_by", "organisation", "request"
    )
    service = row_for(rows, request.scope, can_raise_request, pk=service_id)
    form = RaiseForm(request.POST, auto_id="raise_%s")
    if form.is_valid():
        try:
            raised = raise_request(actor=request.user, service=service, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            told = _("Request %(number)s is written down; the centre accepts it or says why not.")
            messages.success(request, told % {"number": raised.number})
            return redirect("door_detail", service_id)
    context = detail_of(request, service, raise_form=form)
    return render(request, "services/door_detail.html", context)


def service_for(request: HttpRequest, service_id: int) -> DoorService:
    """The service whose page is opened; 404 or 403 as `lib.access.row_for` says."""
    rows = DoorService.objects.for_list(request.scope.on).select_related(
        "recorded_by", "organisation", "request"
    )
    return row_for(rows, request.scope, can_view_door_services, pk=service_id)


def detail_of(request: HttpRequest, service: DoorService, **forms: Any) -> dict[str, Any]:
    """What the page of a service shows; `forms` are those that came back with errors."""
    scope, sight = request.scope, sight_of(request.scope)
    confirmation = DoorConfirmation.objects.filter(service=service).defer("file_sealed").first()
    return {
        **_shown(service, sight),
        "confirmation": confirmation,
        "call_backs": service.call_backs.select_related("caller"),
        "steps": service.steps.select_related("actor"),
        "may_confirm": service.state == "done" and can_confirm_door_service(scope, service),
        "may_open": can_open_confirmation(scope, service),
        "may_call": service.state != "withdrawn" and can_call_back(scope, service),
        "may_withdraw": can_withdraw_door_service(scope, service),
        "may_raise": service.request is None and can_raise_request(scope, service),
        "call_form": CallBackForm(auto_id="call_%s"),
        "raise_form": RaiseForm(auto_id="raise_%s"),
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s"),
        **forms,
    }


def _shown(service: DoorService, sight: Any) -> dict[str, Any]:
    return {
        "service": service,
        "address": sight.address(service),
        "words": words_of(service, sight),
        "doers": doers_of(service),
    }


def _url(service: DoorService) -> str:
    return reverse("door_detail", args=[service.pk])
