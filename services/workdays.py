"""Working days: the State Council calendar with the county's own table of exceptions.

Years that the package does not know yet have free weekends and nothing else, until the county
enters their notice as exceptions.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar

from services.models import WorkdayOverride

# Enough days to hold that many working days, the longest holidays included.
DAYS_A_WORKDAY, SPARE = 2, 40


def is_workday(day: date) -> bool:
    """Whether the offices work on that day."""
    return _is_workday(day, _overrides(day, day))


def add_workdays(start: date, number: int) -> date:
    """The `number`-th working day after `start`; 0 is the day itself, or the next one worked."""
    overrides = _overrides(start, start + timedelta(days=number * DAYS_A_WORKDAY + SPARE))
    if number == 0 and _is_workday(start, overrides):
        return start
    for day in _days_after(start):
        number -= _is_workday(day, overrides)
        if number <= 0 and _is_workday(day, overrides):
            return day
    raise AssertionError  # the days never end


def back_workdays(end: date, number: int) -> date:
    """The `number`-th working day before `end`; 0 is the day itself."""
    first = end - timedelta(days=number * DAYS_A_WORKDAY + SPARE)
    overrides = _overrides(first, end)
    day = end
    while number > 0:
        day -= timedelta(days=1)
        number -= _is_workday(day, overrides)
    return day


def count_workdays(start: date, end: date) -> int:
    """How many working days lie after `start`, `end` included; none where it is not later."""
    overrides = _overrides(start, end)
    days = (end - start).days
    return sum(_is_workday(start + timedelta(days=n), overrides) for n in range(1, days + 1))


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        yield day


def _overrides(first: date, last: date) -> dict[date, bool]:
    rows = WorkdayOverride.objects.filter(day__range=(first, last))
    return dict(rows.values_list("day", "is_workday"))


def _is_workday(day: date, overrides: dict[date, bool]) -> bool:
    if day in overrides:
        return overrides[day]
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5
