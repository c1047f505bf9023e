"""The switch of whistle and report of a site; its deeds are deeds of requests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lib.access import row_for
from services.actions.whistles import is_on, switch_whistle
from services.rules.whistles import can_switch_whistle
from sites.models import ResettlementSite


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
