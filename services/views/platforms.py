"""Use of the three platforms (R35), and the four bodies at their conferences (R75)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lib.access import needs
from services.enums.platforms import Platform
from services.forms.platforms import PeriodFilter
from services.four_bodies import BODIES, attendance_by_site
from services.platforms import uses_of_platform
from services.rules.meetings import can_view_motions


@require_safe
@needs(can_view_motions)
def platform_list(request: HttpRequest) -> HttpResponse:
    """How often each platform was used in a period; every number opens its rows."""
    form = PeriodFilter(request.GET, scope=request.scope)
    site = form.given("site")
    place = site.pk if site else None
    platforms = []
    for platform in Platform:
        uses = uses_of_platform(platform, request.scope, form.period, place)
        total = sum(use.value for use in uses)
        platforms.append({"label": platform.label, "uses": uses, "total": total})
    query = form.period.query + (f"&site={site.code}" if site else "")
    context = {"filter_form": form, "platforms": platforms, "query": query, "period": form.period}
    return render(request, "services/platform_list.html", context)


@require_safe
@needs(can_view_motions)
def four_bodies(request: HttpRequest) -> HttpResponse:
    """Sites × the four bodies: how many conferences were held and how often each body came."""
    form = PeriodFilter(request.GET, scope=request.scope)
    rows = attendance_by_site(
        request.scope.only(can_view_motions.roles), form.period, form.given("site")
    )
    context = {
        "filter_form": form,
        "rows": rows,
        "heads": [label for label, _kinds in BODIES],
        "period": form.period,
    }
    return render(request, "services/four_bodies.html", context)
