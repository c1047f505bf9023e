"""Meetings: the list, planning one, and correcting one before it is held."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from lib.access import needs
from lib.paging import page_by_key
from services.actions import meetings
from services.enums.meetings import MeetingState
from services.forms.meetings import MeetingChangeForm, MeetingFilter, MeetingForm
from services.models import Meeting
from services.rules.meetings import can_export_meetings, can_keep_meetings, can_view_meetings
from services.views.meeting_pages import meeting_for


@require_safe
@needs(can_view_meetings)
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings that one reads or is invited to, the latest first; those to come on top."""
    scope = request.scope
    form = MeetingFilter(request.GET, scope=scope)
    rows = Meeting.objects.readable(scope).select_related("kind", "site", "chair", "venue")
    page = page_by_key(form.filter(rows).with_turnout(), request.GET, keys=("-planned_at", "-id"))
    page.rows[:] = [
        {"meeting": row, "state": row.state_on(scope.on), "turnout": row.turnout()}
        for row in page.rows
    ]
    context = {
        "page": page,
        "filter_form": form,
        "may_keep": can_keep_meetings(scope),
        "export_code": "meetings" if can_export_meetings(scope) else "",
    }
    return render(request, "services/meeting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_keep_meetings)
def meeting_add(request: HttpRequest) -> HttpResponse:
    """Plans a meeting; the open points of earlier ones are on its agenda at once."""
    form = MeetingForm(request.POST or None, initial=draft_for(request), scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = meetings.plan_meeting(actor=request.user, **form.planned())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Planned. Write the agenda and invite whoever should come.")
            )
            return redirect("meeting_detail", meeting.pk)
    return render(request, "services/meeting_add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Corrects a meeting that has not been held; another time or place needs another notice."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    when = timezone.localtime(meeting.planned_at)
    start = {
        "title": meeting.title,
        "planned_on": when.date(),
        "planned_time": when.time(),
        "planned_minutes": meeting.planned_minutes,
        "venue": meeting.venue_id,
        "place": meeting.place,
        "chair": meeting.chair.username if meeting.chair else "",
        "due_others": meeting.due_others,
    }
    form = MeetingChangeForm(
        request.POST or None,
        initial=start | draft_for(request),
        site_ids=[meeting.site_id],
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = meetings.change_meeting(actor=request.user, meeting=meeting, **form.planned())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            was_told = meeting.state == MeetingState.NOTIFIED
            again = was_told and changed.state == MeetingState.PLANNED
            messages.success(
                request,
                _("Moved. Give notice again, so that everybody knows the new time and place.")
                if again
                else _("Stored."),
            )
            return redirect("meeting_detail", meeting.pk)
    return render(request, "services/meeting_change.html", {"form": form, "meeting": meeting})
