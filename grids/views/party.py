"""Party branches and grid party groups: coverage rates, and the bodies of a site (R18, R22)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from grids.party import bodies_of, party_board
from grids.rules import can_view_work_method
from lib.access import needs, row_for
from lib.figures import figure_of
from lib.periods import since_last_year
from sites.models import ResettlementSite
from sites.rules import SYSTEM_READERS

# Each rate is two figures: those that have one, of all.
RATES = (
    ("sites_with_party_branch", "sites"),
    ("grids_with_party_group", "grids"),
)


@require_safe
@needs(can_view_work_method)
def party_list(request: HttpRequest) -> HttpResponse:
    """Both coverage rates, and a line for each site that one counts."""
    scope = request.scope.only(SYSTEM_READERS)
    sites = list(ResettlementSite.objects.within(scope.counting()).active(scope.on))
    period = since_last_year(scope.on)
    rates = []
    for part, whole in RATES:
        figure, of_all = figure_of(part), figure_of(whole)
        have, every = figure.value(scope, period), of_all.value(scope, period)
        rates.append(
            {
                "label": figure.label,
                "have": have,
                "every": every,
                "percent": round(100 * have / every) if every else 0,
                "have_url": f"{reverse('figure_detail', args=[part])}?{period.query}",
                "every_url": f"{reverse('figure_detail', args=[whole])}?{period.query}",
            }
        )
    context = {
        "rates": rates,
        "lines": party_board(sites, scope.on),
        "open_sites": {site.pk for site in sites if can_view_work_method(request.scope, site)},
        "on": scope.on,
    }
    return render(request, "grids/party_list.html", context)


@require_safe
def party_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """One site: its branches and groups, who leads them, and their members."""
    scope = request.scope
    site = row_for(ResettlementSite.objects, scope, can_view_work_method, pk=site_id)
    back = reverse("party_site", args=[site.pk])
    context = {"site": site, "on": scope.on, "bodies": bodies_of(scope, site, scope.on, back)}
    return render(request, "grids/party_site.html", context)
