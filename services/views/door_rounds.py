"""A day's round: many households served, the facts typed once."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from grids.models import Grid, GridStairwell
from lib.access import needs
from lib.dated import current_q
from lib.periods import today
from residents.models import Household
from residents.sight import sight_of
from services.actions.door_services import log_round
from services.forms.door_filters import PlaceForm
from services.forms.door_services import RoundForm
from services.models import DoorService
from services.rules.door_services import LOGGERS, can_log_door_service
from sites.models import Stairwell


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_log_door_service)
def door_round(request: HttpRequest) -> HttpResponse:
    """Choose a grid or stairwell, tick who was served; what differs stands beside its household."""
    place_form = PlaceForm(request.GET or None, scope=request.scope)
    place = place_form.chosen
    if place is None:
        return render(request, "services/door_round.html", {"place_form": place_form})
    households = _households_of(request, place)
    form = RoundForm(
        request.POST or None,
        households=households,
        site_id=place.site_id,
        scope=request.scope,
        actor=request.user,
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = log_round(
                actor=request.user,
                entries=form.entries,
                facts=form.facts,
                token=form.cleaned_data["token"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _told(len(new)))
            day = form.cleaned_data["occurred_on"].isoformat()
            return redirect(f"{reverse('door_list')}?first={day}&last={day}&mine=on")
    sight = sight_of(request.scope)
    rows = form.rows(_served_today(households))
    for row in rows:
        row["address"] = sight.address(row["household"])
    context = {"place_form": place_form, "place": place, "form": form, "rows": rows}
    return render(request, "services/door_round.html", context)


def _told(number: int) -> str:
    return ngettext(
        "The service of %(number)s household is recorded.",
        "The services of %(number)s households are recorded.",
        number,
    ) % {"number": number}


def _households_of(request: HttpRequest, place: Grid | Stairwell) -> list[Household]:
    """Who lives there today, by address, within what the person may log for."""
    on = request.scope.on
    wanted: Any = (
        Q(occupancy__dwelling__stairwell=place)
        if isinstance(place, Stairwell)
        else Q(
            occupancy__dwelling__stairwell__in=GridStairwell.objects.current(on)
            .filter(grid=place)
            .values("stairwell")
        )
    )
    mine = Household.objects.within(request.scope.only(LOGGERS)).values("pk")
    rows = Household.objects.current(on).filter(current_q(on, "occupancy__"), wanted, pk__in=mine)
    return list(rows.for_list(on).with_address_key(on).order_by("address_key", "pk"))


def _served_today(households: Sequence[Household]) -> dict[int, list[str]]:
    """Household id to the kinds recorded for today."""
    found: dict[int, list[str]] = {}
    services = DoorService.objects.counting().filter(
        household__in=[household.pk for household in households], occurred_on=today()
    )
    for household_id, kind in services.values_list("household_id", "kind__name").order_by("pk"):
        found.setdefault(household_id, []).append(kind)
    return found
