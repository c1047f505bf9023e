from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.events import address_of
from lib.access import row_for
from residents.actions.looking import reveal
from residents.facts import REVEALED_OF_HOUSEHOLD, REVEALED_OF_PERSON, label_of
from residents.forms.reasons import ReasonForm
from residents.models import Household, Person
from residents.rules import can_reveal
from residents.sight import sight_of


@require_POST
@never_cache
def person_reveal(request: HttpRequest, person_id: int, name: str) -> HttpResponse:
    """Shows the identity number, birth date or phone once; the reason is logged."""
    scope = request.scope
    person = row_for(Person.objects.for_list(scope.on), scope, can_reveal, pk=person_id)
    if name not in REVEALED_OF_PERSON or not sight_of(scope).is_open(person):
        raise Http404
    return _revealed(request, person, name, reverse("person_detail", args=[person_id]))


@require_POST
@never_cache
def household_reveal(request: HttpRequest, household_id: int, name: str) -> HttpResponse:
    """Shows the detailed address of origin once; the reason is logged."""
    household = row_for(Household.objects, request.scope, can_reveal, pk=household_id)
    if name not in REVEALED_OF_HOUSEHOLD:
        raise Http404
    return _revealed(request, household, name, reverse("household_detail", args=[household_id]))


def _revealed(
    request: HttpRequest, row: Household | Person, name: str, back_url: str
) -> HttpResponse:
    """The value in the place of its mask (X-Fragment), else on a page of its own."""
    form = ReasonForm(request.POST)
    context = {
        # As in fact_group.html: the fragment takes the place of the mask of this id.
        "id": f"{row._meta.model_name}-{name}",
        "label": label_of(type(row), name),
        "back_url": back_url,
        "form": form,
    }
    status = 400
    if form.is_valid():
        status = 200
        context["revealed"] = True
        context["value"] = reveal(
            actor=request.user,
            row=row,
            name=name,
            reason=form.cleaned_data["reason"],
            address=address_of(request),
        )
    fragment = status == 200 and "X-Fragment" in request.headers
    template = "components/masked.html" if fragment else "residents/reveal.html"
    return render(request, template, context, status=status)
