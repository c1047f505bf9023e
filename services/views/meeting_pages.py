"""One meeting with all that hangs on it, and the steps that move it on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from lib.access import Rule, row_for
from services.actions import meeting_minutes, meetings
from services.case_agendas import agenda_lines
from services.enums.meetings import MEETING, MeetingAction
from services.forms.meeting_items import AgendaItemForm, MeetingPaperForm, SheetForm
from services.forms.meetings import HoldForm, NoteForm, PublishForm
from services.models import Meeting
from services.rules.meetings import can_keep_meetings, can_view_meetings


def meeting_for(request: HttpRequest, meeting_id: int, rule: Rule) -> Meeting:
    """The meeting, if the reader may; 404 outside his area, 403 without the role."""
    rows = Meeting.objects.select_related("kind", "site", "chair", "venue", "publication")
    return row_for(rows, request.scope, rule, pk=meeting_id)


@require_safe
def meeting_detail(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting: what it is, what can be done now, agenda, people, minutes, papers, steps."""
    return meeting_page(request, meeting_for(request, meeting_id, can_view_meetings))


def meeting_page(request: HttpRequest, meeting: Meeting, **bound: BaseForm) -> HttpResponse:
    """The page of a meeting; `bound` are forms that come back with their errors."""
    on = request.scope.on
    may_keep = can_keep_meetings(request.scope, meeting)
    publication = getattr(meeting, "publication", None)
    context = {
        "meeting": meeting,
        "state": meeting.state_on(on),
        "turnout": meeting.turnout(),
        "agenda": agenda_lines(meeting.agenda.all(), request.scope),
        "attendances": meeting.attendances.select_related("user", "person", "organisation"),
        "resolutions": [
            {"resolution": row, "state": row.state_on(on)}
            for row in meeting.resolutions.select_related("owner", "organisation")
        ],
        "papers": meeting.papers.without_file().select_related("added_by"),
        "steps": meeting.steps.select_related("actor"),
        "publication": publication,
        "objections": publication.objections.count() if publication else 0,
        "is_over": publication is not None and publication.is_over(on),
        "may_keep": may_keep,
        "moves": MEETING.moves_from(meeting.state) if may_keep else [],
        **_forms(meeting),
        **bound,
    }
    return render(request, "services/meeting_detail.html", context)


def _forms(meeting: Meeting) -> dict[str, BaseForm]:
    sheet = {"due_others": meeting.due_others, "present_others": meeting.present_others}
    return {
        "item_form": AgendaItemForm(auto_id="item_%s"),
        "hold_form": HoldForm(auto_id="hold_%s", initial={"occurred_on": meeting.occurred_on}),
        "reopen_form": NoteForm(auto_id="reopen_%s"),
        "call_off_form": NoteForm(auto_id="call_off_%s"),
        "publish_form": PublishForm(
            auto_id="publish_%s", initial={"objection_days": meeting.kind.objection_days}
        ),
        "paper_form": MeetingPaperForm(auto_id="paper_%s"),
        "sheet_form": SheetForm(auto_id="sheet_%s", initial=sheet),
    }


# Moves that one button or one short form does: its form, the action, and what is said after it.
STEPS: dict[str, tuple[type[BaseForm] | None, Callable[..., Meeting], Any]] = {
    MeetingAction.NOTIFY: (
        None,
        meetings.notify_meeting,
        _("Notice is given: colleagues find it among their work. Print it for everybody else."),
    ),
    MeetingAction.HOLD: (
        HoldForm,
        meetings.hold_meeting,
        _("Recorded as held. Next: conclusions, votes and resolutions in the minutes."),
    ),
    MeetingAction.REOPEN: (
        NoteForm,
        meeting_minutes.reopen_minutes,
        _("The minutes are open again."),
    ),
    MeetingAction.PUBLISH: (
        PublishForm,
        meetings.publish_meeting,
        _("Published. Write down what residents object to until the period is over."),
    ),
    MeetingAction.CLOSE: (None, meetings.close_meeting, _("Filed.")),
    MeetingAction.CALL_OFF: (
        NoteForm,
        meetings.call_off_meeting,
        _("Called off. Tell those who were invited."),
    ),
}


@require_POST
def meeting_step(request: HttpRequest, meeting_id: int, meeting_move: str) -> HttpResponse:
    """Gives notice, records as held, publishes, closes, calls off, or takes the minutes back."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    if meeting_move not in STEPS:
        raise Http404
    form_class, action, done = STEPS[meeting_move]
    form = form_class(request.POST, auto_id=f"{meeting_move}_%s") if form_class else None
    return tried(
        request,
        meeting,
        form,
        lambda **data: action(actor=request.user, meeting=meeting, **data),
        name=f"{meeting_move}_form",
        done=done,
    )


def tried(
    request: HttpRequest,
    meeting: Meeting,
    form: BaseForm | None,
    deed: Callable[..., object],
    *,
    name: str,
    done: Any,
) -> HttpResponse:
    """Does a deed of the page and goes back to it; what is refused is said at the form `name`."""
    if form is not None and not form.is_valid():
        return meeting_page(request, meeting, **{name: form})
    try:
        deed(**(form.cleaned_data if form is not None else {}))
    except ValidationError as error:
        if form is None:
            messages.error(request, " ".join(error.messages))
            return redirect("meeting_detail", meeting.pk)
        form.add_error(None, error)
        return meeting_page(request, meeting, **{name: form})
    messages.success(request, done)
    return redirect("meeting_detail", meeting.pk)
