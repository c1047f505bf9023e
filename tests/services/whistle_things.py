"""Whistles for tests, as `tests.services.requests` makes requests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from services.enums.whistles import WhistleCase
from services.models import ServiceRequest, Whistle, WhistleCall
from tests import factories
from tests.services.requests import make_unit


def whistle_for(
    request: ServiceRequest, *, arrived: bool = False, minutes: int = 60, **fields: Any
) -> WhistleCall:
    """Blown today for one unit, which should come within `minutes`, and has come or has not."""
    whistle = Whistle.objects.create(
        site_id=request.site_id,
        request=request,
        case=WhistleCase.DEMAND,
        occurred_on=timezone.localdate(),
        recorded_by=factories.make_user("吹哨员"),
    )
    now = timezone.now()
    came = (
        {"arrived_at": now + timedelta(minutes=25, seconds=30), "arrived_who": "李四"}
        if arrived
        else {}
    )
    values = {
        "organisation": fields.pop("unit", None) or make_unit(None),
        "arrive_by": now + timedelta(minutes=minutes),
    }
    return WhistleCall.objects.create(
        site_id=request.site_id, whistle=whistle, **{**values, **came, **fields}
    )
