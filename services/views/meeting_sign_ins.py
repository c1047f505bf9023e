"""Signing in by QR code: the page to show in the room, and the page that a phone opens."""

import segno
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lib.access import row_for
from services.actions.meeting_attendances import sign_in
from services.models import Meeting
from services.rules.meetings import can_keep_meetings, can_sign_in
from services.views.meeting_pages import meeting_for

SALT = "meeting sign-in"


@require_safe
def meeting_code(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The QR code of the meeting, to be shown on a wall or printed."""
    meeting = meeting_for(request, meeting_id, can_keep_meetings)
    path = reverse("meeting_sign_in", args=[signing.dumps(meeting.pk, salt=SALT)])
    code = segno.make(request.build_absolute_uri(path), error="m")
    context = {
        "meeting": meeting,
        "path": path,
        "qr": code.svg_data_uri(scale=8, dark="#000", light="#fff"),
        "turnout": meeting.turnout(),
    }
    return render(request, "services/meeting_code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_sign_in(request: HttpRequest, ticket: str) -> HttpResponse:
    """Who has the code stands in the room: he sees which meeting it is, and signs in himself.

    The code names the meeting, so it opens no more than its title, time and place.
    """
    meeting = _meeting(request, ticket)
    if request.method == "POST":
        try:
            sign_in(actor=request.user, meeting=meeting)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("You are signed in."))
        return redirect("meeting_sign_in", ticket)
    row = meeting.attendances.filter(user=request.user).first()
    context = {"meeting": meeting, "attendance": row}
    return render(request, "services/meeting_sign_in.html", context)


def _meeting(request: HttpRequest, ticket: str) -> Meeting:
    try:
        meeting_id = signing.loads(ticket, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    rows = Meeting.objects.select_related("kind", "site", "venue")
    return row_for(rows, request.scope, can_sign_in, pk=meeting_id)
