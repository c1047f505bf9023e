"""Disputes counted: the summary by type, its sheets, and the list of case allowances."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.events import address_of
from accounts.actions.exports import ask_for_export
from lib.access import needs
from lib.figures import figure_of
from residents.forms.reasons import TakeOutForm
from services.case_allowances import allowances_of, totals_of
from services.dispute_exports import list_header, month_header
from services.dispute_summary import COLUMNS, summary_of
from services.forms.dispute_reports import PeriodForm
from services.forms.disputes import DisputeFilter
from services.rules.disputes import (
    can_export_disputes,
    can_list_allowances,
    can_view_dispute_summary,
)

# The two figures of the article and what stands in both: side by side, never summed.
ARTICLE = (
    "disputes_settled_with_grid_staff",
    "disputes_settled_by_centres",
    "disputes_settled_by_both",
)


@require_safe
@needs(can_view_dispute_summary)
def dispute_summary(request: HttpRequest) -> HttpResponse:
    """By type, in a period: settled, success, days, performance, court; each opens its rows."""
    form = PeriodForm(request.GET, scope=request.scope)
    site = form.site.pk if form.site else None
    lines = summary_of(request.scope, form.period, site)
    days = f"first={form.period.first.isoformat()}&last={form.period.last.isoformat()}"
    place = f"&site={site}" if site else ""
    url = f"{reverse('dispute_list')}?show=all&{days}{place}"
    context = {
        "form": form,
        "rows": [_cells(line, url) for line in lines],
        "headings": COLUMNS.values(),
        "figures": [_figure(request, code, form) for code in ARTICLE],
        "may_export": can_export_disputes(request.scope),
        "query": request.GET.urlencode(),
        "has_rows": len(lines) > 1,
    }
    return render(request, "services/dispute_summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_export_disputes)
def dispute_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then has the filtered list written to .xlsx, without parties."""
    filter_form = DisputeFilter(request.GET, scope=request.scope)
    page = {
        "title": _("Export disputes"),
        "list_url": reverse("dispute_list"),
        "filter_text": filter_form.in_words(),
        "column_labels": list_header(),
    }
    return _export(request, "disputes", page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_export_disputes)
def dispute_month_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then has the official monthly table written to .xlsx."""
    form = PeriodForm(request.GET, scope=request.scope)
    page = {
        "title": _("Monthly table of people's mediation"),
        "list_url": reverse("dispute_summary"),
        "filter_text": form.in_words(),
        "column_labels": month_header(),
    }
    return _export(request, "dispute_month", page)


@require_safe
@needs(can_list_allowances)
def dispute_allowances(request: HttpRequest) -> HttpResponse:
    """The cases closed in a period with the share of each mediator; `print` gives the paper."""
    form = PeriodForm(request.GET, scope=request.scope)
    lines = allowances_of(request.scope, form.period, form.site)
    totals = totals_of(lines)
    context = {
        "form": form,
        "lines": lines,
        "totals": totals,
        "sum": sum(yuan for _name, _cases, yuan in totals),
        "filter_text": form.in_words(),
        "query": request.GET.urlencode(),
        "back_url": f"{reverse('dispute_allowances')}?{request.GET.urlencode()}",
        "printed_at": timezone.now(),
        "printed_by": request.user.name,
    }
    name = "allowance_print" if "print" in request.GET else "allowance_list"
    return render(request, f"services/dispute_{name}.html", context)


def _cells(line: Any, url: str) -> dict[str, Any]:
    kind = f"&kind={line.kind}" if line.kind else ""
    return {
        "line": line,
        "cells": [(line.counts[name], f"{url}{kind}&counted={name}") for name in COLUMNS],
    }


def _figure(request: HttpRequest, code: str, form: PeriodForm) -> dict[str, Any]:
    figure = figure_of(code)
    assert figure is not None
    site = f"&site={form.site.code}" if form.site else ""
    return {
        "figure": figure,
        "value": figure.value(
            request.scope.counting(), form.period, form.site.pk if form.site else None
        ),
        "url": f"{reverse('figure_detail', args=[code])}?{form.period.query}{site}",
    }


def _export(request: HttpRequest, exporter: str, page: dict[str, Any]) -> HttpResponse:
    form = TakeOutForm(request.POST or None, may_reveal=False)
    if request.method == "POST" and form.is_valid():
        job = ask_for_export(
            actor=request.user,
            scope=request.scope,
            exporter=exporter,
            params={"query": request.GET.urlencode()},
            reason=form.cleaned_data["reason"],
            address=address_of(request),
        )
        return redirect("export_status", token=job.token)
    context = {**page, "form": form, "query": request.GET.urlencode()}
    return render(request, "residents/export_ask.html", context)
