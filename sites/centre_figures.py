"""Figures over centres, rooms and their use, checks, and the 15-minute circle."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.figures import Column, Figure, System, Text, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.centre_enums import VenueOrigin
from sites.checklist_enums import FindingStatus
from sites.circle import gaps_of
from sites.facility_enums import RINGS
from sites.figures import SITE_COLUMNS, sites
from sites.models import (
    Booking,
    ChecklistFinding,
    ChecklistRun,
    CultureCentre,
    CultureFund,
    Facility,
    ServiceCentre,
    Venue,
)
from sites.room_hours import use_of_rooms
from sites.rules import SYSTEM_READERS

ROOM_COLUMNS = (
    Column(pgettext_lazy("of a centre", "room"), lambda row: row.name),
    Column(_("kind"), lambda row: row.get_kind_display()),
    Column(_("resettlement site"), lambda row: row.site.name),
    Column(_("how obtained"), lambda row: row.get_origin_display()),
    Column(_("cost, yuan"), lambda row: row.cost_yuan),
)
FINDING_COLUMNS = (
    Column(_("item"), lambda row: row.item.text),
    Column(_("resettlement site"), lambda row: row.site.name),
    Column(_("what is missing"), lambda row: row.text),
    Column(_("to be rectified by"), lambda row: row.due_on),
    Column(_("status"), lambda row: row.get_status_display()),
)
RUN_COLUMNS = (
    Column(_("resettlement site"), lambda row: row.site.name),
    Column(_("standard checklist"), lambda row: str(row.checklist)),
    Column(_("checked by the county on"), lambda row: row.county_checked_on),
)


def sites_with_centre(scope: Scope, period: Period) -> QuerySet:
    centres = ServiceCentre.objects.current(period.last)
    return sites(scope, period).filter(pk__in=centres.values("site"))


def sites_merged(scope: Scope, period: Period) -> QuerySet:
    centres = ServiceCentre.objects.current(period.last).merged()
    return sites(scope, period).filter(pk__in=centres.values("site"))


def sites_with_culture_centre(scope: Scope, period: Period) -> QuerySet:
    centres = CultureCentre.objects.current(period.last)
    return sites(scope, period).filter(pk__in=centres.values("site"))


def sites_without_culture_centre(scope: Scope, period: Period) -> QuerySet:
    centres = CultureCentre.objects.current(period.last)
    return sites(scope, period).exclude(pk__in=centres.values("site"))


def sites_with_gaps(scope: Scope, period: Period) -> QuerySet:
    """Sites where at least one wanted kind of facility is out of reach."""
    rows = sites(scope, period)
    lacking = [site_id for site_id, gaps in gaps_of(rows, period.last).items() if gaps]
    return rows.filter(pk__in=lacking)


def site_figure(
    code: str, label: Text, definition: Text, requirements: tuple[str, ...], rows: Any,
    system: System = System.PARTY,
) -> Figure:  # fmt: skip
    """A figure that counts sites as of a day."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.SITES,
        system=system,
        requirements=requirements,
        rows=rows,
        columns=SITE_COLUMNS,
        keys=("code", "id"),
        site="id",
        url=lambda site: reverse("centre_site", args=[site.pk]),
        readers=SYSTEM_READERS,
    )


def rooms(scope: Scope, period: Period) -> QuerySet:
    """Rooms in use on any day of the period; a shared house counts at its own site."""
    rows = Venue.objects.in_use(period.first, period.last)
    return rows.filter(site__in=sites(scope, period).values("pk")).select_related("site")


def rooms_of(origin: VenueOrigin) -> Any:
    def rows(scope: Scope, period: Period) -> QuerySet:
        current = Venue.objects.current(period.last).filter(origin=origin)
        return rooms(scope, period).filter(pk__in=current.values("pk"))

    return rows


def room_url(venue: Venue) -> str:
    return f"{reverse('venue_use', args=[venue.site_id])}?room={venue.pk}"


