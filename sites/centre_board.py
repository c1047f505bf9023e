"""What the pages of centres put together: the county's overview, one site, its tabs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.periods import Period
from sites.centre_enums import OPEN_HOUSES, House, Weekday
from sites.checklist_enums import ChecklistKind
from sites.circle import gaps_of
from sites.models import (
    ChecklistFinding,
    ChecklistRun,
    CultureCentre,
    OpeningHours,
    ResettlementSite,
    ServiceCentre,
    Venue,
)
from sites.room_hours import use_of_rooms


@dataclass(slots=True)
class CentreLine:
    """One site of the overview; `runs` is the last check that counts, by kind of centre."""

    site: ResettlementSite
    centre: ServiceCentre | None = None
    culture: CultureCentre | None = None
    runs: dict[str, ChecklistRun] = field(default_factory=dict)
    findings: int = 0
    overdue: int = 0
    gaps: int = 0
    open_minutes: int = 0
    used_minutes: int = 0

    @property
    def missing(self) -> list[str]:
        """The functions that are not in one place (R43)."""
        return missing_functions(self.centre) if self.centre else []

    @property
    def percent(self) -> int | None:
        return round(100 * self.used_minutes / self.open_minutes) if self.open_minutes else None

    @property
    def service_run(self) -> ChecklistRun | None:
        return self.runs.get(ChecklistKind.SERVICE_CENTRE)

    @property
    def culture_run(self) -> ChecklistRun | None:
        return self.runs.get(ChecklistKind.CULTURE_CENTRE)


def missing_functions(centre: ServiceCentre) -> list[str]:
    """Which of party-building, governance and service a centre lacks, in words."""
    house = centre.house
    functions = (
        (house.has_party_building, _("party-building")),
        (house.has_governance, _("governance")),
        (house.has_service, _("service to the masses")),
    )
    return [word for has, word in functions if not has]


def centre_lines(
    sites: Sequence[ResettlementSite], on: date, month: Period
) -> tuple[list[CentreLine], CentreLine]:
    """A line a site and their sum; the number of statements does not grow with the sites."""
    lines = {site.pk: CentreLine(site) for site in sites}
    for centre in ServiceCentre.objects.current(on).filter(site__in=lines).select_related("host"):
        lines[centre.site_id].centre = centre
    for culture in CultureCentre.objects.current(on).filter(site__in=lines):
        lines[culture.site_id].culture = culture
    for site_id, runs in last_runs(lines).items():
        lines[site_id].runs = runs
    late = Count("pk", filter=Q(due_on__lt=on))
    findings = ChecklistFinding.objects.waiting().filter(site__in=lines).order_by()
    counted = findings.values_list("site").annotate(number=Count("pk"), late=late)
    for site_id, number, overdue in counted:
        lines[site_id].findings, lines[site_id].overdue = number, overdue
    for site_id, gaps in gaps_of(sites, on).items():
        lines[site_id].gaps = len(gaps)
    venues = list(Venue.objects.in_use(month.first, month.last).filter(site__in=lines))
    for room in use_of_rooms(venues, month):
        lines[room.venue.site_id].open_minutes += room.open_minutes
        lines[room.venue.site_id].used_minutes += room.used_minutes
    return list(lines.values()), _sum_of(list(lines.values()))


def _sum_of(lines: list[CentreLine]) -> CentreLine:
    return CentreLine(
        site=ResettlementSite(),
        findings=sum(line.findings for line in lines),
        overdue=sum(line.overdue for line in lines),
        gaps=sum(line.gaps for line in lines),
        open_minutes=sum(line.open_minutes for line in lines),
        used_minutes=sum(line.used_minutes for line in lines),
    )


def last_runs(site_ids: Any) -> dict[int, dict[str, ChecklistRun]]:
    """Site id to the last check that the county finished, by kind of centre; one statement."""
    rows = ChecklistRun.objects.checked().with_scores().select_related("checklist")
    found: dict[int, dict[str, ChecklistRun]] = {}
    for run in rows.filter(site__in=site_ids).order_by("county_checked_on", "pk"):
        found.setdefault(run.site_id, {})[run.checklist.kind] = run
    return found


def house_of(site: ResettlementSite, on: date) -> ResettlementSite:
    """Where the site's service centre stands: the site itself, or that whose house it shares."""
    centre = ServiceCentre.objects.current(on).filter(site=site, host__isnull=False)
    found = centre.select_related("host__site").first()
    return found.host.site if found else site


@dataclass(frozen=True, slots=True)
class HouseWeek:
    """The week of one house: (day in words, its hours), and the hours of a whole week."""

    label: str
    days: list[tuple[str, list[OpeningHours]]]
    minutes: int

    @property
    def hours(self) -> int:
        return round(self.minutes / 60)


def weeks_of(site: ResettlementSite, on: date) -> dict[str, HouseWeek]:
    """House to its week as of a day; houses without hours are left out. One statement."""
    rows = list(OpeningHours.objects.current(on).filter(site=site, venue__isnull=True))
    weeks = {}
    for house in OPEN_HOUSES:
        own = [row for row in rows if row.house == house]
        if not own:
            continue
        days = [
            (str(Weekday(number).label), [row for row in own if row.weekday == number])
            for number in Weekday.values
        ]
        minutes = sum(
            60 * (row.closes.hour - row.opens.hour) + row.closes.minute - row.opens.minute
            for row in own
        )
        weeks[house.value] = HouseWeek(str(House(house).label), days, minutes)
    return weeks


def month_of(text: str, on: date) -> Period:
    """The calendar month `2026-11`; the month of `on` for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = on.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def monday_of(text: str, on: date) -> date:
    """The Monday of the week of an ISO day; of the week of `on` for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = on
    return day - timedelta(days=day.weekday())


def tabs_of(site: ResettlementSite, current: str) -> list[dict[str, Any]]:
    """The pages of one site's centres, each an address of its own."""
    pages = {
        "centre_site": _("Centre"),
        "venue_use": _("Rooms and use"),
        "booking_list": _("Bookings"),
        "roster_week": _("Duty roster"),
        "culture_site": _("Culture centre"),
        "facility_site": _("15-minute circle"),
    }
    tabs = [
        {"label": label, "url": reverse(name, args=[site.pk]), "current": name == current}
        for name, label in pages.items()
    ]
    checks = f"{reverse('checklist_list')}?site={site.code}"
    return [*tabs, {"label": _("Standard checks"), "url": checks, "current": current == "checks"}]
