"""Agenda, invitations, sign-in by list or sheet, and the papers of a meeting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import row_for
from services.actions import meeting_agendas, meeting_attendances
from services.forms.meeting_items import (
    AgendaItemForm,
    InviteForm,
    MeetingPaperForm,
    SheetForm,
)
from services.models import AgendaItem, MeetingAttendance, MeetingPaper
from services.rules.meetings import can_keep_meetings, can_view_meetings
from services.views.meeting_pages import meeting_for, tried

ITEM_STEPS = {"up": meeting_agendas.raise_item, "remove": meeting_agendas.remove_item}


@require_POST
def agenda_add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One more point of the agenda."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    return tried(
        request,
        meeting,
        AgendaItemForm(request.POST, auto_id="item_%s"),
        lambda **data: meeting_agendas.add_item(actor=request.user, meeting=meeting, **data),
        name="item_form",
        done=_("The point is on the agenda."),
    )


@require_POST
def agenda_step(request: HttpRequest, agenda_id: int, agenda_move: str) -> HttpResponse:
    """Moves a point up, or takes it off."""
    item = row_for(AgendaItem.objects, request.scope, can_keep_meetings, pk=agenda_id)
    if agenda_move not in ITEM_STEPS:
        raise Http404
    meeting = meeting_for(request, item.meeting_id, can_keep_meetings)
    return tried(
        request,
        meeting,
        None,
        lambda: ITEM_STEPS[agenda_move](actor=request.user, item=item),
        name="item_form",
        done=_("Stored."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_invite(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Invites whole groups and people by name."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    form = InviteForm(request.POST or None, initial=draft_for(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            number = meeting_attendances.invite(
                actor=request.user, meeting=meeting, **form.invited()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            sentence = ngettext(
                "%(number)s more is on the list.", "%(number)s more are on the list.", number
            )
            messages.success(request, sentence % {"number": number})
            return redirect("meeting_detail", meeting.pk)
    return render(request, "services/meeting_invite.html", {"form": form, "meeting": meeting})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The list to call out: who is there, who sent apologies; one tick each."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    if request.method == "POST":
        try:
            meeting_attendances.mark_attendance(
                actor=request.user,
                meeting=meeting,
                present=_ids(request, "present"),
                excused=_ids(request, "excused"),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The list is stored."))
        return redirect("meeting_detail", meeting.pk)
    rows = meeting.attendances.select_related("user", "person", "organisation")
    context = {"meeting": meeting, "attendances": rows, "turnout": meeting.turnout()}
    return render(request, "services/meeting_attendance.html", context)


def _ids(request: HttpRequest, name: str) -> set[int]:
    return {int(value) for value in request.POST.getlist(name) if value.isdecimal()}


@require_POST
def attendance_remove(request: HttpRequest, attendance_id: int) -> HttpResponse:
    """Takes somebody off the list."""
    row = row_for(MeetingAttendance.objects, request.scope, can_keep_meetings, pk=attendance_id)
    meeting = meeting_for(request, row.meeting_id, can_keep_meetings)
    return tried(
        request,
        meeting,
        None,
        lambda: meeting_attendances.withdraw_invitation(actor=request.user, attendance=row),
        name="item_form",
        done=_("Taken off the list."),
    )


@require_POST
def meeting_sheet(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The numbers of a paper sign-in sheet with its photo."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)

    def deed(file, **numbers):
        content = file.read() if file else b""
        name = file.name if file else ""
        meeting_attendances.count_sheet(
            actor=request.user, meeting=meeting, file_name=name, content=content, **numbers
        )

    form = SheetForm(request.POST, request.FILES, auto_id="sheet_%s")
    return tried(request, meeting, form, deed, name="sheet_form", done=_("The sheet is stored."))


@require_POST
def meeting_paper_add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Keeps a photo or paper sealed."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)

    def deed(file, kind):
        meeting_attendances.add_paper(
            actor=request.user,
            meeting=meeting,
            kind=kind,
            file_name=file.name,
            content=file.read(),
        )

    form = MeetingPaperForm(request.POST, request.FILES, auto_id="paper_%s")
    return tried(request, meeting, form, deed, name="paper_form", done=_("Kept sealed."))


@require_safe
@never_cache
def meeting_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The file itself; that it was opened is kept."""
    paper = MeetingPaper.objects.within(request.scope).filter(pk=paper_id).first()
    if paper is None:
        raise Http404
    meeting_for(request, paper.meeting_id, can_view_meetings)
    content = meeting_attendances.open_paper(
        actor=request.user, paper=paper, address=address_of(request)
    )
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, paper.file_name),
            "X-Content-Type-Options": "nosniff",
        },
    )
