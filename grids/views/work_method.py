"""The "125" board: one organisation, two levers, five roles, at every site (R49, R51)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from grids.rules import can_view_work_method
from grids.work_method import branches_of, method_board, rosters_of, secretaries_of, systems_of
from lib.access import needs, row_for
from sites.models import ResettlementSite
from sites.rules import SYSTEM_READERS


@require_safe
@needs(can_view_work_method)
def method_list(request: HttpRequest) -> HttpResponse:
    """Every site with its parts; who has one site goes straight to its rosters."""
    scope = request.scope.only(SYSTEM_READERS)
    sites = list(ResettlementSite.objects.within(scope.counting()).active(scope.on))
    if len(sites) == 1:
        return redirect("method_site", site_id=sites[0].pk)
    lines = method_board(scope.counting(), sites, scope.on)
    context = {
        "lines": lines,
        "open_sites": {site.pk for site in sites if can_view_work_method(request.scope, site)},
        "on": scope.on,
    }
    return render(request, "grids/method_list.html", context)


@require_safe
def method_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """One site: who holds each part, what is vacant, and where to appoint."""
    scope = request.scope
    site = row_for(ResettlementSite.objects, scope, can_view_work_method, pk=site_id)
    back = reverse("method_site", args=[site.pk])
    context = {
        "site": site,
        "on": scope.on,
        "branches": branches_of([site.pk], scope.on),
        "secretaries": secretaries_of([site.pk], scope.on),
        "systems": systems_of(scope, site, scope.on, back),
        "rosters": rosters_of(scope.only(SYSTEM_READERS), site, scope.on, back),
    }
    return render(request, "grids/method_site.html", context)
