"""What whistles put on the desk: called units that are not there yet."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.scope import Scope
from services.desk import CARDS, Column, DeskCard
from services.models import ServiceRequest, WhistleCall
from services.models.request_rows import UNIT_STAFF, units_of
from services.rules.requests import SUPERVISORS


def cards_of_whistles(scope: Scope) -> Iterator[DeskCard]:
    """Units without arrival: for who steers the request by their time, for the unit as its own."""
    now = timezone.now()
    if scope.has(SUPERVISORS):
        steered = ServiceRequest.objects.readable(scope.only(SUPERVISORS))
        for call in _awaited().filter(whistle__request__in=steered.values("pk"))[:CARDS]:
            yield _card(_column(call, now), call, now)
    if scope.has(UNIT_STAFF):
        for call in _awaited().filter(organisation__in=units_of(scope))[:CARDS]:
            yield _card(Column.MINE, call, now)


def _awaited() -> QuerySet[WhistleCall]:
    rows = WhistleCall.objects.awaited().select_related("whistle__request__site", "organisation")
    return rows.order_by("arrive_by", "pk")


def _column(call: WhistleCall, now: datetime) -> Column:
    if call.arrive_by < now:
        return Column.LATE
    is_today = timezone.localdate(call.arrive_by) == timezone.localdate(now)
    return Column.TODAY if is_today else Column.NEW


def _card(column: Column, call: WhistleCall, now: datetime) -> DeskCard:
    request = call.whistle.request
    by = timezone.localtime(call.arrive_by)
    return DeskCard(
        column=column,
        kind=_("whistle without arrival"),
        what=f"{request.number} · {call.whistle.get_case_display()}",
        for_whom=_("to be there by %(time)s") % {"time": f"{by:%m-%d %H:%M}"},
        holder=call.organisation.name,
        until=by.date(),
        url=reverse("request_detail", args=[request.pk]),
        state="overdue" if call.arrive_by < now else "near_due",
    )
