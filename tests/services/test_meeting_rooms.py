"""One rule keeps meetings and bookings out of each other's rooms."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from lib.periods import today
from services.actions import meetings
from sites.actions.bookings import book_room
from tests import factories
from tests.services.meetings import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return factories.make_site()


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


def test_a_booking_and_a_meeting_keep_each_other_out_of_the_room(site, clerk):
    """One rule in both directions; the sentence names what stands there and from when to when."""
    room, body = factories.make_venue(site), factories.make_organisation(site)
    book = {"actor": clerk, "venue": room, "organisation": body, "purpose": "妇女活动"}
    meeting = make_meeting(site, venue=room)
    at_nine = {"day": today(), "starts": time(9, 30), "ends": time(11)}

    with pytest.raises(ValidationError, match="09:00") as refused:
        book_room(**book, **at_nine, token=uuid4())
    assert str(meeting.kind) in str(refused.value)
    book_room(**book, **at_nine | {"starts": time(10)}, token=uuid4())

    move = {"actor": clerk, "meeting": meeting, "title": "议事会", "chair": clerk, "venue": room}
    with pytest.raises(ValidationError, match="妇女活动") as refused:
        meetings.change_meeting(**move, planned_at=meeting.planned_at + timedelta(minutes=30))
    assert "venue" in refused.value.message_dict
    # Moved by minutes, it does not meet itself; called off, it keeps nobody out.
    meetings.change_meeting(**move, planned_at=meeting.planned_at - timedelta(minutes=30))
    meetings.call_off_meeting(actor=clerk, meeting=meeting, note="停电")
    book_room(**book, day=today(), starts=time(8), ends=time(10), token=uuid4())


def test_a_meeting_past_midnight_keeps_the_room_until_the_day_ends(site, clerk):
    room = factories.make_venue(site)
    late = make_meeting(site).planned_at + timedelta(hours=14)
    make_meeting(site, venue=room, planned_at=late, planned_minutes=120)
    other = make_meeting(site)

    with pytest.raises(ValidationError, match="23:00"):
        meetings.change_meeting(
            actor=clerk, meeting=other, title="守夜", chair=clerk, venue=room,
            planned_at=late + timedelta(minutes=30), planned_minutes=60,
        )  # fmt: skip
