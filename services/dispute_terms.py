"""The days that the mediation law sets, and what is counted down."""

import calendar
from datetime import date


def one_month_after(day: date) -> date:
    """The same day of the next month, its last day where the month is shorter.

    The usual limit of a mediation counts from acceptance (Mediation Work Rules, art. 33).
    """
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
