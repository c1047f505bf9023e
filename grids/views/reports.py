"""Reports of the net: the list, filing one, its story, and what is done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from grids.actions.reports import file_report, move_report
from grids.forms.reports import MoveForm, ReportFilter, ReportForm
from grids.models import NetReport, NetReportStep
from grids.rules import can_file_report, can_move_report, can_view_reports
from lib.access import needs, row_for
from lib.paging import page_by_key
from residents.rules import can_view_register

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@needs(can_view_reports)
def net_report_list(request: HttpRequest) -> HttpResponse:
    """The reports that one sees, newest first; those that wait unless asked otherwise."""
    form = ReportFilter(request.GET, scope=request.scope)
    context = {
        "page": page_by_key(form.rows(), request.GET, keys=("-id",)),
        "filter_form": form,
        "may_file": can_file_report(request.scope),
    }
    return render(request, "grids/report_list.html", context)


@require_http_methods(READ_AND_WRITE)
@needs(can_file_report)
def net_report_add(request: HttpRequest) -> HttpResponse:
    """Files a report: it lies with the grid then."""
    form = ReportForm(request.POST or None, initial=draft_for(request), scope=request.scope)
    if request.method == "POST" and form.is_valid():
        report = file_report(actor=request.user, **form.arguments())
        messages.success(
            request, _("Filed: it lies with %(grid)s now.") % {"grid": report.grid.name}
        )
        return redirect("net_report_detail", report.pk)
    return render(request, "grids/report_add.html", {"form": form})


@require_http_methods(READ_AND_WRITE)
def net_report_detail(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report with every step: who, when, from where to where, and why; and what comes next."""
    rows = NetReport.objects.select_related("site", "grid", "joint_unit", "filed_by", "household")
    report = row_for(rows, request.scope, can_view_reports, pk=report_id)
    may_move = can_move_report(request.scope, report)
    if request.method == "POST" and not may_move:
        raise PermissionDenied
    form = MoveForm(request.POST or None, report=report) if may_move else None
    if request.method == "POST" and form and form.is_valid():
        try:
            row = move_report(actor=request.user, report=report, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Done: %(state)s.") % {"state": row.get_state_display()})
            return redirect("net_report_list")
    steps = NetReportStep.objects.filter(report=report).select_related("by").order_by("pk")
    sees = report.household is not None and can_view_register(request.scope, report.household)
    context = {"report": report, "steps": steps, "form": form, "sees_household": sees}
    return render(request, "grids/report_detail.html", context)
