"""Requests in numbers, and their ledger as .xlsx."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.events import address_of
from accounts.actions.exports import ask_for_export
from lib.access import needs
from residents.forms.reasons import ReasonForm
from services.forms.requests import ReportFilter, RequestFilter
from services.request_reports import report_of
from services.request_sheets import COLUMNS
from services.rules.requests import can_count_requests, can_export_requests


@require_safe
@needs(can_count_requests)
def request_report(request: HttpRequest) -> HttpResponse:
    """By category, channel and unit, of those received in the period."""
    form = ReportFilter(request.GET, scope=request.scope)
    site, period = form.given("site"), form.period
    context = {
        "filter_form": form,
        "tables": report_of(request.scope, period, site.pk if site else None),
        "period": period,
        "may_export": can_export_requests(request.scope),
    }
    return render(request, "services/request_report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_export_requests)
def request_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then has the filtered list written to .xlsx."""
    filter_form = RequestFilter(request.GET, scope=request.scope)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        job = ask_for_export(
            actor=request.user,
            scope=request.scope,
            exporter="requests",
            params={"query": request.GET.urlencode()},
            reason=form.cleaned_data["reason"],
            address=address_of(request),
        )
        return redirect("export_status", token=job.token)
    context = {
        "title": _("Export requests"),
        "list_url": reverse("request_list"),
        "form": form,
        "filter_text": filter_form.in_words(),
        "column_labels": [label for label, _value in COLUMNS],
        "query": request.GET.urlencode(),
    }
    return render(request, "residents/export_ask.html", context)
