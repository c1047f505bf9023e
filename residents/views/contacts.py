"""Contact pairs: the list, and assigning them singly or for a whole stairwell (R39)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from lib.returning import way_back
from lib.spreadsheets import UnreadableFile
from residents.actions.contacts import assign_contact, assign_listed, end_contact
from residents.contact_sheets import read_contacts
from residents.contacts import listed_pairs, of_stairwell
from residents.forms.contacts import (
    MISSING,
    ContactFilter,
    ContactForm,
    ContactImportForm,
    EndForm,
    StairwellContactForm,
    cadres_of,
)
from residents.models import ContactPair, Household
from residents.rules import can_assign_contacts, can_export_register, can_view_register
from sites.models import Stairwell

FAULTS_SHOWN = 100


@require_safe
@needs(can_view_register)
def contact_list(request: HttpRequest) -> HttpResponse:
    """Which cadre keeps in touch with which household today."""
    form = ContactFilter(request.GET, scope=request.scope)
    rows = form.filter(listed_pairs(request.scope))
    keys = ("site__code", "household__household_no", "id")
    context = {
        "page": page_by_key(rows, request.GET, keys=keys),
        "filter_form": form,
        "may_assign": can_assign_contacts(request.scope),
        "may_export": can_export_register(request.scope),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "residents/contact_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_household(request: HttpRequest, household_id: int) -> HttpResponse:
    """Gives one household its contact cadre."""
    rows = Household.objects.select_related("site")
    household = row_for(rows, request.scope, can_assign_contacts, pk=household_id)
    back = way_back(request, reverse("household_detail", args=[household_id]))
    form = ContactForm(request.POST or None, site=household.site, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        _assign(request, [household], form)
        return redirect(back)
    pair = ContactPair.objects.current(request.scope.on).filter(household=household)
    context = {
        "form": form,
        "household": household,
        "pair": pair.select_related("cadre").first(),
        "back": back,
    }
    return render(request, "residents/contact_household.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_stairwell(request: HttpRequest, stairwell_id: int) -> HttpResponse:
    """Gives the households of a stairwell one contact cadre, after showing what changes."""
    rows = Stairwell.objects.select_related("site", "building")
    stairwell = row_for(rows, request.scope, can_assign_contacts, pk=stairwell_id)
    back = way_back(request, reverse("building_board", args=[stairwell.building_id]))
    form = StairwellContactForm(request.POST or None, site=stairwell.site, scope=request.scope)
    households = list(of_stairwell(stairwell, request.scope.on))
    changing: list[Household] | None = None
    if request.method == "POST" and form.is_valid():
        changing = _changing(households, form.cleaned_data)
        if "confirmed" in request.POST:
            _assign(request, changing, form)
            return redirect(back)
    context = {
        "form": form,
        "stairwell": stairwell,
        "households": households,
        "changing": changing,
        "back": back,
    }
    return render(request, "residents/contact_stairwell.html", context)


def _changing(households: list[Household], chosen: dict[str, Any]) -> list[Household]:
    if chosen["which"] == MISSING:
        return [household for household in households if household.contact_id is None]
    return [household for household in households if household.contact_id != chosen["cadre"].pk]


def _assign(request: HttpRequest, households: list[Household], form: ContactForm) -> None:
    cadre = form.cleaned_data["cadre"]
    number = assign_contact(
        actor=request.user,
        households=households,
        cadre=cadre,
        on=form.cleaned_data["on"],
        address=address_of(request),
    )
    sentence = ngettext(
        "%(name)s keeps in touch with %(number)s more household.",
        "%(name)s keeps in touch with %(number)s more households.",
        number,
    )
    messages.success(request, sentence % {"name": cadre.name, "number": number})


@require_http_methods(["GET", "HEAD", "POST"])
def contact_end(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Ends a pair; the household is then a gap until another cadre is assigned."""
    rows = ContactPair.objects.select_related("household", "cadre")
    pair = row_for(rows, request.scope, can_assign_contacts, pk=pair_id)
    back = way_back(request, reverse("contact_list"))
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_contact(
                actor=request.user,
                pair=pair,
                on=form.cleaned_data["on"],
                address=address_of(request),
            )
        except ValidationError as error:
            form.add_error("on", error)
        else:
            messages.success(request, _("Ended. The household now needs a contact cadre."))
            return redirect(back)
    context = {"form": form, "pair": pair, "back": back}
    return render(request, "residents/contact_end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_assign_contacts)
def contact_import(request: HttpRequest) -> HttpResponse:
    """Takes a whole sheet of pairs, all or none; each row that is wrong is named."""
    form = ContactImportForm(request.POST or None, request.FILES or None, scope=request.scope)
    faults: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            faults = _take_in(request, form.cleaned_data)
        except (UnreadableFile, ValidationError) as error:
            form.add_error("file", getattr(error, "messages", str(error)))
        else:
            if not faults:
                return redirect("contact_list")
    context = {"form": form, "faults": faults[:FAULTS_SHOWN], "number": len(faults)}
    return render(request, "residents/contact_import.html", context)


def _take_in(request: HttpRequest, chosen: dict[str, Any]) -> list[tuple[int, str]]:
    """Stores the sheet, or gives its faults."""
    site, on = chosen["site"], request.scope.on
    sheet = read_contacts(
        chosen["file"].read(),
        chosen["file"].name,
        site=site,
        cadres=cadres_of(site, on),
        on=on,
    )
    if sheet.faults:
        return sheet.faults
    number = assign_listed(
        actor=request.user, pairs=sheet.pairs, on=chosen["on"], address=address_of(request)
    )
    sentence = _("%(rows)s rows read, %(number)s households have another contact cadre now.")
    messages.success(request, sentence % {"rows": len(sheet.pairs), "number": number})
    return []
