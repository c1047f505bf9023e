"""Working days over Spring Festival 2026 and its adjusted Saturdays; deadlines and pauses on them.

2026: holidays from 15 to 23 February; the Saturdays 14 and 28 February are worked.
"""

from datetime import date

import pytest
import time_machine

from services.actions import request_claims, requests
from services.deadlines import deadline_for
from services.enums.requests import RequestState
from services.models import DeadlineRule, ServiceRequest, WorkdayOverride
from services.workdays import add_workdays, back_workdays, count_workdays, is_workday
from tests.factories import make_household, make_site, make_user
from tests.services.requests import make_request, make_unit

SATURDAY_WORKED = date(2026, 2, 14)
LAST_FREE, FIRST_AFTER = date(2026, 2, 23), date(2026, 2, 24)
pytestmark = pytest.mark.django_db


def at(day: date):
    return time_machine.travel(f"{day.isoformat()}T10:00:00+08:00", tick=False)


def test_adjusted_saturdays_are_worked_and_the_festival_is_free():
    assert is_workday(SATURDAY_WORKED)
    assert is_workday(date(2026, 2, 28))
    assert not any(is_workday(date(2026, 2, day)) for day in range(15, 24))
    assert is_workday(FIRST_AFTER)
    assert not is_workday(date(2026, 3, 1))


def test_days_are_counted_over_the_festival():
    friday = date(2026, 2, 13)
    assert add_workdays(friday, 0) == friday
    assert add_workdays(friday, 1) == SATURDAY_WORKED
    assert add_workdays(friday, 2) == FIRST_AFTER
    assert add_workdays(date(2026, 2, 15), 0) == FIRST_AFTER
    assert back_workdays(FIRST_AFTER, 1) == SATURDAY_WORKED
    assert count_workdays(friday, FIRST_AFTER) == 2
    assert count_workdays(FIRST_AFTER, friday) == 0


def test_the_countys_exceptions_win_over_the_calendar():
    WorkdayOverride.objects.create(day=FIRST_AFTER, is_workday=False, ground="县府通知")
    WorkdayOverride.objects.create(day=date(2026, 2, 22), is_workday=True, ground="值班")

    assert add_workdays(SATURDAY_WORKED, 1) == date(2026, 2, 22)
    assert add_workdays(date(2026, 2, 22), 1) == date(2026, 2, 25)


def test_a_year_the_calendar_does_not_know_has_free_weekends_and_the_exceptions():
    saturday = date(2090, 9, 30)
    assert not is_workday(saturday)
    assert is_workday(date(2090, 10, 2))  # a Monday
    WorkdayOverride.objects.create(day=date(2090, 10, 2), is_workday=False, ground="国庆节")
    WorkdayOverride.objects.create(day=saturday, is_workday=True, ground="调休")

    assert add_workdays(date(2090, 9, 29), 2) == date(2090, 10, 3)


def test_a_medical_request_before_the_festival_warns_and_falls_due_on_working_days():
    DeadlineRule.objects.update_or_create(
        category="medical", urgency="3_ordinary", defaults={"days": 3, "warn_days": 1}
    )
    with at(date(2026, 2, 13)):
        request = make_request(category="medical")
        request = requests.accept(actor=make_user(), request=request)

    # 14 (Saturday, worked), 24, 25 February
    assert request.due_on == date(2026, 2, 25)
    assert request.warn_on == FIRST_AFTER
    states = [request.state_on(date(2026, 2, day)) for day in (14, 23, 24, 25, 26)]
    assert states == ["running", "running", "near_due", "near_due", "overdue"]
    rows = ServiceRequest.objects.filter(pk=request.pk)
    assert not rows.late(date(2026, 2, 25)).exists()
    assert rows.due_soon(date(2026, 2, 25)).exists()
    assert rows.late(date(2026, 2, 26)).exists()


def test_most_urgent_on_a_holiday_is_due_on_the_first_working_day():
    deadline = deadline_for("repair", "1_urgent", date(2026, 2, 18))

    assert (deadline.due_on, deadline.days) == (FIRST_AFTER, 0)


def test_without_a_line_in_the_table_the_urgency_alone_decides():
    DeadlineRule.objects.all().delete()

    assert deadline_for("repair", "3_ordinary", date(2026, 3, 2)).due_on == date(2026, 3, 11)


def test_a_changed_rule_holds_for_what_is_accepted_from_now_on():
    with at(date(2026, 3, 2)):
        before = requests.accept(actor=make_user(), request=make_request(category="repair"))
        DeadlineRule.objects.update_or_create(
            category="repair", urgency="3_ordinary", defaults={"days": 10}
        )
        after = requests.accept(actor=make_user(), request=make_request(category="repair"))

    before.refresh_from_db()
    assert before.due_on == date(2026, 3, 9)
    assert after.due_on == date(2026, 3, 16)


def test_a_pause_over_the_festival_moves_the_day_by_its_working_days_alone():
    actor = make_user()
    with at(date(2026, 2, 13)):
        request = make_request(
            state=RequestState.HANDLING, due_on=FIRST_AFTER, warn_on=SATURDAY_WORKED
        )
        requests.pause(actor=actor, request=request, note="节前配件断货")
    with at(date(2026, 2, 25)):
        assert not ServiceRequest.objects.late(date(2026, 2, 25)).exists()
        request = requests.resume(actor=actor, request=request)

    # Paused on the working days 14, 24 and 25 February.
    assert request.due_on == date(2026, 2, 27)
    assert request.warn_on == date(2026, 2, 26)


def test_an_extension_is_counted_in_working_days_too():
    site = make_site()
    unit, asker, decider = make_unit(site), make_user(), make_user()
    with at(date(2026, 2, 13)):
        request = make_request(
            site, RequestState.HANDLING, household=make_household(site), lead=unit,
            due_on=date(2026, 2, 13), warn_on=date(2026, 2, 12),
        )  # fmt: skip
        request_claims.ask_extension(actor=asker, request=request, days=3, note="节日停工")
    with at(date(2026, 2, 16)):
        request = request_claims.decide_extension(actor=decider, request=request, grant=True)

    assert request.due_on == date(2026, 2, 25)
