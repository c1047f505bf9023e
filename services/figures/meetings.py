"""Figures over meetings: by kind, in the centre, by platform; resolutions made, done, overdue."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Text, Unit
from lib.periods import Period
from lib.scope import Scope
from services.enums.platforms import Platform
from services.enums.resolutions import ResolutionState
from services.models import Meeting, Motion, Resolution
from services.models.meetings import MEETING_READERS, MeetingQuerySet
from services.models.motions import FINISHED


def meetings_held(scope: Scope, period: Period) -> MeetingQuerySet:
    rows = Meeting.objects.of_area(scope.only(MEETING_READERS)).took_place().occurred(period)
    return rows.select_related("site", "kind", "venue")


def _where(**lookups: Any) -> Callable[[Scope, Period], QuerySet]:
    """The meetings of the period with this further condition."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        return meetings_held(scope, period).filter(**lookups)

    return rows


def in_centre(scope: Scope, period: Period) -> QuerySet:
    return meetings_held(scope, period).filter(kind__belongs_in_centre=True).in_centre()


def resolutions_made(scope: Scope, period: Period) -> QuerySet:
    rows = _resolutions(scope).exclude(state=ResolutionState.DROPPED)
    return rows.filter(meeting__occurred_on__range=(period.first, period.last))


def resolutions_done(scope: Scope, period: Period) -> QuerySet:
    rows = _resolutions(scope).filter(state=ResolutionState.CONFIRMED)
    return rows.filter(claimed_on__range=(period.first, period.last))


def resolutions_overdue(scope: Scope, period: Period) -> QuerySet:
    return _resolutions(scope).overdue(period.last)


def _resolutions(scope: Scope) -> Any:
    rows = Resolution.objects.of_area(scope.only(MEETING_READERS))
    return rows.select_related("site", "meeting__kind", "owner")


def motions_concluded(scope: Scope, period: Period) -> QuerySet:
    rows = Motion.objects.within(scope.only(MEETING_READERS)).counting().occurred(period)
    return rows.filter(state=FINISHED[0]).select_related("site")


MEETING_COLUMNS = (
    Column(_("held on"), lambda row: row.occurred_on),
    Column(_("meeting"), lambda row: row.title),
    Column(_("kind"), lambda row: str(row.kind)),
    Column(_("place"), lambda row: row.where),
    Column(_("state"), lambda row: row.get_state_display()),
    Column(_("resettlement site"), lambda row: row.site.name),
)
RESOLUTION_COLUMNS = (
    Column(_("resolution"), lambda row: row.text),
    Column(_("meeting"), lambda row: row.meeting.title),
    Column(_("person responsible"), lambda row: row.owner.name, personal=True),
    Column(_("due on"), lambda row: row.due_on),
    Column(_("state"), lambda row: row.get_state_display()),
    Column(_("resettlement site"), lambda row: row.site.name),
)


def _meetings(
    code: str, label: Text, definition: Text, rows: Callable, *requirements: str
) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=requirements,
        rows=rows,
        columns=MEETING_COLUMNS,
        keys=("-occurred_on", "-id"),
        day="occurred_on",
        readers=MEETING_READERS,
        url=lambda row: reverse("meeting_detail", args=[row.pk]),
    )


def _resolution(
    code: str, label: Text, definition: Text, rows: Callable, day: str | None
) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R38",),
        rows=rows,
        columns=RESOLUTION_COLUMNS,
        keys=("due_on", "id"),
        day=day,
        readers=MEETING_READERS,
        url=lambda row: reverse("resolution_detail", args=[row.pk]),
    )


OF_KIND = _("Meetings of this kind that were held in the period, with their minutes or without.")
OF_PLATFORM = _(
    "Meetings held in the period whose kind belongs to this platform; each belongs to one."
)

FIGURES = [
    _meetings(
        "meetings_held",
        _("Meetings held"),
        _("Meetings of every kind that were held in the period; those called off do not count."),
        meetings_held,
        "R38",
    ),
    _meetings(
        "meetings_deliberation",
        _("Community deliberations held"),
        OF_KIND,
        _where(kind__code="deliberation"),
        "R38",
    ),
    _meetings(
        "meetings_building_heads",
        _("Building-heads' meetings held"),
        OF_KIND,
        _where(kind__code="building_heads"),
        "R38",
    ),
    _meetings(
        "meetings_joint_conference",
        _("Co-building joint conferences held"),
        OF_KIND,
        _where(kind__code="joint_conference"),
        "R38",
    ),
    _meetings(
        "meetings_four_in_one",
        _("Four-in-one conferences held"),
        _(
            "Conferences of residents' committee, owners' committee and property company under "
            "the community party organisation that were held in the period."
        ),
        _where(kind__is_four_in_one=True),
        "R75",
    ),
    _meetings(
        "meetings_moved",
        _("Meetings that belong in the centre"),
        _("Meetings held in the period whose kind was moved to the service centre."),
        _where(kind__belongs_in_centre=True),
        "R38",
    ),
    _meetings(
        "meetings_in_centre",
        _("of these held in the centre"),
        _("Of the meetings that belong in the centre: those held in one of its rooms."),
        in_centre,
        "R38",
    ),
    _meetings(
        "meetings_party_activity",
        _("Meetings of the party-activity platform"),
        OF_PLATFORM,
        _where(kind__platform=Platform.PARTY_ACTIVITY),
        "R35",
    ),
    _meetings(
        "meetings_mass_service",
        _("Meetings of the platform serving the masses"),
        OF_PLATFORM,
        _where(kind__platform=Platform.MASS_SERVICE),
        "R35",
    ),
    _meetings(
        "meetings_platform_deliberation",
        _("Meetings of the deliberation platform"),
        OF_PLATFORM,
        _where(kind__platform=Platform.DELIBERATION),
        "R35",
    ),
    _resolution(
        "resolutions_made",
        _("Resolutions made"),
        _("What meetings of the period decided is to be done, those dropped since not counted."),
        resolutions_made,
        "meeting__occurred_on",
    ),
    _resolution(
        "resolutions_done",
        _("Resolutions done"),
        _("Resolutions reported as done in the period and confirmed by somebody else."),
        resolutions_done,
        "claimed_on",
    ),
    _resolution(
        "resolutions_overdue",
        _("Resolutions overdue"),
        _("Resolutions not reported as done by the day on which they were due."),
        resolutions_overdue,
        None,
    ),
    Figure(
        code="motions_concluded",
        label=_("Major matters through four deliberations and two publications"),
        definition=_(
            "Motions registered in the period that went through all six stages and were concluded."
        ),
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R38",),
        rows=motions_concluded,
        columns=(
            Column(_("motion"), lambda row: row.title),
            Column(_("major matter"), lambda row: row.get_matter_display()),
            Column(_("registered on"), lambda row: row.occurred_on),
            Column(_("resettlement site"), lambda row: row.site.name),
        ),
        keys=("-occurred_on", "-id"),
        day="occurred_on",
        readers=MEETING_READERS,
        url=lambda row: reverse("motion_detail", args=[row.pk]),
    ),
]
