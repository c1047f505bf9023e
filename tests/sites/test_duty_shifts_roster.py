"""The public duty roster: who is in post and not on leave (R37)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from sites.actions.duty_shifts import copy_week, put_on_duty
from sites.enums import LeaveKind, Post
from sites.models import DutyShift, Leave, Posting
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture(autouse=True)
def a_monday():
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False):
        yield


@pytest.fixture
def site():
    return factories.make_site()


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


def on_duty(**fields):
    return put_on_duty(**{"shifts": ["1_morning"], **fields})


def test_a_colleague_is_put_on_duty_once_a_shift(site, clerk):
    asked = {"actor": clerk, "house": site, "holder": clerk, "days": [TUESDAY, MONDAY, MONDAY]}

    assert on_duty(**asked, shifts=["1_morning", "2_afternoon"]) == 4
    assert on_duty(**asked, shifts=["1_morning"]) == 0
    assert DutyShift.objects.count() == 4


def test_who_holds_no_post_here_or_is_away_is_not_on_duty(site, clerk):
    stranger = factories.make_site_staff(factories.make_site())
    Leave.objects.create(
        holder=clerk, site=site, kind=LeaveKind.SICK, valid_from=TUESDAY, valid_to=TUESDAY
    )
    asked = {"actor": clerk, "house": site}

    with pytest.raises(ValidationError, match="不在本安置点任职"):
        on_duty(**asked, holder=stranger, days=[MONDAY])
    with pytest.raises(ValidationError, match="请假"):
        on_duty(**asked, holder=clerk, days=[MONDAY, TUESDAY])
    with pytest.raises(ValidationError, match="已过"):
        on_duty(**asked, holder=clerk, days=[MONDAY - timedelta(days=1)])
    assert not DutyShift.objects.exists()


def test_the_week_before_is_taken_over_without_who_has_left(site, clerk):
    gone = factories.make_user_with(Post.CENTRE_STAFF, site, name="杨离任")
    for holder in (clerk, gone):
        DutyShift.objects.create(
            site=site, day=MONDAY - timedelta(days=7), shift="1_morning", holder=holder
        )
    Posting.objects.filter(holder=gone).update(valid_to=MONDAY - timedelta(days=1))

    added, left_out = copy_week(actor=clerk, house=site, monday=MONDAY)
    again = copy_week(actor=clerk, house=site, monday=MONDAY)

    assert added == 1
    assert ["杨离任" in sentence for sentence in left_out] == [True]
    assert again[0] == 0
    assert DutyShift.objects.get(day=MONDAY).holder == clerk


def test_the_page_takes_a_shift_shows_it_prints_it_and_takes_it_off(client, site, clerk):
    client.force_login(clerk)
    url = reverse("roster_week", args=[site.pk])
    form = {
        "week": MONDAY.isoformat(), "holder": clerk.pk, "days": [TUESDAY.isoformat()],
        "shifts": ["1_morning"], "window": "综合窗口",
    }  # fmt: skip

    answer = client.post(reverse("roster_add", args=[site.pk]), form)

    assert answer.url == f"{url}?week=2026-03-02"
    assert "综合窗口" in client.get(answer.url).content.decode()
    paper = client.get(reverse("roster_print", args=[site.pk])).content.decode()
    assert clerk.name in paper
    shift = DutyShift.objects.get()
    client.post(reverse("shift_remove", args=[shift.pk]))
    assert not DutyShift.objects.exists()


def test_a_form_without_days_says_so_and_keeps_the_rest(client, site, clerk):
    client.force_login(clerk)

    answer = client.post(
        reverse("roster_add", args=[site.pk]),
        {"week": MONDAY.isoformat(), "holder": clerk.pk, "shifts": ["1_morning"], "window": "导办"},
    )

    page = answer.content.decode()
    assert "必填" in page
    assert 'value="导办"' in page


def test_a_day_that_is_over_stays_on_record(client, site, clerk):
    client.force_login(clerk)
    shift = DutyShift.objects.create(
        site=site, day=MONDAY - timedelta(days=1), shift="1_morning", holder=clerk
    )

    client.post(reverse("shift_remove", args=[shift.pk]))

    assert DutyShift.objects.filter(pk=shift.pk).exists()


def test_a_site_that_shares_the_house_is_on_its_roster(client, site, clerk):
    guest = factories.make_centre(host=factories.make_centre(site))
    colleague = factories.make_site_staff(guest.site)
    client.force_login(colleague)

    client.post(
        reverse("roster_add", args=[guest.site_id]),
        {"week": "2026-03-02", "holder": colleague.pk, "days": ["2026-03-03"],
         "shifts": ["2_afternoon"]},
    )  # fmt: skip

    assert DutyShift.objects.get().site == site
    page = client.get(reverse("roster_week", args=[guest.site_id])).content.decode()
    assert "以下为该场所的值班表" in page


def test_the_page_takes_the_same_number_of_statements_for_one_and_for_three_rows(
    client, site, clerk, django_assert_num_queries
):
    client.force_login(factories.make_county_staff())
    url = reverse("roster_week", args=[site.pk])
    for number, shift in enumerate(("1_morning", "2_afternoon", "3_evening")):
        DutyShift.objects.create(site=site, day=MONDAY, shift=shift, holder=clerk)
        client.get(url)
        if number != 1:
            with django_assert_num_queries(9):
                client.get(url)
