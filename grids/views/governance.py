"""The governance centres: county, towns, communities; who heads them, who works there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grids.centres import centre_lines
from grids.rules import can_view_centres, can_view_notices, can_view_reports
from lib.access import needs


@require_safe
@needs(can_view_centres)
def governance_list(request: HttpRequest) -> HttpResponse:
    """One centre a level with its net below and what waits there; each gap leads to its mending."""
    lines = centre_lines(request.scope)
    sees_reports = can_view_reports(request.scope)
    context = {
        "lines": lines,
        "has_gaps": any(
            line.grids is None or (sees_reports and line.waiting is None) for line in lines
        ),
        "on": request.scope.on,
        "sees_reports": sees_reports,
        "sees_notices": can_view_notices(request.scope),
    }
    return render(request, "grids/governance_list.html", context)
