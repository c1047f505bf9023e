"""The days that the mediation law sets, and what is counted down."""

import calendar
from datetime import date, timedelta

from services.workdays import add_workdays

# Both parties apply jointly within so many days of the day on which the agreement took effect.
COURT_DAYS = 30


def one_month_after(day: date) -> date:
    """The same day of the next month, its last day where the month is shorter.

    The usual limit of a mediation counts from acceptance (Mediation Work Rules, art. 33).
    """
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def court_until(effective_on: date) -> date:
    """The last day on which both parties may apply for judicial confirmation.

    Where the 30th day is a day off, the next working day counts (Civil Procedure Law, periods).
    """
    return add_workdays(effective_on + timedelta(days=COURT_DAYS), 0)
