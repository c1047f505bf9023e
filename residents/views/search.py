from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.events import address_of
from lib.access import needs
from lib.sealed_text import seal_text, unseal_text
from residents.actions.looking import note_search
from residents.columns import HOUSEHOLD_COLUMNS, PERSON_COLUMNS, chosen_columns
from residents.listing import cells_of
from residents.rules import can_search
from residents.search import LIMIT, find, tidy
from residents.sight import sight_of

PLACE = "session.search"
REMEMBERED = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_search)
def search(request: HttpRequest) -> HttpResponse:
    """Takes what was typed (POST) and shows the answer under a number that says nothing.

    The text lies sealed in the session: never in an address, a log or a page cache.
    """
    if request.method == "POST":
        number = _remember(request, request.POST.get("q", ""))
        return redirect(f"{reverse('search')}?n={number}")
    text = _remembered(request)
    if not tidy(text):
        return render(request, "residents/search.html", {"search_text": ""})
    sight = sight_of(request.scope)
    found = find(text, request.scope)
    note_search(actor=request.user, found=found, address=address_of(request))
    households = chosen_columns(HOUSEHOLD_COLUMNS, None)
    persons = chosen_columns(PERSON_COLUMNS, None)
    context = {
        "search_text": text,
        "found": found,
        "limit": LIMIT,
        "household_columns": households,
        "households": cells_of(found.households, households, sight, _household_url),
        "person_columns": persons,
        "persons": cells_of(found.persons, persons, sight, _person_url),
    }
    return render(request, "residents/search.html", context)


def _remember(request: HttpRequest, text: str) -> int:
    number, texts = request.session.get("searches", (0, {}))
    texts = dict(list(texts.items())[-REMEMBERED + 1 :])
    texts[str(number + 1)] = seal_text(text.strip(), PLACE)
    request.session["searches"] = (number + 1, texts)
    return number + 1


def _remembered(request: HttpRequest) -> str:
    _number, texts = request.session.get("searches", (0, {}))
    return unseal_text(texts.get(request.GET.get("n", ""), ""), PLACE)


def _household_url(household) -> str:
    return reverse("household_detail", args=[household.pk])


def _person_url(person) -> str:
    return reverse("person_detail", args=[person.pk])
