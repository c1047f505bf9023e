"""Lists of centres as sheets: overview, rooms with use, checks with findings, the circle."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lib.exports import Exporter, Sheet
from lib.periods import Period, today
from lib.scope import Scope
from sites.centre_board import CentreLine, centre_lines, month_of
from sites.circle import gaps_of
from sites.facility_enums import tier_of
from sites.models import ChecklistFinding, ChecklistRun, Facility, ResettlementSite, Venue
from sites.room_hours import use_of_rooms
from sites.rules import can_export_centres


def sites_asked(scope: Scope, params: dict[str, Any]) -> list[ResettlementSite]:
    """The site of the list's address, or all within the scope that may leave."""
    rows = ResettlementSite.objects.within(scope.only(can_export_centres.roles)).active(today())
    site = QueryDict(params.get("query", "")).get("site")
    return list(rows.filter(code=site) if site else rows)


def month_asked(params: dict[str, Any]) -> Period:
    """The month of the list's address, or this one."""
    return month_of(QueryDict(params.get("query", "")).get("month", ""), today())


def _site_header() -> list[str]:
    return [_("site code"), _("resettlement site")]


def overview_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The county's overview, a line a site."""
    month = month_asked(params)
    lines, _total = centre_lines(sites_asked(scope, params), today(), month)
    return Sheet(
        title=_("Centres and facilities"),
        filter_text=f"{month.first:%Y-%m}",
        header=[
            *_site_header(),
            _("party-mass service centre"),
            _("functions missing"),
            _("score of the service centre"),
            _("culture centre"),
            _("score of the culture centre"),
            _("findings to rectify"),
            _("overdue findings"),
            _("gaps of the circle"),
            _("open hours of rooms"),
            _("used hours of rooms"),
        ],
        rows=(_overview_cells(line) for line in lines),
    )


def _overview_cells(line: CentreLine) -> list[Any]:
    return [
        line.site.code,
        line.site.name,
        line.centre.name if line.centre else "",
        "、".join(line.missing),
        _score(line.service_run),
        line.culture.name if line.culture else "",
        _score(line.culture_run),
        line.findings,
        line.overdue,
        line.gaps,
        round(line.open_minutes / 60),
        round(line.used_minutes / 60),
    ]


def _score(run: ChecklistRun | None) -> Any:
    return "" if run is None or run.county_score is None else run.county_score


def room_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """Rooms with how they were obtained, and their use in a month."""
    month = month_asked(params)
    sites = {site.pk: site for site in sites_asked(scope, params)}
    venues = Venue.objects.in_use(month.first, month.last).filter(site__in=sites)
    rooms = use_of_rooms(list(venues.order_by("site__code", "house", "name", "pk")), month)
    return Sheet(
        title=_("Rooms and use"),
        filter_text=f"{month.first:%Y-%m}",
        header=[
            *_site_header(),
            pgettext("of a centre", "room"),
            _("house"),
            _("kind"),
            pgettext("of a room", "floor area (m²)"),
            _("how obtained"),
            _("cost, yuan"),
            _("open hours"),
            _("used hours"),
            _("hours outside the opening hours"),
        ],
        rows=(
            [
                sites[room.venue.site_id].code,
                sites[room.venue.site_id].name,
                room.venue.name,
                room.venue.get_house_display(),
                room.venue.get_kind_display(),
                _or_empty(room.venue.floor_area_m2),
                room.venue.get_origin_display(),
                _or_empty(room.venue.cost_yuan),
                room.open_hours,
                room.used_hours,
                round(room.outside_minutes / 60),
            ]
            for room in rooms
        ),
    )


def check_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """Findings of the county's checks with what became of them."""
    rows = ChecklistFinding.objects.filter(site__in=sites_asked(scope, params)).select_related(
        "site", "run__checklist", "item"
    )
    return Sheet(
        title=_("Findings of checks"),
        filter_text="",
        header=[
            *_site_header(),
            _("standard checklist"),
            _("checked by the county on"),
            _("item"),
            _("what is missing"),
            _("to be rectified by"),
            _("status"),
            _("rectified on"),
            _("what was done to rectify it"),
            _("looked at again on"),
        ],
        rows=(
            [
                row.site.code,
                row.site.name,
                str(row.run.checklist),
                row.run.county_checked_on,
                row.item.text,
                row.text,
                row.due_on,
                row.get_status_display(),
                _or_empty(row.rectified_on),
                row.evidence,
                _or_empty(row.confirmed_on),
            ]
            for row in rows.order_by("site__code", "due_on", "pk").iterator()
        ),
    )


def circle_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """Facilities by walking minutes; behind them what each site lacks."""
    return Sheet(
        title=_("15-minute circle"),
        filter_text="",
        header=[
            *_site_header(),
            _("tier"),
            _("kind"),
            pgettext("of a place or body", "name"),
            _("place in words"),
            _("walking minutes"),
            _("opening hours"),
            _("telephone"),
        ],
        rows=_circle_rows(sites_asked(scope, params)),
    )


def _circle_rows(sites: list[ResettlementSite]) -> Iterator[list[Any]]:
    on = today()
    rows = Facility.objects.current(on).filter(site__in=sites).select_related("site")
    for row in rows.order_by("site__code", "walk_minutes", "pk"):
        yield [
            row.site.code,
            row.site.name,
            str(tier_of(row.kind).label),
            row.get_kind_display(),
            row.name,
            row.place,
            row.walk_minutes,
            row.hours,
            row.phone,
        ]
    names = {site.pk: site for site in sites}
    for site_id, gaps in gaps_of(sites, on).items():
        site = names[site_id]
        for gap in gaps:
            yield [
                site.code,
                site.name,
                str(gap.tier.label),
                gap.label,
                pgettext("of a facility", "missing"),
                *[""] * 4,
            ]


def _or_empty(value: Any) -> Any:
    return "" if value is None else value


LISTS: tuple[tuple[str, Any, Any], ...] = (
    ("centres", gettext_lazy("Centres and facilities"), overview_sheet),
    ("rooms", gettext_lazy("Rooms and use"), room_sheet),
    ("checks", gettext_lazy("Findings of checks"), check_sheet),
    ("circle", gettext_lazy("15-minute circle"), circle_sheet),
)
EXPORTERS = [
    Exporter(code, label, can_export_centres, sheet, of_list=True) for code, label, sheet in LISTS
]
