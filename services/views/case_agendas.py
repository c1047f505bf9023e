"""Puts a request or a dispute on the agenda of a meeting of its site."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lib.access import row_for
from services.actions.meeting_agendas import put_on_agenda
from services.forms.case_agendas import CaseAgendaForm
from services.models import Dispute, ServiceRequest
from services.rules.disputes import can_read_dispute
from services.rules.meetings import can_keep_meetings
from services.rules.requests import can_read_request


@require_POST
def request_agenda(request: HttpRequest, request_id: int) -> HttpResponse:
    """A request as a point of a meeting."""
    row = row_for(ServiceRequest.objects, request.scope, can_read_request, pk=request_id)
    _put(request, row)
    return redirect("request_detail", request_id)


@require_POST
def dispute_agenda(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """A dispute as a point of a meeting: its case number and type, nothing else."""
    rows = Dispute.objects.select_related("site")
    _put(request, row_for(rows, request.scope, can_read_dispute, pk=dispute_id))
    return redirect("dispute_detail", dispute_id)


def _put(request: HttpRequest, case: ServiceRequest | Dispute) -> None:
    if not can_keep_meetings(request.scope, case):
        raise PermissionDenied
    form = CaseAgendaForm(request.POST, case=case, scope=request.scope)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["meeting"]))
        return
    meeting = form.cleaned_data["meeting"]
    try:
        put_on_agenda(actor=request.user, meeting=meeting, case=case)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("It is on the agenda of “%(meeting)s”.") % {"meeting": meeting.title}
        )
