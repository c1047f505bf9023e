from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.events import address_of
from accounts.actions.exports import ask_for_export
from lib.access import needs
from residents.columns import HOUSEHOLD_COLUMNS, PERSON_COLUMNS
from residents.contacts import CONTACT_COLUMNS
from residents.exports import export_params
from residents.forms.contacts import ContactFilter
from residents.forms.filters import HouseholdFilter, PersonFilter
from residents.forms.reasons import TakeOutForm
from residents.listing import columns_for
from residents.rules import can_export_register
from residents.sight import sight_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_export_register)
def household_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then has the filtered list of households written to .xlsx."""
    filter_form = HouseholdFilter(request.GET, scope=request.scope)
    form = TakeOutForm(request.POST or None, may_reveal=False)
    page = {"title": _("Export households"), "list_url": reverse("household_list")}
    return export_page(request, form, filter_form, page, "households", HOUSEHOLD_COLUMNS)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_export_register)
def person_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then has the filtered list of persons written to .xlsx."""
    filter_form = PersonFilter(request.GET, scope=request.scope)
    may_reveal = bool(sight_of(request.scope).reveals)
    form = TakeOutForm(request.POST or None, may_reveal=may_reveal)
    page = {"title": _("Export persons"), "list_url": reverse("person_list")}
    return export_page(request, form, filter_form, page, "persons", PERSON_COLUMNS)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_export_register)
def contact_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then has the filtered list of contact pairs written to .xlsx."""
    filter_form = ContactFilter(request.GET, scope=request.scope)
    form = TakeOutForm(request.POST or None, may_reveal=False)
    page = {"title": _("Export contact pairs"), "list_url": reverse("contact_list")}
    return export_page(request, form, filter_form, page, "contact_pairs", CONTACT_COLUMNS)


def export_page(
    request: HttpRequest,
    form: TakeOutForm,
    filter_form: Any,
    page: dict[str, Any],
    exporter: str,
    known: Any,
) -> HttpResponse:
    """Asks why, then has a filtered list with the columns chosen for it written to .xlsx."""
    columns = columns_for(request, exporter, known)
    if request.method == "POST" and form.is_valid():
        job = ask_for_export(
            actor=request.user,
            scope=request.scope,
            exporter=exporter,
            params=export_params(request.GET, columns, clear=form.is_clear),
            reason=form.cleaned_data["reason"],
            address=address_of(request),
        )
        return redirect("export_status", token=job.token)
    context = {
        **page,
        "form": form,
        "filter_text": filter_form.in_words(),
        "column_labels": [column.label for column in columns],
        "query": request.GET.urlencode(),
    }
    return render(request, "residents/export_ask.html", context)
