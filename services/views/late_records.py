"""The review of records that were written into a closed quarter."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lib.access import needs
from services.actions.late_records import approve_late, resend_late, return_late
from services.forms.late_records import APPROVE, RETURN, LateForm
from services.late_records import late_models, late_topics, page_of
from services.models.recorded import Recorded
from services.rules.late_records import can_review_late_record, can_view_late_records


@require_safe
@needs(can_view_late_records)
def late_list(request: HttpRequest) -> HttpResponse:
    """What waits for one's review, and one's own records that were sent back, by topic."""
    topics = [
        {
            "name": topic.name,
            "label": topic.label,
            "waiting": [_shown(topic.name, record) for record in topic.waiting],
            "returned": [_shown(topic.name, record) for record in topic.returned],
        }
        for topic in late_topics(request.scope)
    ]
    return render(request, "services/late_list.html", {"topics": topics})


@require_POST
@needs(can_view_late_records)
def late_decide(request: HttpRequest, topic: str, record_id: int) -> HttpResponse:
    """Approves a late record, sends it back, or gives it a better reason."""
    record = _record(request, topic, record_id)
    form = LateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words why."))
        return redirect("late_list")
    decision, why = form.cleaned_data["decision"], form.cleaned_data["why"]
    try:
        if decision == APPROVE:
            approve_late(actor=request.user, record=record)
            told = _("Approved. The record counts now.")
        elif decision == RETURN:
            return_late(actor=request.user, record=record, why=why)
            told = _("Sent back to who recorded it.")
        else:
            resend_late(actor=request.user, record=record, reason=why)
            told = _("Sent. It counts once another officer has reviewed it.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, told)
    return redirect("late_list")


def _record(request: HttpRequest, topic: str, record_id: int) -> Recorded:
    """404 outside the area; 403 for whoever neither reviews nor recorded it."""
    model = late_models().get(topic)
    if model is None:
        raise Http404
    rows: Any = model._default_manager
    record = rows.within(request.scope).filter(pk=record_id).first()
    if record is None:
        raise Http404
    own = record.recorded_by_id == request.scope.user_id
    if not own and not can_review_late_record(request.scope, record):
        raise PermissionDenied
    return record


def _shown(name: str, record: Recorded) -> dict[str, Any]:
    return {"record": record, "url": page_of(name, record)}
