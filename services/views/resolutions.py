"""Resolutions of meetings: the list with those overdue, and one with its steps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lib.access import needs, row_for
from lib.paging import page_by_key
from services.actions import resolutions
from services.enums.resolutions import RESOLUTION, ResolutionAction
from services.forms.resolutions import ResolutionFilter, ResolutionStepForm
from services.models import Resolution
from services.rules.meetings import (
    can_claim_resolution,
    can_confirm_resolution,
    can_export_meetings,
    can_keep_meetings,
    can_view_resolutions,
)

# Who may do which step; the action itself refuses whoever would confirm his own work.
STEPS = {
    ResolutionAction.CLAIM: (resolutions.claim_resolution, can_claim_resolution),
    ResolutionAction.CONFIRM: (resolutions.confirm_resolution, can_confirm_resolution),
    ResolutionAction.RETURN: (resolutions.return_resolution, can_confirm_resolution),
    ResolutionAction.POSTPONE: (resolutions.postpone_resolution, can_keep_meetings),
    ResolutionAction.DROP: (resolutions.drop_resolution, can_keep_meetings),
}


@require_safe
@needs(can_view_resolutions)
def resolution_list(request: HttpRequest) -> HttpResponse:
    """Resolutions by due day, those that are not done yet unless others are asked for."""
    scope = request.scope
    form = ResolutionFilter(request.GET, scope=scope)
    rows = Resolution.objects.readable(scope).select_related(
        "meeting__kind", "site", "owner", "organisation"
    )
    page = page_by_key(form.filter(rows), request.GET, keys=("due_on", "id"))
    page.rows[:] = [{"resolution": row, "state": row.state_on(scope.on)} for row in page.rows]
    context = {
        "page": page,
        "filter_form": form,
        "export_code": "resolutions" if can_export_meetings(scope) else "",
    }
    return render(request, "services/resolution_list.html", context)


@require_safe
def resolution_detail(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """One resolution, the meetings it came back to, and what the reader may do now."""
    resolution = _resolution(request, resolution_id, can_view_resolutions)
    return _page(request, resolution, ResolutionStepForm())


@require_POST
def resolution_step(request: HttpRequest, resolution_id: int, resolution_move: str) -> HttpResponse:
    """Reports as done, confirms, sends back, postpones or drops."""
    if resolution_move not in STEPS:
        raise Http404
    action, rule = STEPS[ResolutionAction(resolution_move)]
    resolution = _resolution(request, resolution_id, rule)
    form = ResolutionStepForm(request.POST)
    if not form.is_valid():
        return _page(request, resolution, form)
    try:
        action(actor=request.user, resolution=resolution, **form.step(resolution_move))
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, resolution, form)
    messages.success(request, _("Stored."))
    return redirect("resolution_detail", resolution.pk)


def _page(request: HttpRequest, resolution: Resolution, form: ResolutionStepForm) -> HttpResponse:
    scope = request.scope
    context = {
        "resolution": resolution,
        "state": resolution.state_on(scope.on),
        "steps": resolution.steps.select_related("actor"),
        "returns": resolution.returns.select_related("meeting").order_by("meeting__planned_at"),
        "form": form,
        "moves": [
            (move, RESOLUTION.actions(move).label)
            for move in RESOLUTION.moves_from(resolution.state)
            if STEPS[ResolutionAction(move)][1](scope, resolution)
        ],
    }
    return render(request, "services/resolution_detail.html", context)


def _resolution(request: HttpRequest, resolution_id: int, rule) -> Resolution:
    rows = Resolution.objects.select_related(
        "meeting__kind", "site", "owner", "organisation", "claimed_by", "confirmed_by"
    )
    return row_for(rows, request.scope, rule, pk=resolution_id)
