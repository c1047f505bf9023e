"""The home page: what this person's posts make of the portal, on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.rules import can_view_audit
from dashboards.figures.sites import KEY_FIGURES, OWN_FIGURES, remarks_of, site_table, tiles
from dashboards.rules import FIGURE_READERS, can_compare_sites, can_view_figures
from grids.rules import can_view_coverage, can_view_notices
from lib.periods import since_last_year, today
from lib.posts import posts_of
from lib.scope import Role
from lib.tasks import work_of
from residents.rules import can_compare_lists, can_import_roster, can_view_register
from sites.models import ResettlementSite
from sites.rules import can_view_organisation_system


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Work that waits, then the sites compared or the own figures, by role."""
    scope = request.scope
    context: dict[str, Any] = {
        "work": work_of(scope),
        "posts": posts_of([request.user.pk], scope.on).get(request.user.pk, []),
        "can_import": can_import_roster(scope),
        "can_audit": can_view_audit(scope),
        "can_compare": can_compare_lists(scope),
        "can_register": can_view_register(scope),
        "can_cover": can_view_coverage(scope),
        "can_notices": can_view_notices(scope),
        "can_system": can_view_organisation_system(scope),
        "on": scope.on,
        "computed_at": timezone.now(),
        "period": _("as of %(last)s") % {"last": scope.on},
    }
    if not can_view_figures(scope):
        return render(request, "dashboards/home.html", context)
    period = since_last_year(today())
    sites = list(ResettlementSite.objects.within(scope.only(FIGURE_READERS).counting()))
    if can_compare_sites(scope) and len(sites) > 1:
        context["table"] = site_table(scope, period, sites)
        context["remarks"] = remarks_of(sites)
    else:
        whole_site = scope.has(FIGURE_READERS - {Role.GRID_STAFF})
        context["tiles"], context["reasons"] = tiles(
            scope, period, KEY_FIGURES if whole_site else OWN_FIGURES
        )
        context["sites"] = sites
    return render(request, "dashboards/home.html", context)
