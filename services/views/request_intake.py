"""Taking a request down: one screen, by keyboard if one likes, with or without script."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs
from residents.actions.looking import note_search
from residents.models import Household
from residents.search import find
from services.actions.request_intake import take_request
from services.enums.requests import RequestAction
from services.forms.request_intake import IntakeForm, candidates, candidates_of
from services.models import ServiceRequest
from services.request_deeds import sentence_after
from services.rules.requests import TAKERS, can_take_request
from services.views.request_slips import offer_slip, offered_slip

MORE = ("caller_name", "caller_phone", "late_reason", "occurred_on")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_take_request)
def request_add(request: HttpRequest) -> HttpResponse:
    """The intake; "look up" only fills the list of who can be meant."""
    scope = request.scope
    looks = "look" in request.POST
    form = IntakeForm(None if looks else request.POST or None, initial=_start(request), scope=scope)
    if request.method == "POST" and not looks and form.is_valid():
        try:
            row = take_request(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error.error_list}).items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(request, _told(row, scope.on))
            offer_slip(request, row)
            another = request.POST.get("next") == "another"
            return redirect("request_add") if another else redirect("request_detail", row.pk)
    text = form["resident"].value() or ""
    context = {
        "form": form,
        "candidates": form.candidates or (candidates_of(text, scope) if text else []),
        "chosen": form["who"].value() or "",
        "text": text,
        "slip": offered_slip(request),
        "opens_more": any(form.errors.get(name) for name in MORE),
    }
    return render(request, "services/request_add.html", context)


def _start(request: HttpRequest) -> dict[str, Any]:
    """What was typed before "look up", else a draft, else the household that was come from."""
    if "look" in request.POST:
        return request.POST.dict()
    draft = draft_for(request)
    draft.pop("token", None)
    number = request.GET.get("household", "")
    if draft or not number.isdecimal():
        return draft
    rows = Household.objects.within(request.scope.only(TAKERS))
    household = rows.filter(pk=int(number[:18])).first()
    return {"resident": household.household_no, "who": f"h{household.pk}"} if household else {}


def _told(row: ServiceRequest, on: Any) -> str:
    """Number first: it is what the resident is given on a slip."""
    if row.lead is not None:
        sentence = sentence_after(row, RequestAction.ASSIGN, on)
    elif row.done_on:
        sentence = sentence_after(row, RequestAction.ANSWER, on)
    elif row.accepted_on:
        sentence = sentence_after(row, RequestAction.ACCEPT, on)
    else:
        sentence = _("The centre accepts it or says why not.")
    return f"{row.number}: {sentence}"


@require_POST
@never_cache
@needs(can_take_request)
def request_residents(request: HttpRequest) -> HttpResponse:
    """Who can be meant by what is typed: radio buttons, as a part of the intake."""
    text, answers = request.POST.get("text", "")[:60], []
    if text.strip():
        found = find(text, request.scope.only(TAKERS))
        note_search(actor=request.user, found=found, address=address_of(request))
        answers = candidates(found, request.scope)
    context = {"candidates": answers, "chosen": "", "text": text}
    return render(request, "services/request_residents.html", context)
