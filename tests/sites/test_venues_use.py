"""Use rate: used hours ÷ open hours, derived from hours, closures and every kind of use (R46)."""

from datetime import date, time

import pytest
import time_machine

from lib import room_use
from lib.periods import Period
from lib.room_use import RoomUse
from sites.centre_enums import VenueKind
from sites.models import Closure, OpeningHours
from sites.room_hours import use_of_rooms
from tests import factories
from tests.sites.centre_things import make_booking

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
MONDAY = date(2026, 3, 2)
AFTER = time_machine.travel("2026-04-10 12:00 +0800", tick=False)


@pytest.fixture
def room():
    """Open on the five Mondays of March 2026, nine to twelve and two to five."""
    venue = factories.make_venue()
    factories.make_hours(venue.site, opens="09:00", closes="12:00")
    factories.make_hours(venue.site, opens="14:00", closes="17:00")
    return venue


def minutes(venue, period=MARCH) -> tuple[int, int, int]:
    (line,) = use_of_rooms([venue], period)
    return line.open_minutes, line.used_minutes, line.outside_minutes


@AFTER
def test_a_room_follows_its_house_and_counts_what_lies_within_the_hours(room):
    make_booking(room, day=MONDAY, starts=time(9), ends=time(11))
    make_booking(room, day=MONDAY, starts=time(11, 30), ends=time(14, 30))
    make_booking(room, day=date(2026, 3, 3), starts=time(9), ends=time(10))
    make_booking(room, day=date(2026, 4, 6), starts=time(9), ends=time(10))

    assert minutes(room) == (5 * 360, 120 + 30 + 30, 120 + 60)
    assert use_of_rooms([room], MARCH)[0].percent == 10


@AFTER
def test_a_cancelled_booking_is_no_use(room):
    gone = make_booking(room, day=MONDAY)
    gone.status, gone.cancelled_by, gone.cancelled_why = "cancelled", gone.booked_by, "改期"
    gone.save()

    assert minutes(room) == (1800, 0, 0)


@AFTER
def test_two_uses_at_once_count_once(room, monkeypatch):
    make_booking(room, day=MONDAY, starts=time(9), ends=time(11))
    meeting = RoomUse(room.pk, MONDAY, time(10), time(12), "居民议事会")
    monkeypatch.setattr(room_use, "_sources", list(room_use._sources))
    room_use.register_room_use(lambda ids, period: [meeting])

    assert minutes(room) == (1800, 180, 0)


@AFTER
def test_own_hours_go_before_those_of_the_house_and_closures_take_hours_away(room):
    factories.make_hours(room.site, venue=room, weekday=1, opens="18:00", closes="20:00")
    assert minutes(room) == (5 * 120, 0, 0)

    Closure.objects.create(
        site=room.site, house="service_centre", reason="停电", valid_from=date(2026, 3, 9),
        valid_to=date(2026, 3, 15),
    )  # fmt: skip
    assert minutes(room) == (4 * 120, 0, 0)


@AFTER
def test_hours_hold_from_their_first_to_their_last_day(room):
    OpeningHours.objects.filter(site=room.site, opens=time(14)).update(valid_to=date(2026, 3, 9))
    room.valid_from = date(2026, 3, 8)

    assert minutes(room) == (4 * 180 + 180, 0, 0)


@time_machine.travel("2026-03-10 12:00 +0800", tick=False)
def test_days_to_come_are_neither_open_nor_used(room):
    make_booking(room, day=MONDAY)
    make_booking(room, day=date(2026, 3, 16))

    assert minutes(room) == (2 * 360, 120, 0)


@AFTER
def test_without_hours_there_is_no_rate_and_a_walk_in_hall_has_none(room):
    elsewhere = factories.make_venue(room.site, house="elsewhere")
    hall = factories.make_venue(room.site, kind=VenueKind.SERVICE_HALL)

    found = {line.venue.pk: line.percent for line in use_of_rooms([room, elsewhere, hall], MARCH)}

    assert found == {room.pk: 0, elsewhere.pk: None, hall.pk: None}


@AFTER
def test_the_statements_do_not_grow_with_the_rooms(room, django_assert_num_queries):
    rooms = [room, *(factories.make_venue(room.site) for _number in range(3))]
    make_booking(room, day=MONDAY)

    with django_assert_num_queries(4):
        use_of_rooms(rooms[:1], MARCH)
    with django_assert_num_queries(4):
        use_of_rooms(rooms, MARCH)
