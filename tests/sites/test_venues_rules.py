"""What the database refuses of rooms, hours, bookings and agreements."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lib.history import set_constraints_immediate
from sites.models import Booking, OpeningHours, ServiceCentre, Venue
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def booking(venue: Venue, starts: str, ends: str, **fields) -> Booking:
    return Booking(
        site=fields.pop("site", venue.site),
        venue=venue,
        organisation=fields.pop("organisation", None) or factories.make_organisation(venue.site),
        purpose="楼栋长会议",
        day=fields.pop("day", DAY),
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        booked_by=factories.make_user(),
        **fields,
    )


def test_one_room_is_booked_once_at_a_time():
    venue = factories.make_venue()
    booking(venue, "09:00", "11:00").save()
    clash = booking(venue, "10:59", "12:00")

    with pytest.raises(ValidationError, match="该时段此用房已有预约"):
        clash.full_clean()
    with pytest.raises(IntegrityError, match="booking_no_overlap"), transaction.atomic():
        clash.save()


def test_the_next_hour_another_day_another_room_and_a_cancelled_booking_do_not_clash():
    venue = factories.make_venue()
    gone = booking(venue, "09:00", "11:00")
    gone.status, gone.cancelled_by, gone.cancelled_why = "cancelled", gone.booked_by, "改期"
    gone.save()
    booking(venue, "09:00", "11:00").save()
    booking(venue, "11:00", "12:00").save()
    booking(venue, "09:00", "11:00", day=date(2026, 3, 3)).save()
    booking(factories.make_venue(venue.site), "09:00", "11:00").save()

    assert Booking.objects.held().count() == 4


def test_a_booking_ends_after_it_starts_and_a_cancelled_one_says_why():
    venue = factories.make_venue()

    with pytest.raises(ValidationError, match="结束时间早于开始时间"):
        booking(venue, "11:00", "09:00").full_clean()
    with pytest.raises(ValidationError, match="取消预约的原因"):
        booking(venue, "09:00", "11:00", status="cancelled").full_clean()


def test_a_booking_stands_at_the_site_of_its_room():
    venue, elsewhere = factories.make_venue(), factories.make_site()

    set_constraints_immediate()
    with pytest.raises(IntegrityError, match="same_site"), transaction.atomic():
        booking(venue, "09:00", "11:00", site=elsewhere).save()


def test_hours_are_of_one_house_or_of_one_room_and_do_not_overlap():
    venue = factories.make_venue()
    factories.make_hours(venue.site, opens="08:30", closes="12:00")
    factories.make_hours(venue.site, opens="14:30", closes="18:00")
    factories.make_hours(venue.site, venue=venue, opens="08:30", closes="12:00")
    neither = OpeningHours(
        site=venue.site, weekday=0, opens=time(8), closes=time(9), valid_from=DAY
    )

    with pytest.raises(ValidationError, match="场所或用房其中一项"):
        neither.full_clean()
    with pytest.raises(IntegrityError, match="openinghours_no_overlap"), transaction.atomic():
        factories.make_hours(venue.site, opens="11:00", closes="13:00")


def test_a_site_has_one_open_service_centre():
    centre = factories.make_centre()

    with pytest.raises(IntegrityError, match="servicecentre_one_a_site"), transaction.atomic():
        factories.make_centre(centre.site)
    centre.closed_on = date(2026, 1, 1)
    centre.save()
    factories.make_centre(centre.site)

    assert ServiceCentre.objects.filter(site=centre.site).count() == 2


def test_the_three_functions_of_a_guest_are_those_of_its_host():
    host = factories.make_centre(has_party_building=True, has_governance=True, has_service=True)
    guest = factories.make_centre(host=host)
    lacking = factories.make_centre(has_party_building=True, has_service=True)

    merged = set(ServiceCentre.objects.merged())

    assert merged == {host, guest}
    assert guest.is_merged
    assert not lacking.is_merged
