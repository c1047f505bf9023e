"""One step of a case: its form, and the action that makes it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.drafts import draft_for
from lib.access import row_for
from services.actions import dispute_levels, dispute_results, disputes, mediations
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove
from services.forms.dispute_steps import FORMS
from services.forms.refusals import show_refusal
from services.models import Dispute
from services.rules.disputes import can_view_disputes, rule_of_move

M = DisputeMove
DEEDS: dict[str, Callable[..., Any]] = {
    M.ACCEPT: disputes.accept_dispute,
    M.GUIDE: disputes.guide_dispute,
    M.APPOINT: mediations.appoint_mediators,
    M.TELL_RIGHTS: mediations.tell_rights,
    M.INVESTIGATE: mediations.hold_session,
    M.HOLD_SESSION: mediations.hold_session,
    M.AGREE: mediations.agree,
    M.END: disputes.end_dispute,
    M.FOLLOW_UP: dispute_results.follow_up,
    M.CONFIRM: dispute_results.confirm_settled,
    M.REOPEN: mediations.reopen_dispute,
    M.APPLY_COURT: dispute_results.apply_to_court,
    M.DECIDE_COURT: dispute_results.record_decision,
    M.EXTEND: dispute_levels.extend_dispute,
    M.ESCALATE: dispute_levels.escalate_dispute,
    M.FLAG_RISK: dispute_levels.flag_risk,
    M.CLOSE: disputes.close_dispute,
    M.FILE: disputes.file_dispute,
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute_step(request: HttpRequest, dispute_id: int, move: str) -> HttpResponse:
    """Shows the form of a step, or makes it; one that is not possible now says what is."""
    if move not in DEEDS:
        raise Http404
    rows = Dispute.objects.select_related("site", "agreement", "confirmation")
    dispute = row_for(rows, request.scope, can_view_disputes, pk=dispute_id)
    if not rule_of_move(move)(request.scope, dispute):
        raise PermissionDenied
    if move not in DISPUTE_MACHINE.moves_from(dispute.stage):
        try:
            DISPUTE_MACHINE.next_state(dispute.stage, move)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("dispute_detail", dispute_id)
    form = FORMS[move](request.POST or None, initial=draft_for(request), dispute=dispute)
    if request.method == "POST" and form.is_valid():
        try:
            DEEDS[move](actor=request.user, dispute=dispute, **form.arguments())
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Stored: %(step)s.") % {"step": M(move).label})
            return redirect("dispute_detail", dispute_id)
    context = {"dispute": dispute, "form": form, "title": M(move).label, "move": move}
    return render(request, "services/dispute_step.html", context)
