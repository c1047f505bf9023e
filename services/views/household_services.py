"""The tab "services" of a household's file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from residents.views.files import file_head, household_for
from services.models import ServiceRequest
from services.request_lines import lines_of
from services.rules.requests import can_take_request

SHOWN = 200


@require_safe
def household_services(request: HttpRequest, household_id: int) -> HttpResponse:
    """What this household asked for, the newest first."""
    household = household_for(request, household_id)
    rows = ServiceRequest.objects.within(request.scope).filter(household=household)
    context = {
        **file_head(request, household, "household_services"),
        "rows": lines_of(rows.for_lines(request.scope.on).order_by("-pk")[:SHOWN], request.scope),
        "shows_site": False,
        "may_take": can_take_request(request.scope, household.site),
    }
    return render(request, "services/household_services.html", context)
