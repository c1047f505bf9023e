from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.events import address_of
from lib.access import Rule, row_for
from lib.timeline import matters_of, responsible_for, tabs, timeline_of
from residents.actions.looking import note_print, note_view
from residents.changes import household_changes
from residents.facts import household_groups
from residents.family import family_of
from residents.forms.reasons import TakeOutForm
from residents.models import Household
from residents.rules import can_view_care, can_view_register
from residents.sight import sight_of, state_of


def household_for(
    request: HttpRequest, household_id: int, rule: Rule = can_view_register
) -> Household:
    """The household whose file is opened; 404 or 403 as `lib.access.row_for` says."""
    rows = Household.objects.for_list(request.scope.on)
    return row_for(rows, request.scope, rule, pk=household_id)


def file_head(request: HttpRequest, household: Household, current: str) -> dict[str, Any]:
    """What stands on top of every tab: state, address, the tabs and what may be done."""
    sight = sight_of(request.scope)
    names = [("household_detail", _("Overview"))]
    names.append(("household_events", _("Events")))
    names.append(("household_day", _("On a day")))
    if can_view_care(request.scope, household):
        names.append(("household_care", _("Care")))
    names += [(tab.url_name, tab.label) for tab in tabs()]
    names.append(("household_history", _("History")))
    return {
        "household": household,
        "address": sight.address(household),
        "state_text": state_of(household, request.scope.on),
        "may_edit": sight.may_edit(household),
        "tabs": [
            {"label": label, "url": reverse(name, args=[household.pk]), "current": name == current}
            for name, label in names
        ],
    }


@require_safe
def household_detail(request: HttpRequest, household_id: int) -> HttpResponse:
    """One household, one file: family, dwelling, who is responsible, what is open, the story."""
    scope, sight = request.scope, sight_of(request.scope)
    household = household_for(request, household_id)
    note_view(actor=request.user, row=household, address=address_of(request))
    members, former = family_of(household, scope, sight)
    context = {
        **file_head(request, household, "household_detail"),
        "members": members,
        "former": former,
        "groups": household_groups(household, sight),
        "responsible": responsible_for(household, scope.on),
        "matters": matters_of(household, scope),
        "entries": timeline_of(household, scope),
    }
    return render(request, "residents/household_detail.html", context)


@require_safe
def household_history(request: HttpRequest, household_id: int) -> HttpResponse:
    """Who changed what of this household, its members and dwelling, and when."""
    household = household_for(request, household_id)
    note_view(actor=request.user, row=household, address=address_of(request))
    context = {
        **file_head(request, household, "household_history"),
        "deeds": household_changes(household, request.scope, sight_of(request.scope)),
    }
    return render(request, "residents/household_history.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def household_print(request: HttpRequest, household_id: int) -> HttpResponse:
    """Asks why, then shows the file as a paper on A4: what the reader sees on the page, and clear
    numbers where he may reveal them and asked for them."""
    scope, sight = request.scope, sight_of(request.scope)
    household = household_for(request, household_id)
    form = TakeOutForm(request.POST or None, may_reveal=sight.may_reveal(household))
    head = file_head(request, household, "")
    if request.method != "POST" or not form.is_valid():
        return render(request, "residents/household_print_ask.html", {**head, "form": form})
    members, _former = family_of(household, scope, sight, clear=form.is_clear)
    note_print(
        actor=request.user,
        household=household,
        persons=len(members),
        clear=form.is_clear,
        reason=form.cleaned_data["reason"],
        address=address_of(request),
    )
    context = {
        **head,
        "members": members,
        "groups": household_groups(household, sight),
        "responsible": responsible_for(household, scope.on),
        "is_clear": form.is_clear,
        "back_url": reverse("household_detail", args=[household_id]),
        "printed_at": timezone.now(),
        "printed_by": request.user.name,
    }
    return render(request, "residents/household_print.html", context)
