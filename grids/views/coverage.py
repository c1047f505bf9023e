"""The coverage board: which households hang outside the net, and where that is mended (R26)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from grids.board import county_lines, site_lines
from grids.coverage import lacking
from grids.enums import Gap
from grids.mending import mends_of, places_of
from grids.rules import can_view_coverage
from lib.access import needs, row_for
from lib.day_field import day_form
from lib.paging import page_by_key
from residents.models import Household
from residents.rules import READERS
from residents.sight import sight_of
from sites.models import ResettlementSite, Stairwell


@require_safe
@needs(can_view_coverage)
def coverage_list(request: HttpRequest) -> HttpResponse:
    """Every site with its gaps; who has one site goes straight to its board."""
    area = request.scope.only(READERS).counting().area
    if not area.county and len(area.site_ids) == 1:
        return redirect("coverage_site", site_id=next(iter(area.site_ids)))
    form = day_form(request.GET)
    total, lines = county_lines(request.scope, form.day)
    context = {"total": total, "lines": lines, "gaps": Gap, "form": form}
    return render(request, "grids/coverage_list.html", context)


@require_safe
def coverage_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """One site by stairwell; with `gap`, the households that have it, each with its mending.

    With `on` all of a past day, where nothing is to be mended.
    """
    site = row_for(ResettlementSite.objects, request.scope, can_view_coverage, pk=site_id)
    form = day_form(request.GET)
    total, lines = site_lines(request.scope, site, form.day)
    gap = request.GET.get("gap", "")
    context: dict[str, Any] = {
        "site": site,
        "total": total,
        "lines": [line for line in lines if line.has_gaps],
        "whole": sum(not line.has_gaps for line in lines),
        "gaps": Gap,
        "gap": Gap(gap) if gap in Gap.values else None,
        "form": form,
    }
    if context["gap"]:
        context |= _households(request, site, context["gap"], form.day)
    return render(request, "grids/coverage_site.html", context)


def _households(request: HttpRequest, site: ResettlementSite, gap: Gap, on: date) -> dict[str, Any]:
    scope = request.scope
    chosen = request.GET.get("stairwell", "")
    stairwell = None
    if chosen.isdecimal():
        stairwells = Stairwell.objects.within(scope.only(READERS)).filter(site=site)
        stairwell = stairwells.select_related("building").filter(pk=int(chosen[:18])).first()
    rows = lacking(scope, on, gap, site.pk, stairwell.pk if stairwell else None)
    page = page_by_key(rows.for_list(on), request.GET, keys=("household_no", "id"))
    homes = {row.home["stairwell_id"] for row in page.rows if row.home}
    places = places_of(site, homes, scope)
    back = _back(site, gap, stairwell)
    sight = sight_of(scope)

    def shown(row: Household) -> dict[str, Any]:
        return {
            "household": row,
            "address": sight.address(row),
            "mends": mends_of(gap, row, places, scope, back) if on == scope.on else [],
        }

    return {
        "page": page,
        "stairwell": stairwell,
        "households": [shown(row) for row in page.rows],
    }


def _back(site: ResettlementSite, gap: Gap, stairwell: Stairwell | None) -> str:
    query: dict[str, Any] = {"gap": gap.value}
    if stairwell:
        query["stairwell"] = stairwell.pk
    return f"{reverse('coverage_site', args=[site.pk])}?{urlencode(query)}"
