"""What meetings count for: figures, rooms, work, the four bodies, and their lists as sheets."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lib.deeds import deeds_of
from lib.exports import exporter_of
from lib.figures import figure_of
from lib.periods import Period, today
from lib.room_use import uses_of
from lib.scope import scope_of
from lib.tasks import work_of
from services.actions import meetings
from services.desk import Column, desk_of
from services.enums.meetings import MeetingState
from services.models import MeetingAttendance
from sites.enums import OrganisationKind
from sites.models import Venue
from tests import factories
from tests.services.meetings import make_meeting, make_meeting_kind, make_motion, make_resolution

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def site():
    return factories.make_site(name="平阳安置点")


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


def make_room(site) -> Venue:
    return Venue.objects.create(
        site=site,
        house="service_centre",
        kind="meeting_room",
        name="议事厅",
        origin="new",
        valid_from=factories.FIRST_DAY,
    )


def value(code: str, user) -> int:
    scope = scope_of(user.pk, today())
    return figure_of(code).value(scope, Period(today() - 4 * WEEK, today()))


def test_meetings_held_in_the_centre_are_told_from_those_that_belong_there(site, clerk):
    room = make_room(site)
    make_meeting(site, state=MeetingState.HELD, venue=room)
    make_meeting(site, state=MeetingState.HELD)
    make_meeting(site, state=MeetingState.HELD, kind=make_meeting_kind("party_members"))
    make_meeting(site, state=MeetingState.CALLED_OFF, venue=room)
    make_meeting(state=MeetingState.HELD)
    invited = make_meeting(state=MeetingState.HELD)
    MeetingAttendance.objects.create(site=invited.site, meeting=invited, user=clerk)

    codes = ("meetings_held", "meetings_moved", "meetings_in_centre", "meetings_deliberation")
    assert {code: value(code, clerk) for code in codes} == {
        "meetings_held": 3,
        "meetings_moved": 2,
        "meetings_in_centre": 1,
        "meetings_deliberation": 2,
    }


def test_a_room_is_taken_while_a_meeting_is_planned_and_free_once_called_off(site, clerk):
    room, meeting = make_room(site), make_meeting(site)
    plan = {
        "actor": clerk,
        "title": "议事会",
        "planned_at": meeting.planned_at + timedelta(minutes=30),
        "chair": clerk,
        "venue": room,
    }
    taken = meetings.change_meeting(meeting=meeting, **plan)
    other = make_meeting(site)

    with pytest.raises(ValidationError, match="09:30"):
        meetings.change_meeting(meeting=other, **plan)
    with pytest.raises(ValidationError):
        meetings.change_meeting(meeting=make_meeting(), **plan)
    use = uses_of([room.pk], Period(today(), today()))
    assert [(row.day, row.starts.hour, row.ends.hour) for row in use] == [(today(), 9, 10)]

    meetings.call_off_meeting(actor=clerk, meeting=taken, note="停电")
    meetings.change_meeting(meeting=other, **plan)


def test_work_and_desk_say_what_waits(site, clerk):
    meeting = make_meeting(site, state=MeetingState.NOTIFIED)
    MeetingAttendance.objects.create(site=site, meeting=meeting, user=clerk)
    long_ago = timezone.now() - 2 * WEEK
    late = make_meeting(
        site, state=MeetingState.HELD, planned_at=long_ago, occurred_on=today() - 2 * WEEK
    )
    make_resolution(late, owner=clerk, due_on=today() - WEEK)
    make_resolution(
        late, state="done_claimed", claimed_on=today(), claimed_by=factories.make_user()
    )
    scope = scope_of(clerk.pk, today())

    waiting = {item.url: (item.count, item.state) for item in work_of(scope)}
    desk = desk_of(scope)

    lists = reverse("resolution_list")
    assert waiting[f"{lists}?mine=on"] == (1, "overdue")
    assert waiting[f"{lists}?show=claimed"] == (1, "near_due")
    assert waiting[f"{reverse('meeting_list')}?mine=on&state=notified"][0] == 1
    assert [card.what for card in desk[Column.TODAY]] == [meeting.title]
    assert [card.what for card in desk[Column.LATE]] == [late.title]
    assert len(desk[Column.MINE]) == 2


def test_the_four_bodies_are_counted_where_they_came(site, clerk):
    owners = factories.make_organisation(site, kind=OrganisationKind.OWNERS_COMMITTEE)
    conference = make_meeting(
        site,
        state=MeetingState.HELD,
        kind=make_meeting_kind("four_in_one", is_four_in_one=True),
    )
    for name in ("王某", "李某"):
        MeetingAttendance.objects.create(
            site=site,
            meeting=conference,
            name=name,
            organisation=owners,
            state="present",
            method="list",
            signed_at=timezone.now(),
        )
    client = Client()
    client.force_login(clerk, backend=BACKEND)

    page = client.get(reverse("four_bodies")).context["rows"]

    assert [(row.site, row.held, row.attended) for row in page] == [(site, 1, (0, 1, 0, 0))]
    scope = scope_of(clerk.pk, today())
    deeds = deeds_of(owners, scope, Period(today(), today()))
    assert [deed.count for deed in deeds] == [1]


def test_each_meeting_is_a_use_of_one_platform(site, clerk):
    make_meeting(site, state=MeetingState.HELD)
    make_meeting(site, state=MeetingState.HELD, kind=make_meeting_kind("building_heads"))
    client = Client()
    client.force_login(clerk, backend=BACKEND)

    platforms = client.get(reverse("platform_list")).context["platforms"]

    assert [platform["total"] for platform in platforms] == [0, 1, 1]


@pytest.mark.parametrize("name", ["platform_list", "four_bodies"])
def test_every_number_opens_its_rows(site, name):
    make_meeting(site, state=MeetingState.HELD, kind=make_meeting_kind("four_in_one"))
    client = Client()
    client.force_login(factories.make_county_staff(), backend=BACKEND)

    page = client.get(reverse(name), {"site": site.pk}).content.decode()

    links = [unescape(link) for link in re.findall(r'href="(/figures/[^"]+)"', page)]
    assert links
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert f"site={site.code}" in link


def test_lists_leave_as_sheets_within_the_scope_of_who_asks(site, clerk):
    mine, foreign = make_meeting(site, title="我们的会"), make_meeting(title="别处的会")
    make_resolution(mine, text="装路灯")
    make_resolution(foreign, text="别处的事")
    scope = scope_of(clerk.pk, today())

    meeting_rows = list(exporter_of("meetings").sheet(scope, {"query": ""}).rows)
    resolution_rows = list(exporter_of("resolutions").sheet(scope, {"query": ""}).rows)

    assert [row[2] for row in meeting_rows] == ["我们的会"]
    assert [row[4] for row in resolution_rows] == ["装路灯"]


@pytest.mark.parametrize("name", ["meeting_list", "resolution_list", "motion_list"])
def test_a_list_asks_the_same_at_one_row_and_at_three(site, clerk, name):
    client = Client()
    client.force_login(clerk, backend=BACKEND)
    client.get(reverse(name))  # The first request stores the session.
    numbers = []
    for rows in (1, 2):
        for _row in range(rows):
            make_resolution(make_meeting(site))
            make_motion(site)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name)).status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
