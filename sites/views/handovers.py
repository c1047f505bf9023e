"""Hand-over lists: written, signed by both or recorded from paper, printed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lib.access import Rule, needs, row_for
from lib.paging import page_by_key
from sites.actions.documents import save_document
from sites.actions.handovers import record_paper, sign, write_list
from sites.forms.handovers import HandoverFilter, HandoverList, PaperForm
from sites.handovers import open_sides
from sites.models import Handover, ServiceDocument
from sites.post_words import post_label
from sites.rules import can_keep_handover, can_record_paper, can_view_documents, can_view_handover


@require_safe
@needs(can_view_handover)
def handover_list(request: HttpRequest) -> HttpResponse:
    """The lists of one's places, those that wait for a signature unless all are asked for."""
    form = HandoverFilter(request.GET, scope=request.scope)
    rows = form.rows().select_related("giver", "taker", "site")
    page = page_by_key(rows, request.GET, keys=("due_on", "id"))
    page.rows[:] = [
        {
            "handover": row,
            "post": post_label(row.post),
            "state": row.state_on(request.scope.on),
        }
        for row in page.rows
    ]
    context = {"page": page, "filter_form": form}
    return render(request, "sites/handover_list.html", context)


@require_safe
def handover_detail(request: HttpRequest, handover_id: int) -> HttpResponse:
    """The list, who has signed it, and what one may still do."""
    handover = _handover(request, handover_id, can_view_handover)
    return _page(request, handover, HandoverList.of(handover))


@require_POST
def handover_items(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Stores the list while nobody has signed it."""
    handover = _handover(request, handover_id, can_keep_handover)
    form = HandoverList(request.POST)
    if not form.is_valid():
        return _page(request, handover, form, status=200)
    try:
        write_list(actor=request.user, handover=handover, items=form.items())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The list is stored. Both can sign it now."))
    return redirect("handover_detail", handover_id)


@require_POST
def handover_sign(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Signs as oneself."""
    handover = _handover(request, handover_id, can_view_handover)
    return _tried(request, handover, lambda: sign(actor=request.user, handover=handover))


@require_POST
def handover_paper(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Records the list signed by hand, with its photograph."""
    handover = _handover(request, handover_id, can_record_paper)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("handover_detail", handover_id)
    file = form.cleaned_data["file"]

    def record() -> None:
        paper = ServiceDocument(
            site_id=handover.site_id,
            document_no=_("hand-over %(number)s") % {"number": handover.pk},
            title=_("Signed hand-over list"),
            issued_on=request.scope.on,
        )
        save_document(actor=request.user, document=paper, file_name=file.name, content=file.read())
        record_paper(actor=request.user, handover=handover, paper=paper)

    return _tried(request, handover, record)


@require_safe
def handover_print(request: HttpRequest, handover_id: int) -> HttpResponse:
    """The list on A4 with room for both signatures and a witness."""
    handover = _handover(request, handover_id, can_view_handover)
    context = {
        "handover": handover,
        "items": handover.items.all(),
        "post": post_label(handover.post),
        "back_url": reverse("handover_detail", args=[handover_id]),
        "printed_at": timezone.now(),
        "printed_by": request.user.name,
    }
    return render(request, "sites/handover_print.html", context)


def _handover(request: HttpRequest, handover_id: int, rule: Rule) -> Handover:
    rows = Handover.objects.select_related(
        "giver", "taker", "giver_recorded_by", "taker_recorded_by", "site", "paper"
    ).defer("paper__file_sealed")
    return row_for(rows, request.scope, rule, pk=handover_id)


def _page(
    request: HttpRequest, handover: Handover, form: HandoverList, status: int = 200
) -> HttpResponse:
    is_untouched = not (handover.giver_signed_at or handover.taker_signed_at)
    signed = {
        handover.giver_id: handover.giver_signed_at,
        handover.taker_id: handover.taker_signed_at,
    }
    context: dict[str, Any] = {
        "handover": handover,
        "items": handover.items.all(),
        "form": form,
        "post": post_label(handover.post),
        "open_sides": open_sides(handover, request.scope.on),
        "may_write": is_untouched and can_keep_handover(request.scope, handover),
        "may_sign": request.user.pk in signed and signed[request.user.pk] is None,
        "may_record": not handover.is_signed
        and handover.taker_id is not None
        and can_record_paper(request.scope, handover),
        "paper_form": PaperForm(),
        "may_view_paper": handover.paper is not None
        and can_view_documents(request.scope, handover.paper),
    }
    return render(request, "sites/handover_detail.html", context, status=status)


def _tried(request: HttpRequest, handover: Handover, deed: Any) -> HttpResponse:
    try:
        deed()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The signature is recorded."))
    return redirect("handover_detail", handover.pk)
