"""Disputes: the list, registering, and the page of one case (R27, R48)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from services.actions.dispute_looks import note_look
from services.actions.disputes import register_dispute
from services.actions.mediations import settle_at_once
from services.case_agendas import agenda_context
from services.dispute_page import (
    file_of,
    matters_of,
    offers,
    outline_of,
    party_lines,
    steps_of,
)
from services.enums.disputes import DisputeChannel
from services.forms.disputes import DisputeFilter, DisputeForm, SpotForm
from services.forms.refusals import show_refusal
from services.models import Dispute, DisputeWords, ServiceRequest
from services.rules.disputes import (
    can_export_disputes,
    can_keep_dispute,
    can_list_allowances,
    can_read_dispute,
    can_register_dispute,
    can_view_dispute_summary,
    can_view_disputes,
    can_work_dispute,
    settles_for_centre,
)

LOADED = ("site", "agreement", "confirmation")


@require_safe
@needs(can_view_disputes)
def dispute_list(request: HttpRequest) -> HttpResponse:
    """Type, stage and dates of what one finds, for days what one counts; more where one reads."""
    scope = request.scope
    form = DisputeFilter(request.GET, scope=scope)
    rows = form.rows().with_sight(scope).select_related("site")
    page = page_by_key(rows, request.GET, keys=("-occurred_on", "-id"))
    page.rows[:] = [{"dispute": row, "state": row.state_on(scope.on)} for row in page.rows]
    context = {
        "page": page,
        "filter_form": form,
        "may_register": can_register_dispute(scope),
        "may_export": can_export_disputes(scope),
        "may_view_summary": can_view_dispute_summary(scope),
        "may_list_allowances": can_list_allowances(scope),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "services/dispute_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_register_dispute)
def dispute_add(request: HttpRequest) -> HttpResponse:
    """Registers a dispute that goes its whole way; `?request=` names what it came from."""
    form = DisputeForm(
        request.POST or None,
        initial=draft_for(request),
        scope=request.scope,
        came_from=_asked_request(request),
    )

    def store() -> Dispute:
        return register_dispute(
            actor=request.user,
            dispute=form.dispute(),
            words=form.words(),
            parties=form.parties(),
        )

    stored = _stored(request, form, store)
    if stored is None:
        return render(request, "services/dispute_add.html", {"form": form})
    told = _("Registered as %(number)s. Next: accept it, or guide the parties elsewhere.")
    messages.success(request, told % {"number": stored.case_no})
    return redirect("dispute_detail", stored.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_register_dispute)
def dispute_spot(request: HttpRequest) -> HttpResponse:
    """A quarrel settled on the spot, on one screen."""
    form = SpotForm(request.POST or None, initial=draft_for(request), scope=request.scope)

    def store() -> Dispute:
        dispute = form.dispute()
        at_site = settles_for_centre(request.scope, dispute.site_id)
        dispute.channel = DisputeChannel.SERVICE_CENTRE if at_site else DisputeChannel.GRID
        return settle_at_once(
            actor=request.user,
            dispute=dispute,
            words=form.words(),
            parties=form.parties(),
            terms=form.cleaned_data["terms"],
            by_grid_staff=not at_site,
        )

    stored = _stored(request, form, store)
    if stored is None:
        return render(request, "services/dispute_spot.html", {"form": form})
    told = _("Registered as %(number)s. Print the register; a colleague calls the parties back.")
    messages.success(request, told % {"number": stored.case_no})
    return redirect("dispute_detail", stored.pk)


@require_safe
@never_cache
def dispute_detail(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """One case; who may not read its words sees its type, stage and dates."""
    scope = request.scope
    rows = Dispute.objects.select_related(*LOADED, "settled_by", "confirmed_by")
    dispute = row_for(rows, scope, can_view_disputes, pk=dispute_id)
    context: dict[str, Any] = {
        "dispute": dispute,
        "state": dispute.state_on(scope.on),
        "way": steps_of(dispute),
    }
    if not can_read_dispute(scope, dispute):
        context["steps"] = outline_of(dispute)
        return render(request, "services/dispute_outline.html", context)
    note_look(actor=request.user, dispute=dispute, address=address_of(request))
    works = can_work_dispute(scope, dispute)
    context |= {
        "words": DisputeWords.objects.within(scope).filter(dispute=dispute).first(),
        "steps": dispute.steps.select_related("actor"),
        "agreement": getattr(dispute, "agreement", None),
        "confirmation": getattr(dispute, "confirmation", None),
        "matters": matters_of(dispute, scope.on),
        "offers": offers(scope, dispute),
        "parties": party_lines(dispute),
        "participants": dispute.participants.select_related("user"),
        "sessions": dispute.sessions.select_related("recorder"),
        "visits": dispute.follow_ups.select_related("made_by"),
        "file": file_of(dispute),
        "came_from": _readable_request(request, dispute.request_id),
        "may_work": works,
        "may_change": works and not dispute.is_over,
        "may_keep": can_keep_dispute(scope, dispute),
        **agenda_context(dispute, scope, is_open=not dispute.is_over),
    }
    return render(request, "services/dispute_detail.html", context)


def _asked_request(request: HttpRequest) -> ServiceRequest | None:
    """The request that the address names, which one must read and may make a dispute of."""
    asked = request.GET.get("request", "")
    if not asked:
        return None
    row = _readable_request(request, int(asked[:18]) if asked.isdecimal() else None)
    if row is None or not can_register_dispute(request.scope, row):
        raise Http404
    return row


def _readable_request(request: HttpRequest, request_id: int | None) -> ServiceRequest | None:
    if request_id is None:
        return None
    rows = ServiceRequest.objects.within(request.scope).readable(request.scope)
    return rows.filter(pk=request_id).select_related("site").first()


def _stored(request: HttpRequest, form: Any, store: Any) -> Dispute | None:
    """What was stored; None where the form is shown, with what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return store()
    except ValidationError as error:
        show_refusal(form, error)
        return None
