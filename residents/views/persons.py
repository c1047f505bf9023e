from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from residents.actions.corrections import Stale, correct_person
from residents.actions.looking import note_view
from residents.changes import person_changes
from residents.columns import PERSON_COLUMNS
from residents.facts import person_groups
from residents.forms.corrections import PersonForm
from residents.forms.filters import PersonFilter
from residents.listing import as_cells, choices_of, columns_for
from residents.models import Household, Person
from residents.rules import (
    READERS,
    can_compare_lists,
    can_edit_register,
    can_export_register,
    can_view_register,
)
from residents.sight import sight_of
from residents.stale import sentence_of


@require_safe
@needs(can_view_register)
def person_list(request: HttpRequest) -> HttpResponse:
    """The persons whom one may read, by site; filters and columns stand in the address."""
    scope, sight = request.scope, sight_of(request.scope)
    form = PersonFilter(request.GET, scope=scope)
    persons = Person.objects.within(scope.only(READERS)).for_list(scope.on)
    rows, keys = form.sorted(form.filter(persons))
    columns = columns_for(request, "persons", PERSON_COLUMNS)
    page = page_by_key(rows, request.GET, keys=keys)
    context = {
        "page": as_cells(page, columns, sight, _url),
        "filter_form": form,
        "shown_columns": columns,
        "columns": choices_of(PERSON_COLUMNS, columns),
        "may_export": can_export_register(scope),
        "may_compare": can_compare_lists(scope),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "residents/person_list.html", context)


def _url(person: Person) -> str:
    return reverse("person_detail", args=[person.pk])


def _tabs(person_id: int, current: str) -> list[dict[str, object]]:
    """The tabs of a person's page, each a page of its own."""
    names = [("person_detail", _("Overview")), ("person_history", _("History"))]
    return [
        {"label": label, "url": reverse(name, args=[person_id]), "current": name == current}
        for name, label in names
    ]


@require_safe
def person_detail(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: what the register says, masked; opening it is logged."""
    scope, sight = request.scope, sight_of(request.scope)
    rows = Person.objects.for_list(scope.on)
    person = row_for(rows, scope, can_view_register, pk=person_id)
    note_view(actor=request.user, row=person, address=address_of(request))
    household_id = person.household["id"] if person.household else None
    readable = Household.objects.within(scope.only(READERS))
    context = {
        "person": person,
        "groups": person_groups(person, sight),
        "household": readable.filter(pk=household_id).first(),
        "address": sight.address(person),
        "may_edit": sight.may_edit(person),
        "tabs": _tabs(person_id, "person_detail"),
    }
    return render(request, "residents/person_detail.html", context)


@require_safe
def person_history(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who changed what of this person, and when."""
    scope = request.scope
    person = row_for(Person.objects.for_list(scope.on), scope, can_view_register, pk=person_id)
    note_view(actor=request.user, row=person, address=address_of(request))
    context = {
        "person": person,
        "deeds": person_changes(person, sight_of(scope)),
        "tabs": _tabs(person_id, "person_history"),
    }
    return render(request, "residents/person_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Corrections of the person's own fields."""
    rows = Person.objects.select_related("site")
    person = row_for(rows, request.scope, can_edit_register, pk=person_id)
    if request.method == "GET":
        note_view(actor=request.user, row=person, address=address_of(request))
    name = person.name
    form = PersonForm(request.POST or None, instance=person, initial=draft_for(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            names = correct_person(
                actor=request.user,
                scope=request.scope,
                person=person,
                version=form.cleaned_data["version"],
                fields=form.values(),
                id_number=form.cleaned_data["new_id_number"],
                relation_code=form.relation_code,
            )
        except Stale as stale:
            person.refresh_from_db()
            form.tell_stale(sentence_of(stale, person), person.version)
            status = 409
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Stored.") if names else _("Nothing was changed."))
            return redirect("person_detail", person_id=person_id)
    context = {"form": form, "name": name, "person_id": person_id}
    return render(request, "residents/person_edit.html", context, status=status)
