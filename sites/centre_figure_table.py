"""The figures of centres as they are registered: what each counts, in a sentence."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.figures import Column, Figure, System, Unit
from sites import centre_figures as rows
from sites.centre_enums import VenueOrigin
from sites.rules import SYSTEM_READERS

SITES = [
    rows.site_figure(
        "sites_with_service_centre",
        _("Sites with a service centre"),
        _(
            "Sites that have a party-mass service centre on the last day of the period, in a house "
            "of their own or shared."
        ),
        ("R37",),
        rows.sites_with_centre,
    ),
    rows.site_figure(
        "sites_with_merged_functions",
        _("Sites with all three functions in one place"),
        _(
            "Sites whose service centre holds party-building, governance and service together on "
            "the last day of the period; a shared house counts with its functions."
        ),
        ("R43",),
        rows.sites_merged,
    ),
    rows.site_figure(
        "sites_with_culture_centre",
        _("Sites with a culture centre"),
        _("Sites that have a culture centre on the last day of the period."),
        ("R62",),
        rows.sites_with_culture_centre,
        System.CULTURE,
    ),
    rows.site_figure(
        "sites_without_culture_centre",
        _("Sites without a culture centre"),
        _("Sites that have no culture centre on the last day of the period."),
        ("R62",),
        rows.sites_without_culture_centre,
        System.CULTURE,
    ),
    rows.site_figure(
        "sites_with_circle_gaps",
        _("Sites with gaps in the 15-minute circle"),
        _(
            "Sites where, on the last day of the period, at least one kind of facility that is "
            "wanted there is missing or too far to walk."
        ),
        ("R36",),
        rows.sites_with_gaps,
        System.PUBLIC_SERVICE,
    ),
]
ROOMS = [
    rows.room_figure(
        "rooms_new",
        _("Newly built rooms"),
        _("Rooms in use on the last day of the period that were newly built."),
        VenueOrigin.NEW,
    ),
    rows.room_figure(
        "rooms_reused",
        _("Existing rooms put to use"),
        _("Rooms in use on the last day of the period that stood before and were put to use."),
        VenueOrigin.REUSED,
    ),
    rows.room_figure(
        "rooms_shared",
        _("Rooms shared with other organisations"),
        _("Rooms in use on the last day of the period that belong to another organisation."),
        VenueOrigin.SHARED,
    ),
    rows.hour_figure(
        "room_hours_open",
        _("Open hours of rooms"),
        _(
            "Hours in which the rooms of the sites were open in the period, until today, closures "
            "taken off; halls that people walk into are left out. Whole hours a room."
        ),
        rows.open_hours,
    ),
    rows.hour_figure(
        "room_hours_used",
        _("Used hours of rooms"),
        _(
            "Open hours in which the rooms were used for bookings, meetings, activities or "
            "courses in the period, until today; two uses at once count once. With the open hours "
            "it gives the use rate."
        ),
        rows.used_hours,
    ),
    Figure(
        code="room_bookings",
        label=_("Bookings of rooms"),
        definition=_("Bookings of rooms by organisations for days of the period, not cancelled."),
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R45",),
        rows=rows.bookings,
        columns=(
            Column(_("purpose"), lambda row: row.purpose),
            Column(_("resettlement site"), lambda row: row.site.name),
            Column(pgettext_lazy("of a centre", "room"), lambda row: row.venue.name),
            Column(_("organisation"), lambda row: row.organisation.name),
            Column(_("day"), lambda row: row.day),
        ),
        keys=("day", "starts", "id"),
        day="day",
        readers=SYSTEM_READERS,
        url=lambda row: reverse("booking_list", args=[row.site_id]) + f"?since={row.day}",
    ),
]
CHECKS = [
    rows.point_figure(
        "check_points_met",
        _("Points met in checks"),
        _(
            "Points of items that the county found met, of all checks of centres that it finished "
            "in the period. With the points asked for it gives the score."
        ),
        rows.points_met,
    ),
    rows.point_figure(
        "check_points_asked",
        _("Points asked for in checks"),
        _(
            "Points of all items that apply, of all checks of centres that the county finished in "
            "the period."
        ),
        rows.points_asked,
    ),
    rows.finding_figure(
        "check_findings",
        _("Findings of checks"),
        _("Items that the county found not met in checks of centres finished in the period."),
        rows.findings,
        "run__county_checked_on",
    ),
    rows.finding_figure(
        "check_findings_rectified",
        _("Findings of checks rectified"),
        _(
            "Findings that the site reported as rectified and the county confirmed in the period "
            "after looking again."
        ),
        rows.findings_rectified,
        "confirmed_on",
    ),
]
OTHERS = [
    Figure(
        code="circle_facilities",
        label=_("Facilities of the 15-minute circle"),
        definition=_(
            "Facilities around the sites that are in use on the last day of the period and take "
            "at most 15 minutes on foot."
        ),
        unit=Unit.FACILITIES,
        system=System.PUBLIC_SERVICE,
        requirements=("R36",),
        rows=rows.facilities,
        columns=(
            Column(pgettext_lazy("of a place or body", "name"), lambda row: row.name),
            Column(_("kind"), lambda row: row.get_kind_display()),
            Column(_("resettlement site"), lambda row: row.site.name),
            Column(_("walking minutes"), lambda row: row.walk_minutes),
        ),
        keys=("walk_minutes", "id"),
        readers=SYSTEM_READERS,
        url=lambda row: reverse("facility_site", args=[row.site_id]),
    ),
    Figure(
        code="culture_funds",
        label=_("Funds of culture centres"),
        definition=_("Money that culture centres received in the period, in whole yuan."),
        unit=Unit.YUAN,
        system=System.CULTURE,
        requirements=("R63",),
        rows=rows.funds,
        amounts=rows.yuan,
        columns=(
            Column(_("purpose"), lambda row: row.purpose),
            Column(_("culture centre"), lambda row: row.centre.name),
            Column(_("source"), lambda row: row.get_source_display()),
            Column(_("received on"), lambda row: row.received_on),
            Column(_("amount, yuan"), lambda row: row.amount),
        ),
        keys=("-received_on", "-id"),
        day="received_on",
        readers=SYSTEM_READERS,
        url=lambda row: reverse("culture_site", args=[row.site_id]),
    ),
]
FIGURES = [*SITES, *ROOMS, *CHECKS, *OTHERS]
