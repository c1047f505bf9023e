"""Reports of the net: the list, filing one, its story, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from grids.actions.reports import file_report, move_report, note_report
from grids.forms.report_filter import ReportFilter
from grids.forms.reports import MoveForm, ReportForm
from grids.models import NetReport, NetReportStep
from grids.rules import (
    can_export_reports,
    can_file_report,
    can_move_report,
    can_read_report,
    can_view_reports,
)
from lib.access import needs, row_for
from lib.paging import page_by_key
from residents.rules import can_view_register

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@needs(can_view_reports)
def net_report_list(request: HttpRequest) -> HttpResponse:
    """The reports whose outline one sees, newest first; those that wait unless asked otherwise."""
    scope = request.scope
    form = ReportFilter(request.GET, scope=scope)
    context = {
        "page": page_by_key(form.rows().for_lines(scope), request.GET, keys=("-id",)),
        "filter_form": form,
        "may_file": can_file_report(scope),
        "export_code": "net_reports" if can_export_reports(scope) else "",
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
    scope = request.scope
    rows = NetReport.objects.select_related("site", "grid", "joint_unit", "filed_by", "household")
    report = row_for(rows, scope, can_view_reports, pk=report_id)
    seen_state = request.POST.get("state", "")
    if request.method == "POST":
        # Whose turn it was when the page was opened is told what happened meanwhile.
        if not any(can_move_report(scope, report, state) for state in (report.state, seen_state)):
            raise PermissionDenied
        if seen_state == report.state and (answer := _moved(request, report)):
            return answer
    may_read = can_read_report(scope, report)
    if may_read:
        note_report(actor=request.user, report=report, address=address_of(request))
    steps = NetReportStep.objects.filter(report=report).select_related("by").order_by("pk")
    context = {
        "report": report,
        "may_read": may_read,
        "steps": steps if may_read else [],
        **_form_context(request, report, seen_state),
        "sees_household": may_read
        and report.household is not None
        and can_view_register(scope, report.household),
    }
    return render(request, "grids/report_detail.html", context)


def _moved(request: HttpRequest, report: NetReport) -> HttpResponse | None:
    """The answer to a move that was done; None where it was typed wrong or came too late."""
    form = MoveForm(request.POST, report=report)
    if not form.is_valid():
        return None
    try:
        row = move_report(actor=request.user, report=report, **form.cleaned_data)
    except ValidationError:
        report.refresh_from_db(fields=["state"])
        return None
    messages.success(request, _("Done: %(state)s.") % {"state": row.get_state_display()})
    return redirect("net_report_list")


def _form_context(request: HttpRequest, report: NetReport, seen_state: str) -> dict[str, Any]:
    """The form of the next move for whose turn it is; after a change by another, what was typed."""
    is_stale = request.method == "POST" and seen_state != report.state
    typed = request.POST if request.method == "POST" and not is_stale else None
    kept = request.POST.get("why", "")[:300] if is_stale else ""
    form = None
    if can_move_report(request.scope, report):
        form = MoveForm(typed, report=report, initial={"why": kept})
    return {"form": form, "is_stale": is_stale, "kept": kept}
