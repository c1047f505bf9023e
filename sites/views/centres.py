"""Service centres and culture centres: the county's overview, and the two pages of a site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib.access import needs, row_for
from lib.returning import with_way_back
from sites.centre_board import (
    centre_lines,
    house_of,
    last_runs,
    missing_functions,
    month_of,
    tabs_of,
    weeks_of,
)
from sites.centre_enums import House
from sites.circle import gaps_of
from sites.models import (
    Closure,
    CultureCentre,
    DutyShift,
    ResettlementSite,
    ServiceCentre,
    SharingAgreement,
    Venue,
)
from sites.rules import (
    SYSTEM_READERS,
    can_export_centres,
    can_keep_centre_data,
    can_view_centres,
)

# Days before a closure on which the public should know of it (B13).
NOTICE_DAYS = 5


def site_for(request: HttpRequest, rule: Any, site_id: int) -> ResettlementSite:
    """The site of an address; 404 outside the area, 403 without the role."""
    return row_for(ResettlementSite.objects, request.scope, rule, pk=site_id)


@require_safe
@needs(can_view_centres)
def centre_list(request: HttpRequest) -> HttpResponse:
    """Every site with its centres, functions, scores, gaps and use; who has one goes there."""
    scope = request.scope.only(SYSTEM_READERS)
    sites = list(ResettlementSite.objects.within(scope.counting()).active(scope.on))
    if len(sites) == 1:
        return redirect("centre_site", site_id=sites[0].pk)
    month = month_of(request.GET.get("month", ""), scope.on)
    lines, total = centre_lines(sites, scope.on, month)
    add = with_way_back(reverse("admin:sites_servicecentre_add"), request.get_full_path())
    context = {
        "lines": lines,
        "total": total,
        "month": month,
        "on": scope.on,
        "open_sites": {site.pk for site in sites if can_view_centres(request.scope, site)},
        "add_url": add if can_keep_centre_data(request.scope) else "",
        "export_code": "centres" if can_export_centres(request.scope) else "",
        "export_query": f"month={month.first:%Y-%m}",
    }
    return render(request, "sites/centre_list.html", context)


@require_safe
def centre_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """The service centre of a site: functions, hours, who is on duty, rooms, agreements."""
    site, on = site_for(request, can_view_centres, site_id), request.scope.on
    house = house_of(site, on)
    centres = ServiceCentre.objects.current(on).select_related("host__site")
    centre = centres.filter(site=site).first()
    venues = Venue.objects.current(on).filter(site=house, house=House.SERVICE_CENTRE)
    agreements = SharingAgreement.objects.current(on).filter(site=house)
    runs = last_runs([site.pk])
    context = {
        "site": site,
        "house": house,
        "tabs": tabs_of(site, "centre_site"),
        "centre": centre,
        "missing": missing_functions(centre) if centre else [],
        "weeks": weeks_of(house, on).values(),
        "closures": _closures(house, on),
        "on_duty": DutyShift.objects.filter(site=house, day=on).select_related("holder"),
        "venues": venues,
        "agreements": agreements.select_related("venue", "organisation"),
        "runs": runs.get(site.pk, {}).values(),
        "gaps": gaps_of([site], on)[site.pk],
        "on": on,
        "may_keep": _keeps(request, site),
    }
    return render(request, "sites/centre_site.html", context)


@require_safe
def culture_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """The culture centre of a site: hours, money, rooms, equipment (R61–R63)."""
    site, on = site_for(request, can_view_centres, site_id), request.scope.on
    centre = CultureCentre.objects.current(on).filter(site=site).first()
    context = {
        "site": site,
        "tabs": tabs_of(site, "culture_site"),
        "centre": centre,
        "week": weeks_of(site, on).get(House.CULTURE_CENTRE),
        "closures": _closures(site, on),
        "venues": Venue.objects.current(on).filter(site=site, house=House.CULTURE_CENTRE),
        "funds": centre.funds.all() if centre else [],
        "equipment": centre.equipment.select_related("venue") if centre else [],
        "runs": last_runs([site.pk]).get(site.pk, {}).values(),
        "may_keep": _keeps(request, site),
    }
    return render(request, "sites/culture_site.html", context)


def _keeps(request: HttpRequest, site: ResettlementSite) -> bool:
    held = request.scope.only(can_keep_centre_data.roles).area
    return held.county or site.pk in held.sites


def _closures(site: ResettlementSite, on: Any) -> list[dict[str, Any]]:
    """Closures of today and to come, each with whether the public knew in time."""
    rows = Closure.objects.filter(site=site, valid_to__gte=on).select_related("venue")
    return [
        {
            "closure": row,
            "in_time": row.announced_on is not None
            and (row.valid_from - row.announced_on).days >= NOTICE_DAYS,
        }
        for row in rows.order_by("valid_from", "pk")
    ]
