"""The frame of every page: five to seven entries by role, search address, type size."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.rules import can_view_admin, can_view_audit
from dashboards.rules import can_view_figures
from lib.scope import Scope
from residents.rules import can_import_roster, can_search, can_view_register
from services.rules.disputes import can_view_disputes
from services.rules.requests import can_view_desk, can_view_requests
from sites.rules import can_view_posts


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html; empty for signed-out pages."""
    scope = getattr(request, "scope", None)
    if scope is None or not scope.grants:
        return {"navigation": [], "search_url": "", "search_text": ""}
    return {
        "navigation": [
            {
                "label": label,
                "url": reverse(name),
                "icon": icon,
                "count": 0,
                "current": _is_current(request, name),
            }
            for label, name, icon in entries(scope)
        ],
        "search_url": reverse("search") if can_search(scope) else "",
        "search_text": "",
    }


def _is_current(request: HttpRequest, name: str) -> bool:
    """Whether the page belongs to the entry; the service centre's lie under several addresses."""
    if request.path == reverse(name):
        return True
    match = request.resolver_match
    if name in ("desk", "request_list", "dispute_list"):
        return match is not None and match.func.__module__.startswith("services.")
    return name != "home" and request.path.startswith(reverse(name))


def entries(scope: Scope) -> list[tuple[str, str, str]]:
    """(label, URL name, icon) of what this person may open, in order of use."""
    found = [(_("Home"), "home", "home"), (_("My work"), "my_work", "user")]
    if can_view_desk(scope):
        found.append((_("Service desk"), "desk", "list-check"))
    elif can_view_requests(scope):
        found.append((_("Service centre"), "request_list", "list-check"))
    elif can_view_disputes(scope):
        # Mediators find their cases here.
        found.append((_("Disputes"), "dispute_list", "list-check"))
    if can_view_register(scope):
        # Persons are a list beside the households', reached from there.
        found.append((_("Households"), "household_list", "users"))
    if can_import_roster(scope):
        found.append((_("Roster import"), "import_list", "upload"))
    if can_view_figures(scope):
        found.append((_("Figures"), "figure_list", "chart"))
    if can_view_posts(scope):
        # The staff directory is a tab away.
        found.append((_("Posts"), "post_list", "id"))
    else:
        found.append((_("Staff directory"), "staff_list", "book"))
    if can_view_audit(scope):
        found.append((_("Audit log"), "audit_list", "eye"))
    if can_view_admin(scope):
        found.append((_("Master data"), "admin:index", "settings"))
    return found
