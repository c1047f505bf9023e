"""Booking a room and giving it free again (R45)."""

from datetime import date, time
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from lib import room_use
from lib.periods import today
from lib.room_use import RoomUse
from sites.actions.bookings import book_room, check_room_free
from sites.models import Booking
from tests import factories
from tests.sites.centre_things import make_booking

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue():
    return factories.make_venue(name="议事室")


@pytest.fixture
def body(venue):
    return factories.make_organisation(venue.site, name="业委会")


@pytest.fixture
def signed_in(client, venue):
    user = factories.make_site_staff(venue.site)
    client.force_login(user)
    client.user = user
    return client


def typed(venue, body, **fields):
    values = {
        "venue": venue.pk,
        "organisation": body.pk,
        "purpose": "业主例会",
        "day": today().isoformat(),
        "starts": "09:00",
        "ends": "10:30",
        "token": str(uuid4()),
    }
    return {**values, **fields}


def test_a_room_is_booked_and_the_same_form_twice_is_one_booking(signed_in, venue, body):
    form = typed(venue, body)
    url = reverse("booking_add", args=[venue.site_id])

    for _number in range(2):
        assert signed_in.post(url, form).status_code == 302

    booking = Booking.objects.get()
    assert (booking.site_id, booking.starts, booking.ends) == (
        venue.site_id, time(9), time(10, 30)
    )  # fmt: skip
    assert booking.booked_by == signed_in.user
    page = signed_in.get(reverse("booking_list", args=[venue.site_id])).content.decode()
    assert "业主例会" in page


def test_what_stands_in_the_room_is_named_and_nothing_typed_is_lost(signed_in, venue, body):
    make_booking(venue, purpose="妇女活动", starts=time(9), ends=time(11))

    answer = signed_in.post(
        reverse("booking_add", args=[venue.site_id]),
        typed(venue, body, starts="10:00", ends="12:00"),
    )

    page = answer.content.decode()
    assert "议事室在09:00至11:00已被占用：妇女活动" in page
    assert 'value="业主例会"' in page
    assert Booking.objects.count() == 1


def test_a_meeting_of_an_upper_app_keeps_the_room_too(venue, monkeypatch):
    use = RoomUse(venue.pk, date(2026, 3, 2), time(9), time(11), "居民议事会", "/meetings/1/")
    monkeypatch.setattr(room_use, "_sources", [])
    room_use.register_room_use(lambda ids, period: [use])
    asked = {"venue": venue, "day": date(2026, 3, 2), "starts": time(10), "ends": time(12)}

    with pytest.raises(ValidationError, match="居民议事会"):
        check_room_free(**asked)
    # The meeting itself, moved by an hour, does not meet itself.
    check_room_free(**asked, besides_url="/meetings/1/")
    check_room_free(**asked | {"starts": time(11)})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts": "11:00", "ends": "10:00"}, "结束时间早于开始时间"),
        ({"day": "2019-01-01"}, "未启用"),
        ({"day": "明天"}, "不是日期"),
        ({"purpose": ""}, "必填"),
    ],
)
def test_bad_input_gets_a_sentence(signed_in, venue, body, fields, sentence):
    answer = signed_in.post(
        reverse("booking_add", args=[venue.site_id]), typed(venue, body, **fields)
    )

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Booking.objects.exists()


def test_rooms_and_bodies_of_another_site_are_no_choice(signed_in, venue, body):
    elsewhere = factories.make_venue()
    url = reverse("booking_add", args=[venue.site_id])

    signed_in.post(url, typed(elsewhere, body))
    signed_in.post(url, typed(venue, factories.make_organisation(elsewhere.site)))

    assert not Booking.objects.exists()


def test_a_cancelled_booking_frees_the_room_and_keeps_who_and_why(signed_in, venue, body):
    booking = make_booking(venue)
    url = reverse("booking_cancel", args=[booking.pk])

    signed_in.post(url, {"reason": " "})
    booking.refresh_from_db()
    assert booking.status == "booked"
    signed_in.post(url, {"reason": "改期"})

    booking.refresh_from_db()
    assert (booking.status, booking.cancelled_why) == ("cancelled", "改期")
    assert booking.cancelled_by == signed_in.user
    book_room(
        actor=signed_in.user, venue=venue, organisation=body, purpose="补位", day=booking.day,
        starts=booking.starts, ends=booking.ends, token=uuid4(),
    )  # fmt: skip


def test_a_site_that_shares_the_house_books_and_cancels_its_own(client, venue):
    host = factories.make_centre(venue.site)
    guest = factories.make_centre(host=host)
    client.force_login(factories.make_site_staff(guest.site))
    own = factories.make_organisation(guest.site)

    client.post(reverse("booking_add", args=[guest.site_id]), typed(venue, own))

    booking = Booking.objects.get()
    assert booking.site_id == venue.site_id
    strangers = make_booking(venue, starts=time(15), ends=time(16))
    assert client.post(reverse("booking_cancel", args=[strangers.pk])).status_code == 403
    client.post(reverse("booking_cancel", args=[booking.pk]), {"reason": "改期"})
    booking.refresh_from_db()
    assert booking.status == "cancelled"


@time_machine.travel("2026-03-02 08:00 +0800", tick=False)
def test_the_list_takes_the_same_number_of_statements_for_one_and_for_three_rows(
    signed_in, venue, django_assert_num_queries
):
    url = reverse("booking_list", args=[venue.site_id])
    make_booking(venue)
    signed_in.get(url)
    with django_assert_num_queries(11):
        signed_in.get(url)
    for hour in (12, 15):
        make_booking(factories.make_venue(venue.site), starts=time(hour), ends=time(hour + 1))
    with django_assert_num_queries(11):
        signed_in.get(url)
