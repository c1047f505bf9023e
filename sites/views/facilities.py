"""The 15-minute circle of a site: a schematic map, its table, what is missing (R36)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib.returning import with_way_back
from sites.centre_board import tabs_of
from sites.circle import EDGE, gaps_of, points_of, rings
from sites.models import Facility
from sites.rules import can_export_centres, can_keep_centre_data, can_view_centres
from sites.views.centres import site_for


@require_safe
def facility_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Facilities by walking minutes on rings of 5, 8 and 15 minutes, and the gaps."""
    site, on = site_for(request, can_view_centres, site_id), request.scope.on
    facilities = Facility.objects.current(on).filter(site=site).order_by("walk_minutes", "pk")
    points = points_of(list(facilities))
    keeping = request.scope.only(can_keep_centre_data.roles).area
    may_keep = keeping.county or site.pk in keeping.sites
    add = reverse("admin:sites_facility_add")
    gaps = [
        {
            "gap": gap,
            "url": with_way_back(add, request.path, site=site.pk, kind=gap.kind)
            if may_keep and gap.nearest is None
            else "",
        }
        for gap in gaps_of([site], on)[site.pk]
    ]
    context = {
        "site": site,
        "tabs": tabs_of(site, "facility_site"),
        "points": points,
        "rings": rings(),
        "edge": EDGE,
        "gaps": gaps,
        "may_keep": may_keep,
        "on": on,
        "export_code": "circle" if can_export_centres(request.scope) else "",
        "export_query": f"site={site.code}",
    }
    return render(request, "sites/facility_site.html", context)
