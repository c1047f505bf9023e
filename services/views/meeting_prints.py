"""Papers of a meeting: notice, sign-in sheet and minutes on A4."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actions.events import address_of
from services.actions.meeting_prints import note_print
from services.enums.meetings import AttendanceState, SignInMethod
from services.rules.meetings import can_view_meetings
from services.views.meeting_pages import meeting_for

PAPERS = ("notice", "sheet", "minutes")
SPARE_LINES = 20


@require_safe
def meeting_print(request: HttpRequest, meeting_id: int, meeting_paper_kind: str) -> HttpResponse:
    """One paper; that a list of names was printed is kept in the access log."""
    meeting = meeting_for(request, meeting_id, can_view_meetings)
    paper = meeting_paper_kind
    if paper not in PAPERS:
        raise Http404
    rows = list(meeting.attendances.select_related("user", "person", "organisation"))
    states = AttendanceState
    if paper != "notice":
        note_print(actor=request.user, meeting=meeting, paper=paper, address=address_of(request))
    context = {
        "meeting": meeting,
        "back_url": reverse("meeting_detail", args=[meeting.pk]),
        "printed_by": request.user.name,
        "printed_at": timezone.now(),
        "turnout": meeting.turnout(),
        "agenda": meeting.agenda.all(),
        "rows": rows,
        "spare": range(max(SPARE_LINES - len(rows), 5)),
        "present": [row for row in rows if row.state == states.PRESENT],
        "excused": [row for row in rows if row.state == states.EXCUSED],
        "absent": [row for row in rows if row.state == states.ABSENT],
        "by_code": sum(row.method == SignInMethod.QR for row in rows),
        "resolutions": meeting.resolutions.select_related("owner", "organisation"),
        "publication": getattr(meeting, "publication", None),
    }
    return render(request, f"services/meeting_{paper}.html", context)
