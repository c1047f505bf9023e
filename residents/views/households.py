from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from residents.actions.corrections import Stale, correct_household
from residents.actions.looking import note_view
from residents.columns import HOUSEHOLD_COLUMNS
from residents.forms.corrections import HouseholdForm
from residents.forms.filters import HouseholdFilter
from residents.listing import as_cells, choices_of, columns_for
from residents.models import Household
from residents.rules import (
    READERS,
    can_edit_register,
    can_export_register,
    can_import_roster,
    can_view_board,
    can_view_register,
)
from residents.sight import sight_of
from residents.stale import sentence_of


@require_safe
@needs(can_view_register)
def household_list(request: HttpRequest) -> HttpResponse:
    """The households that one may read, by site; filters and columns stand in the address."""
    scope, sight = request.scope, sight_of(request.scope)
    form = HouseholdFilter(request.GET, scope=scope)
    households = Household.objects.within(scope.only(READERS)).for_list(scope.on)
    rows, keys = form.sorted(form.filter(households))
    columns = columns_for(request, "households", HOUSEHOLD_COLUMNS)
    page = page_by_key(rows, request.GET, keys=keys)
    context = {
        "page": as_cells(page, columns, sight, _url),
        "filter_form": form,
        "shown_columns": columns,
        "columns": choices_of(HOUSEHOLD_COLUMNS, columns),
        "may_export": can_export_register(scope),
        "may_import": can_import_roster(scope),
        "may_view_board": can_view_board(scope),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "residents/household_list.html", context)


def _url(household: Household) -> str:
    return reverse("household_detail", args=[household.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def household_edit(request: HttpRequest, household_id: int) -> HttpResponse:
    """Corrections of the household's own fields."""
    rows = Household.objects.select_related("site")
    household = row_for(rows, request.scope, can_edit_register, pk=household_id)
    if request.method == "GET":
        note_view(actor=request.user, row=household, address=address_of(request))
    number = household.household_no
    form = HouseholdForm(request.POST or None, instance=household, initial=draft_for(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        version, values = form.cleaned_data["version"], form.values()
        try:
            names = correct_household(
                actor=request.user, household=household, version=version, fields=values
            )
        except Stale as stale:
            household.refresh_from_db()
            form.tell_stale(sentence_of(stale, household), household.version)
            status = 409
        else:
            messages.success(request, _("Stored.") if names else _("Nothing was changed."))
            return redirect("household_detail", household_id=household_id)
    context = {"form": form, "household_no": number, "household_id": household_id}
    return render(request, "residents/household_edit.html", context, status=status)
