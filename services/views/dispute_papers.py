"""The papers of a case, printed on A4 from the browser."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actions.events import address_of
from lib.access import row_for
from services.actions.dispute_looks import note_paper
from services.dispute_papers import PAPERS, paper_context, ready_papers
from services.models import Dispute
from services.rules.disputes import can_print_dispute


@require_safe
@never_cache
def dispute_print(request: HttpRequest, dispute_id: int, paper: str) -> HttpResponse:
    """One paper of the case, in Chinese; that it was printed is kept with its name."""
    form = PAPERS.get(paper)
    if form is None:
        raise Http404
    rows = Dispute.objects.select_related("site", "agreement", "confirmation", "settled_by")
    dispute = row_for(rows, request.scope, can_print_dispute, pk=dispute_id)
    if form not in ready_papers(dispute):
        raise Http404
    note_paper(
        actor=request.user, dispute=dispute, paper=str(form.title), address=address_of(request)
    )
    # The law gives these forms their words, and they are Chinese; so is what is filled in.
    with translation.override("zh-hans"):
        context = {
            **paper_context(dispute, form.name, request.scope.on),
            "paper": form,
            "back_url": reverse("dispute_detail", args=[dispute_id]),
            "printed_at": timezone.now(),
            "printed_by": request.user.name,
        }
        return render(request, form.template, context)
