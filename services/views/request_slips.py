"""The slip for the resident, once and right after the request was taken down."""

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.events import address_of
from lib.access import row_for
from services.actions.request_slips import make_slip
from services.models import ServiceRequest
from services.rules.requests import can_make_slip

# The session names the request whose slip is still to be had; the code itself is nowhere.
WAITING = "slip_of_request"
# So long the resident stands at the counter or is on the telephone, at most.
KEPT_SECONDS = 30 * 60


def offer_slip(request: HttpRequest, row: ServiceRequest) -> None:
    """Remembers whose slip may be made now; one at a time."""
    request.session[WAITING] = [row.pk, timezone.now().timestamp()]


def offered_slip(request: HttpRequest) -> int | None:
    """The id of the request whose slip may still be made."""
    request_id, at = request.session.get(WAITING) or (None, 0)
    return request_id if timezone.now().timestamp() - at < KEPT_SECONDS else None


@require_POST
@never_cache
def request_slip(request: HttpRequest, request_id: int) -> HttpResponse:
    """Number, kind, days, query code and where to ask; no name and no word of the resident."""
    rows = ServiceRequest.objects.select_related("site")
    row = row_for(rows, request.scope, can_make_slip, pk=request_id)
    if offered_slip(request) != row.pk:
        messages.error(
            request, _("The query code is told once, right after the request is taken down.")
        )
        return redirect("request_detail", row.pk)
    try:
        query_code = make_slip(actor=request.user, request=row, address=address_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("request_detail", row.pk)
    del request.session[WAITING]
    ask_address = request.build_absolute_uri(reverse("public_ask"))
    context = {
        "row": row,
        "query_code": query_code,
        "ask_address": ask_address,
        "qr": segno.make(ask_address, error="m").svg_data_uri(scale=4, dark="#000", light="#fff"),
        "back_url": reverse("request_detail", args=[row.pk]),
    }
    # The slip is the resident's, whatever language the clerk works in.
    with translation.override("zh-hans"):
        return render(request, "services/request_slip.html", context)
