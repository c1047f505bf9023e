"""The minutes of a meeting: conclusions, votes and resolutions, then the text, on one page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.drafts import draft_for
from services.actions import meeting_minutes as minutes
from services.actions import resolutions
from services.enums.meetings import TOOK_PLACE, MeetingState
from services.forms.meeting_minutes import MinutesForm
from services.forms.resolutions import ResolutionForm
from services.models import Meeting
from services.rules.meetings import can_keep_meetings
from services.views.meeting_pages import meeting_for


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_write(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Stores the minutes as far as they go, or finishes them."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    if meeting.state != MeetingState.HELD:
        return redirect("meeting_detail", meeting.pk)
    form = MinutesForm(request.POST or None, meeting=meeting, draft=draft_for(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting, form)
    try:
        minutes.write_minutes(actor=request.user, meeting=meeting, **form.written())
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, meeting, form)
    if "finish" not in request.POST:
        messages.success(request, _("The minutes are stored as far as they are written."))
        return redirect("meeting_write", meeting.pk)
    try:
        minutes.minute_meeting(actor=request.user, meeting=meeting)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, meeting, form)
    messages.success(request, _("The minutes are finished."))
    return redirect("meeting_detail", meeting.pk)


@require_POST
def resolution_add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What the meeting decided is to be done, by whom and until when."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    form = ResolutionForm(request.POST, meeting=meeting)
    if form.is_valid():
        try:
            resolutions.add_resolution(actor=request.user, meeting=meeting, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Written down. It returns to the next agenda until it is done.")
            )
            if meeting.state == MeetingState.HELD:
                return redirect("meeting_write", meeting.pk)
            return redirect("meeting_detail", meeting.pk)
    return _page(request, meeting, MinutesForm(meeting=meeting), form)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    form: MinutesForm,
    resolution_form: ResolutionForm | None = None,
) -> HttpResponse:
    on = request.scope.on
    rows = meeting.resolutions.select_related("owner", "organisation")
    context = {
        "meeting": meeting,
        "form": form,
        "turnout": meeting.turnout(),
        "resolution_form": resolution_form or ResolutionForm(meeting=meeting),
        "resolutions": [{"resolution": row, "state": row.state_on(on)} for row in rows],
        "may_resolve": meeting.state in TOOK_PLACE,
    }
    return render(request, "services/meeting_write.html", context)