def room_figure(code: str, label: Text, definition: Text, origin: VenueOrigin) -> Figure:
    """A figure that counts rooms by how they were obtained (R42)."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.ROOMS,
        system=System.PARTY,
        requirements=("R42",),
        rows=rooms_of(origin),
        columns=ROOM_COLUMNS,
        keys=("site__code", "name", "id"),
        url=room_url,
        readers=SYSTEM_READERS,
    )


def open_hours(venues: Sequence[Any], period: Period) -> Mapping[int, int]:
    return {room.venue.pk: room.open_hours for room in use_of_rooms(venues, period)}


def used_hours(venues: Sequence[Any], period: Period) -> Mapping[int, int]:
    return {room.venue.pk: room.used_hours for room in use_of_rooms(venues, period)}


def hour_figure(code: str, label: Text, definition: Text, amounts: Any) -> Figure:
    """One half of the use rate of rooms (R46); whole hours a room."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.HOURS,
        system=System.PARTY,
        requirements=("R46",),
        rows=rooms,
        amounts=amounts,
        columns=(*ROOM_COLUMNS[:3], Column(pgettext_lazy("unit", "hours"), lambda row: row.amount)),
        keys=("site__code", "name", "id"),
        # A sum over the days of a period; the room's own day is that on which it came into use.
        day="valid_from",
        url=room_url,
        readers=SYSTEM_READERS,
    )


def bookings(scope: Scope, period: Period) -> QuerySet:
    rows = Booking.objects.held().during(period.first, period.last)
    within = rows.filter(site__in=sites(scope, period).values("pk"))
    return within.select_related("site", "venue", "organisation")


def checks(scope: Scope, period: Period) -> QuerySet:
    rows = ChecklistRun.objects.within(scope).checked().with_scores()
    within = rows.filter(county_checked_on__range=(period.first, period.last))
    return within.select_related("site", "checklist")


def points_met(runs: Sequence[Any], period: Period) -> Mapping[int, int]:
    return {run.pk: run.county_met for run in runs}


def points_asked(runs: Sequence[Any], period: Period) -> Mapping[int, int]:
    return {run.pk: run.county_of for run in runs}


def point_figure(code: str, label: Text, definition: Text, amounts: Any) -> Figure:
    """One half of the score of the county's checks (R44)."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.POINTS,
        system=System.PARTY,
        requirements=("R44", "R61"),
        rows=checks,
        amounts=amounts,
        columns=(*RUN_COLUMNS, Column(pgettext_lazy("unit", "points"), lambda row: row.amount)),
        keys=("county_checked_on", "id"),
        day="county_checked_on",
        url=lambda run: reverse("checklist_run", args=[run.pk]),
        readers=SYSTEM_READERS,
    )


def findings(scope: Scope, period: Period) -> QuerySet:
    rows = ChecklistFinding.objects.within(scope).select_related("site", "item")
    return rows.filter(run__county_checked_on__range=(period.first, period.last))


def findings_rectified(scope: Scope, period: Period) -> QuerySet:
    rows = ChecklistFinding.objects.within(scope).filter(status=FindingStatus.CONFIRMED)
    within = rows.filter(confirmed_on__range=(period.first, period.last))
    return within.select_related("site", "item")


def finding_figure(code: str, label: Text, definition: Text, rows: Any, day: str) -> Figure:
    """A figure over what the county's checks found missing (R44)."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R44", "R61"),
        rows=rows,
        columns=FINDING_COLUMNS,
        keys=("due_on", "id"),
        day=day,
        url=lambda row: reverse("checklist_run", args=[row.run_id]),
        readers=SYSTEM_READERS,
    )


def facilities(scope: Scope, period: Period) -> QuerySet:
    rows = Facility.objects.within(scope).current(period.last).select_related("site")
    return rows.filter(walk_minutes__lte=RINGS[-1])


def funds(scope: Scope, period: Period) -> QuerySet:
    rows = CultureFund.objects.within(scope).select_related("site", "centre")
    return rows.filter(received_on__range=(period.first, period.last))


def yuan(rows: Sequence[Any], period: Period) -> Mapping[int, int]:
    return {row.pk: round(row.amount_yuan) for row in rows}
