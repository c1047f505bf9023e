"""What meetings leave to be done: on the home page, on the desk, in rooms, in a body's report."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.deeds import Deed
from lib.periods import Period
from lib.room_use import RoomUse
from lib.scope import Scope
from lib.tasks import WorkItem
from services.desk import Column, DeskCard, rows_by_column
from services.enums.meetings import AttendanceState, MeetingState
from services.enums.resolutions import ResolutionState
from services.meeting_rooms import hours_of
from services.models import Meeting, Objection, Resolution
from services.models.meetings import MINUTES_WITHIN_DAYS
from services.rules.meetings import (
    can_confirm_resolution,
    can_keep_meetings,
    can_view_meetings,
    can_view_resolutions,
)
from sites.models import Organisation


def work_on_meetings(scope: Scope) -> Iterator[WorkItem]:
    """Invitations and resolutions of one's own; for the site's staff what is not finished."""
    if not can_view_meetings(scope):
        return
    meetings, resolutions = reverse("meeting_list"), reverse("resolution_list")
    yield WorkItem(
        title=_("Meetings to which you are invited"),
        count=_invitations(scope).count(),
        url=f"{meetings}?mine=on&state={MeetingState.NOTIFIED}",
    )
    own = Resolution.objects.filter(owner=scope.user_id, state=ResolutionState.OPEN)
    yield WorkItem(
        title=_("Resolutions for which you are responsible"),
        count=own.count(),
        url=f"{resolutions}?mine=on",
        state="overdue" if own.overdue(scope.on).exists() else "running",
    )
    if can_confirm_resolution(scope):
        yield WorkItem(
            title=_("Resolutions to confirm"),
            count=_to_confirm(scope).count(),
            url=f"{resolutions}?show=claimed",
            state="near_due",
        )
    if can_keep_meetings(scope):
        held = _kept(scope).filter(state=MeetingState.HELD)
        yield WorkItem(
            title=_("Minutes to finish"),
            count=held.count(),
            url=f"{meetings}?state={MeetingState.HELD}",
            state="near_due",
        )


def meeting_cards(scope: Scope) -> Iterator[DeskCard]:
    """Meetings of today, those not recorded or not minuted in time, and objections."""
    if not can_keep_meetings(scope):
        return
    upcoming = _kept(scope).upcoming().order_by("planned_at", "pk")
    minuted_by = scope.on - timedelta(days=MINUTES_WITHIN_DAYS)
    held = _kept(scope).filter(state=MeetingState.HELD, occurred_on__lt=minuted_by)
    columns = (
        (Column.TODAY, upcoming.filter(occurred_on=scope.on)),
        (Column.LATE, upcoming.filter(occurred_on__lt=scope.on)),
        (Column.LATE, held.order_by("occurred_on", "pk")),
    )
    for column, meeting in rows_by_column(columns, Meeting.objects.select_related("kind", "chair")):
        yield _meeting_card(column, meeting, scope.on)
    yield from _objection_cards(scope)


def _objection_cards(scope: Scope) -> Iterator[DeskCard]:
    rows = Objection.objects.within(scope.only(can_keep_meetings.roles)).filter(answer="")
    columns = [(Column.NEW, rows.order_by("raised_on", "pk"))]
    shown = Objection.objects.select_related(
        "publication__meeting", "publication__motion_stage__motion"
    )
    for column, row in rows_by_column(columns, shown):
        publication = row.publication
        yield DeskCard(
            column=column,
            kind=_("objection"),
            what=str(publication.meeting or publication.motion_stage.motion),
            until=publication.last_day,
            url=reverse("publication_detail", args=[publication.pk]),
            state="overdue" if publication.is_over(scope.on) else "near_due",
        )


def resolution_cards(scope: Scope) -> Iterator[DeskCard]:
    """Those overdue at the sites that one keeps, one's own, and those that one may confirm."""
    if not can_view_resolutions(scope):
        return
    own = Resolution.objects.filter(owner=scope.user_id, state=ResolutionState.OPEN)
    columns = [(Column.MINE, own)]
    if can_confirm_resolution(scope):
        columns.append((Column.MINE, _to_confirm(scope)))
    if can_keep_meetings(scope):
        kept = Resolution.objects.of_area(scope.only(can_keep_meetings.roles))
        columns.append((Column.LATE, kept.overdue(scope.on).exclude(owner=scope.user_id)))
    ordered = [(column, rows.order_by("due_on", "pk")) for column, rows in columns]
    for column, row in rows_by_column(
        ordered, Resolution.objects.select_related("owner", "meeting")
    ):
        yield DeskCard(
            column=column,
            kind=_("resolution"),
            what=row.text,
            for_whom=row.meeting.title,
            holder=row.owner.name,
            until=row.due_on,
            url=reverse("resolution_detail", args=[row.pk]),
            state=row.state_on(scope.on),
        )


def rooms_of_meetings(venues: Collection[int], period: Period) -> Iterator[RoomUse]:
    """Hours in which meetings have these rooms; those called off leave them free."""
    rows = Meeting.objects.filter(venue__in=venues).exclude(state=MeetingState.CALLED_OFF)
    for meeting in rows.occurred(period).select_related("kind").order_by("planned_at", "pk"):
        starts, ends = hours_of(meeting)
        yield RoomUse(
            venue_id=meeting.venue_id,
            day=meeting.occurred_on,
            starts=starts,
            ends=ends,
            what=str(meeting.kind),
            url=reverse("meeting_detail", args=[meeting.pk]),
        )


def deeds_at_meetings(organisation: Organisation, scope: Scope, period: Period) -> Iterator[Deed]:
    """Meetings that a body attended, and resolutions that it carried out (R14, R75)."""
    if not can_view_meetings(scope):
        return
    days = f"first={period.first.isoformat()}&last={period.last.isoformat()}"
    attended = Meeting.objects.readable(scope).took_place().occurred(period).attended(organisation)
    number = attended.count()
    if number:
        url = f"{reverse('meeting_list')}?body={organisation.pk}&{days}"
        yield Deed(_("Meetings attended"), number, url)
    done = Resolution.objects.readable(scope).filter(
        organisation=organisation,
        state=ResolutionState.CONFIRMED,
        claimed_on__range=(period.first, period.last),
    )
    number = done.count()
    if number:
        url = f"{reverse('resolution_list')}?show=all&body={organisation.pk}"
        yield Deed(_("Resolutions carried out"), number, url)


def _invitations(scope: Scope) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        state=MeetingState.NOTIFIED,
        attendances__user=scope.user_id,
        attendances__state=AttendanceState.INVITED,
    )


def _kept(scope: Scope) -> QuerySet[Meeting]:
    return Meeting.objects.of_area(scope.only(can_keep_meetings.roles))


def _to_confirm(scope: Scope) -> QuerySet[Resolution]:
    rows = Resolution.objects.of_area(scope.only(can_confirm_resolution.roles)).claimed()
    return rows.exclude(claimed_by=scope.user_id).exclude(owner=scope.user_id)


def _meeting_card(column: Column, meeting: Meeting, on: date) -> DeskCard:
    return DeskCard(
        column=column,
        kind=_("meeting"),
        what=meeting.title,
        for_whom=str(meeting.kind),
        holder=meeting.chair.name if meeting.chair else "",
        until=meeting.occurred_on,
        url=reverse("meeting_detail", args=[meeting.pk]),
        state=meeting.state_on(on),
    )
