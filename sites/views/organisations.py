"""The organisation system: the board of the sites, the bodies, and what each of them did."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib.access import needs
from lib.deeds import deeds_of
from lib.paging import page_by_key
from sites.enums import OrganisationPart
from sites.forms.organisation_filter import (
    OrganisationFilter,
    ReportPeriodForm,
    readable_organisations,
)
from sites.models import Organisation, Posting, ResettlementSite
from sites.organisations import system_board
from sites.rules import (
    SYSTEM_READERS,
    can_keep_organisations,
    can_view_organisation_system,
)


@require_safe
@needs(can_view_organisation_system)
def organisation_board(request: HttpRequest) -> HttpResponse:
    """Sites × the five parts of the organisation system, each gap a link to mend it."""
    scope = request.scope
    counted = ResettlementSite.objects.within(scope.only(SYSTEM_READERS).counting())
    sites = list(counted.active(scope.on).order_by("code"))
    context = {
        "parts": [part.label for part in OrganisationPart],
        "lines": system_board(scope, sites, scope.on, reverse("organisation_board")),
        "on": scope.on,
    }
    return render(request, "sites/organisation_board.html", context)


@require_safe
@needs(can_view_organisation_system)
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The bodies of the sites and of the county as of a day."""
    form = OrganisationFilter(request.GET, scope=request.scope)
    rows = form.filter(readable_organisations(request.scope))
    page = page_by_key(rows, request.GET, keys=("site_key", "kind", "name", "id"))
    context = {
        "page": page,
        "filter_form": form,
        "may_keep": can_keep_organisations(request.scope),
    }
    return render(request, "sites/organisation_list.html", context)


@require_safe
@needs(can_view_organisation_system)
def organisation_detail(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One body: its posts in a period, and what it did (R14)."""
    scope = request.scope
    organisation = readable_organisations(scope).filter(pk=organisation_id).first()
    if organisation is None:
        raise Http404
    form = ReportPeriodForm(request.GET)
    postings = Posting.objects.overlapping(form.period.first, form.period.last)
    context = {
        "organisation": organisation,
        "filter_form": form,
        "period": form.period,
        "postings": postings.filter(organisation=organisation)
        .select_related("holder", "site")
        .order_by("post", "valid_from"),
        "deeds": deeds_of(organisation, scope, form.period),
        "edit_url": _edit_url(request, organisation),
    }
    return render(request, "sites/organisation_detail.html", context)


def _edit_url(request: HttpRequest, organisation: Organisation) -> str:
    if not can_keep_organisations(request.scope, organisation):
        return ""
    return reverse("admin:sites_organisation_change", args=[organisation.pk])
