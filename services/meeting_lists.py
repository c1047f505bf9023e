"""The lists of meetings, resolutions and motions as exports: whole, in the background."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lib.exports import Exporter, Sheet
from lib.scope import Scope
from services.forms.meetings import MeetingFilter
from services.forms.motions import MotionFilter
from services.forms.resolutions import ResolutionFilter
from services.models import Meeting, Motion, Resolution
from services.rules.meetings import can_export_meetings

CHUNK = 2000


def meeting_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """All meetings that the filter names, in the columns of the meeting ledger."""
    form = MeetingFilter(QueryDict(params.get("query", "")), scope=scope)
    rows = Meeting.objects.within(scope.only(can_export_meetings.roles)).with_turnout()
    rows = rows.select_related("kind", "site", "chair").prefetch_related("agenda")
    header = [
        _("resettlement site"),
        _("kind"),
        _("title"),
        pgettext("of a meeting", "time"),
        pgettext("of a meeting", "place"),
        _("chair"),
        pgettext("at a meeting", "due"),
        pgettext("at a meeting", "present"),
        _("points of agendas"),
        _("state"),
        _("from a past ledger"),
    ]
    return _sheet(_("Meetings"), form, header, rows.order_by("-planned_at", "-id"), _meeting_cells)


def _meeting_cells(row: Meeting) -> Sequence[Any]:
    turnout = row.turnout()
    return [
        row.site.name,
        str(row.kind),
        row.title,
        f"{timezone.localtime(row.planned_at):%Y-%m-%d %H:%M}",
        row.where,
        row.chair.name if row.chair else "",
        turnout.due,
        "" if row.is_upcoming else turnout.present,
        "；".join(item.text for item in row.agenda.all()),
        row.get_state_display(),
        _("yes") if row.is_historical else "",
    ]


def resolution_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """All resolutions that the filter names."""
    form = ResolutionFilter(QueryDict(params.get("query", "")), scope=scope)
    rows = Resolution.objects.within(scope.only(can_export_meetings.roles)).select_related(
        "meeting__kind", "site", "owner", "organisation", "confirmed_by"
    )
    header = [
        _("resettlement site"),
        _("kind"),
        _("meeting"),
        _("held on"),
        pgettext("of a resolution", "what is to be done"),
        _("person responsible"),
        _("body responsible"),
        _("due on"),
        pgettext("of a resolution", "what was done"),
        _("reported as done on"),
        _("confirmed by"),
        _("state"),
    ]
    return _sheet(_("Resolutions"), form, header, rows.order_by("due_on", "id"), _resolution_cells)


def _resolution_cells(row: Resolution) -> Sequence[Any]:
    return [
        row.site.name,
        str(row.meeting.kind),
        row.meeting.title,
        row.meeting.occurred_on,
        row.text,
        row.owner.name,
        row.organisation.name if row.organisation else "",
        row.due_on,
        row.outcome,
        row.claimed_on or "",
        row.confirmed_by.name if row.confirmed_by else "",
        row.get_state_display(),
    ]


def motion_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """All motions that the filter names."""
    form = MotionFilter(QueryDict(params.get("query", "")), scope=scope)
    rows = Motion.objects.within(scope.only(can_export_meetings.roles)).select_related("site")
    header = [
        _("resettlement site"),
        _("title"),
        _("major matter"),
        _("why it is a major matter"),
        _("brought up by"),
        _("registered on"),
        _("state"),
        _("result"),
    ]
    return _sheet(_("Motions"), form, header, rows.order_by("-occurred_on", "-id"), _motion_cells)


def _motion_cells(row: Motion) -> Sequence[Any]:
    return [
        row.site.name,
        row.title,
        row.get_matter_display(),
        row.why_major,
        row.get_origin_display(),
        row.occurred_on,
        row.get_state_display(),
        row.result,
    ]


def _sheet(
    title: str, form: Any, header: list[str], rows: QuerySet, cells: Callable[[Any], Sequence[Any]]
) -> Sheet:
    def lines() -> Iterator[Sequence[Any]]:
        for row in form.filter(rows).iterator(chunk_size=CHUNK):
            yield cells(row)

    return Sheet(title=title, filter_text=form.in_words(), header=header, rows=lines())


EXPORTERS = [
    Exporter(
        "meetings", gettext_lazy("Meetings"), can_export_meetings, meeting_sheet, of_list=True
    ),
    Exporter(
        "resolutions",
        gettext_lazy("Resolutions"),
        can_export_meetings,
        resolution_sheet,
        of_list=True,
    ),
    Exporter("motions", gettext_lazy("Motions"), can_export_meetings, motion_sheet, of_list=True),
]
