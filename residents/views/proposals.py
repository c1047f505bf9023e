"""The life events that a roster proposes, accepted singly or together."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lib.access import row_for
from lib.paging import page_by_key
from residents.actions.proposals import NotAccepted, accept
from residents.forms.proposals import ProposalsForm
from residents.life_events import preview_together
from residents.models import ImportBatch
from residents.proposals import evidence_of, findings_with_events, proposals_of
from residents.rules import can_accept_proposals

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def import_proposals(request: HttpRequest, token: Any) -> HttpResponse:
    """Lists what may have happened, shows what the ticked events change, records them together."""
    batches = ImportBatch.objects.select_related("site").defer("file_sealed")
    batch = row_for(batches, request.scope, can_accept_proposals, token=token)
    findings = findings_with_events(batch.pk)
    page = page_by_key(findings, request.GET, keys=("position", "id"), size=SHOWN)
    form = ProposalsForm(
        request.POST or None,
        proposals=proposals_of(page.rows, request.scope),
        initial={"evidence": evidence_of(batch.file_name)},
    )
    context = {"batch": batch, "page": page, "form": form, "preview": [], "reasons": {}}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        facts = {name: typed[name] for name in ("on", "evidence", "token")}
        chosen = form.chosen()
        try:
            if "confirmed" in request.POST:
                done = accept(actor=request.user, chosen=chosen, **facts)
                _tell(request, len(done))
                return redirect(request.get_full_path())
            context["preview"] = preview_together(
                actor=request.user, chosen=chosen, scope=request.scope, **facts
            )
        except NotAccepted as error:
            context["reasons"] = error.reasons
    return render(request, "residents/proposal_list.html", context)


def _tell(request: HttpRequest, number: int) -> None:
    sentence = ngettext("%(number)s event recorded.", "%(number)s events recorded.", number)
    messages.success(request, sentence % {"number": number})
