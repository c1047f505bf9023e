"""Days and periods, always in Asia/Shanghai."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone


def today() -> date:
    """The current day in Asia/Shanghai (the project's only time zone)."""
    return timezone.localdate()


@dataclass(frozen=True, slots=True)
class Period:
    """A closed range of days; a stock figure reads only `last`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period ends before it starts: {self.first} > {self.last}")

    @property
    def query(self) -> str:
        """The period as a query string that `period_from_query` reads back."""
        return f"from={self.first.isoformat()}&to={self.last.isoformat()}"


def since_last_year(as_of: date) -> Period:
    """The article's 去年以来: from 1 January of the previous year to `as_of`."""
    return Period(date(as_of.year - 1, 1, 1), as_of)


def quarter_of(day: date) -> Period:
    """The calendar quarter that holds the day."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    for _ in range(2):
        following = date(following.year + following.month // 12, following.month % 12 + 1, 1)
    return Period(first, following - timedelta(days=1))


# A quarter stays open for late records until this day of the month after it (design: occurred and
# recorded).
CLOSING_DAY = 10


def closing_day(day: date) -> date:
    """The last day on which a record of `day` is written without a reason and a reviewer."""
    return (quarter_of(day).last + timedelta(days=1)).replace(day=CLOSING_DAY)


def is_closed(day: date, on: date) -> bool:
    """Whether the quarter that holds `day` is closed on `on`."""
    return on > closing_day(day)


def period_from_query(query: dict[str, str], default: Period) -> Period:
    """Reads `from` and `to` (ISO days) from a query; what is missing or wrong keeps the default."""
    try:
        return Period(
            date.fromisoformat(query.get("from") or default.first.isoformat()),
            date.fromisoformat(query.get("to") or default.last.isoformat()),
        )
    except ValueError:
        return default
