"""Rooms of a site with their use rate a month (R46)."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sites.centre_board import house_of, month_of, tabs_of
from sites.centre_enums import House
from sites.models import SharingAgreement, Venue
from sites.room_hours import RoomHours, use_of_rooms
from sites.rules import can_export_centres, can_view_centres
from sites.views.centres import site_for

SHOWN_USES = 200


@require_safe
def venue_use(request: HttpRequest, site_id: int) -> HttpResponse:
    """Every room with open hours, used hours and their rate; the uses of the one asked for."""
    site, on = site_for(request, can_view_centres, site_id), request.scope.on
    month = month_of(request.GET.get("month", ""), on)
    places = {site.pk, house_of(site, on).pk}
    venues = Venue.objects.in_use(month.first, month.last).filter(site__in=places)
    houses = list(House)
    in_order = sorted(venues, key=lambda row: (houses.index(House(row.house)), row.name, row.pk))
    rooms = use_of_rooms(in_order, month)
    asked = request.GET.get("room", "")
    shown = next((room for room in rooms if str(room.venue.pk) == asked), None)
    agreements = SharingAgreement.objects.current(on).filter(site__in=places)
    shared: dict[int, list[str]] = {}
    for row in agreements.select_related("organisation"):
        shared.setdefault(row.venue_id, []).append(row.organisation.name)
    context = {
        "site": site,
        "tabs": tabs_of(site, "venue_use"),
        "month": month,
        "previous": month.first - timedelta(days=1),
        "following": month.last + timedelta(days=1),
        "rows": [{"room": room, "shared": shared.get(room.venue.pk, [])} for room in rooms],
        "total": _total(rooms),
        "shown": shown,
        "uses": list(reversed(shown.uses))[:SHOWN_USES] if shown else [],
        "on": on,
        "export_code": "rooms" if can_export_centres(request.scope) else "",
        "export_query": f"site={site.code}&month={month.first:%Y-%m}",
    }
    return render(request, "sites/venue_use.html", context)


def _total(rooms: list[RoomHours]) -> RoomHours:
    return RoomHours(
        venue=Venue(),
        open_minutes=sum(room.open_minutes for room in rooms),
        used_minutes=sum(room.used_minutes for room in rooms),
        outside_minutes=sum(room.outside_minutes for room in rooms),
    )
