"""Parties, words and helpers of one case, each on a small page of its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import row_for
from residents.forms.reasons import ReasonForm
from services.actions.dispute_looks import reveal_party
from services.actions.dispute_parties import add_participant, end_participation, save_party
from services.actions.disputes import correct_words
from services.forms.dispute_parties import LeaveForm, ParticipantForm, PartyForm
from services.forms.disputes import WordsForm
from services.forms.refusals import show_refusal
from services.models import Dispute, DisputeParticipant, DisputeParty, DisputeWords
from services.rules.disputes import can_view_part, can_work_dispute

REVEALED = {"phone": gettext_lazy("Telephone"), "id_number": gettext_lazy("Identity number")}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute_party_add(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Another party to the dispute."""
    dispute = _worked(request, dispute_id)
    form = PartyForm(request.POST or None, initial=draft_for(request), scope=request.scope)
    return _page(
        request,
        dispute,
        form,
        _("Another party"),
        lambda: save_party(actor=request.user, dispute=dispute, party=form.instance),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute_party_edit(request: HttpRequest, dispute_id: int, party_id: int) -> HttpResponse:
    """One party as the papers give him."""
    dispute = _worked(request, dispute_id)
    party = dispute.parties.filter(pk=party_id).first()
    if party is None:
        raise Http404
    form = PartyForm(
        request.POST or None, instance=party, initial=draft_for(request), scope=request.scope
    )
    return _page(
        request,
        dispute,
        form,
        _("Party"),
        lambda: save_party(actor=request.user, dispute=dispute, party=form.instance),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute_participant_add(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Grid staff who take part, or somebody invited."""
    dispute = _worked(request, dispute_id)
    form = ParticipantForm(request.POST or None, initial=draft_for(request))
    return _page(
        request,
        dispute,
        form,
        _("Who helps to settle"),
        lambda: add_participant(
            actor=request.user,
            dispute=dispute,
            participant=DisputeParticipant(**form.cleaned_data),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute_participant_leave(
    request: HttpRequest, dispute_id: int, participant_id: int
) -> HttpResponse:
    """Somebody who was named for the case leaves it and reads it no more."""
    dispute = _worked(request, dispute_id)
    participant = dispute.participants.filter(pk=participant_id).first()
    if participant is None:
        raise Http404
    form = LeaveForm(request.POST or None, initial=draft_for(request))
    return _page(
        request,
        dispute,
        form,
        _("%(name)s leaves the case") % {"name": participant},
        lambda: end_participation(
            actor=request.user, dispute=dispute, participant=participant, **form.cleaned_data
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute_words(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Subject, place, account and wish, corrected."""
    dispute = _worked(request, dispute_id)
    row = DisputeWords.objects.within(request.scope).filter(dispute=dispute).first()
    form = WordsForm(request.POST or None, instance=row, initial=draft_for(request))
    return _page(
        request,
        dispute,
        form,
        _("What the dispute is about"),
        lambda: correct_words(actor=request.user, dispute=dispute, **form.cleaned_data),
    )


@require_POST
@never_cache
def dispute_party_reveal(request: HttpRequest, party_id: int, name: str) -> HttpResponse:
    """Shows the telephone or identity number of a party once; the reason is logged."""
    rows = DisputeParty.objects.select_related("person", "dispute")
    party = row_for(rows, request.scope, can_view_part, pk=party_id)
    if name not in REVEALED:
        raise Http404
    form = ReasonForm(request.POST)
    context: dict[str, Any] = {
        "id": f"party{party.pk}-{name}",
        "label": REVEALED[name],
        "back_url": reverse("dispute_detail", args=[party.dispute_id]),
        "form": form,
    }
    status = 400
    if form.is_valid():
        status, context["revealed"] = 200, True
        context["value"] = reveal_party(
            actor=request.user,
            party=party,
            name=name,
            reason=form.cleaned_data["reason"],
            address=address_of(request),
        )
    fragment = status == 200 and "X-Fragment" in request.headers
    template = "components/masked.html" if fragment else "residents/reveal.html"
    return render(request, template, context, status=status)


def _worked(request: HttpRequest, dispute_id: int) -> Dispute:
    rows = Dispute.objects.select_related("site", "agreement", "confirmation")
    return row_for(rows, request.scope, can_work_dispute, pk=dispute_id)


def _page(request: HttpRequest, dispute: Dispute, form: Any, title: str, deed: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Stored."))
            return redirect("dispute_detail", dispute.pk)
    context = {"dispute": dispute, "form": form, "title": title, "move": ""}
    return render(request, "services/dispute_step.html", context)
