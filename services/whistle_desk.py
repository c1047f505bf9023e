"""What whistles put on the desk: called units that are not there yet."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.scope import Scope
from services.desk import Column, DeskCard, rows_by_column
from services.models import ServiceRequest, WhistleCall
from services.models.request_rows import UNIT_STAFF, units_of
from services.rules.requests import SUPERVISORS


def cards_of_whistles(scope: Scope) -> Iterator[DeskCard]:
    """Units without arrival: for who steers the request by their time, for the unit as its own."""
    now = timezone.now()
    columns: list[tuple[Column, QuerySet]] = []
    awaited = WhistleCall.objects.awaited().order_by("arrive_by", "pk")
    if scope.has(SUPERVISORS):
        steered = ServiceRequest.objects.readable(scope.only(SUPERVISORS))
        columns.append((Column.NEW, awaited.filter(whistle__request__in=steered.values("pk"))))
    if scope.has(UNIT_STAFF):
        columns.append((Column.MINE, awaited.filter(organisation__in=units_of(scope))))
    shown = WhistleCall.objects.select_related("whistle__request__site", "organisation")
    for column, call in rows_by_column(columns, shown):
        yield _card(column if column == Column.MINE else _column(call, now), call, now)


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
