"""Whistle and report: the list, and the switch of a site; its deeds are deeds of requests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lib.access import needs, row_for
from lib.paging import page_by_key
from services.actions.whistles import is_on, switch_whistle
from services.forms.whistles import WhistleFilter
from services.models import Whistle
from services.rules.requests import can_export_requests, can_view_requests
from services.rules.whistles import can_switch_whistle
from services.whistle_sheets import WHISTLE_EXPORTER
from sites.models import ResettlementSite


@require_safe
@needs(can_view_requests)
def whistle_list(request: HttpRequest) -> HttpResponse:
    """Whistles with the units they called: minutes to arrival and score; the newest first."""
    scope = request.scope
    form = WhistleFilter(request.GET, scope=scope)
    rows = form.filter(Whistle.objects.readable(scope).with_calls())
    page = page_by_key(rows, request.GET, keys=("-occurred_on", "-id"))
    now = timezone.now()
    page.rows[:] = [{"whistle": row, "state": row.state_on(now)} for row in page.rows]
    context = {
        "page": page,
        "filter_form": form,
        "shows_site": not form.has_one_site,
        "export_code": WHISTLE_EXPORTER.code if can_export_requests(scope) else "",
        "own_site": next(iter(scope.only(can_switch_whistle.roles).area.sites), None),
    }
    return render(request, "services/whistle_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def whistle_switch(request: HttpRequest, site_id: int) -> HttpResponse:
    """Whether the site calls units by whistle, and switching it."""
    site = row_for(ResettlementSite.objects, request.scope, can_switch_whistle, pk=site_id)
    if request.method == "POST":
        deed = request.POST.get("deed", "")
        if deed in ("on", "off"):
            switch_whistle(actor=request.user, site=site, on=deed == "on")
            messages.success(request, _("Stored."))
        else:
            messages.error(request, _("Choose whether to switch it on or off."))
        return redirect("whistle_switch", site_id)
    context = {"site": site, "is_on": is_on(site.pk)}
    return render(request, "services/whistle_switch.html", context)
