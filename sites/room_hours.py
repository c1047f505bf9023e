"""Use of rooms: used hours ÷ open hours, a room and period (R46); both are derived, never stored.

A room follows the hours of its house unless it has hours of its own on that day; closures take
hours away. Two uses at once count once; use outside the open hours is told beside, not in the rate.
A hall that people walk into is not booked and has no rate.
Days after today are neither open nor used yet.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lib.periods import Period, today
from lib.room_use import RoomUse, uses_of
from sites.centre_enums import WALK_IN
from sites.models import Booking, Closure, OpeningHours, Venue

# A stretch of a day in minutes since midnight.
Span = tuple[int, int]
# What hours are about: a room by its id, or a house by site and name.
Subject = int | tuple[int, str]


@dataclass(slots=True)
class RoomHours:
    """One room in a period, in minutes. Without open minutes there is no rate."""

    venue: Venue
    open_minutes: int = 0
    used_minutes: int = 0
    outside_minutes: int = 0
    uses: list[RoomUse] = field(default_factory=list)

    @property
    def is_walk_in(self) -> bool:
        return self.venue.kind in WALK_IN

    @property
    def percent(self) -> int | None:
        return round(100 * self.used_minutes / self.open_minutes) if self.open_minutes else None

    @property
    def open_hours(self) -> int:
        return round(self.open_minutes / 60)

    @property
    def used_hours(self) -> int:
        return round(self.used_minutes / 60)


def booked_uses(venue_ids: Collection[int], period: Period) -> Iterator[RoomUse]:
    """Source of `lib.room_use`: bookings that were not cancelled."""
    rows = Booking.objects.held().during(period.first, period.last).filter(venue__in=venue_ids)
    for row in rows.select_related("organisation"):
        what = _("%(purpose)s (%(organisation)s)") % {
            "purpose": row.purpose,
            "organisation": row.organisation.name,
        }
        yield RoomUse(row.venue_id, row.day, row.starts, row.ends, what)


def use_of_rooms(venues: Sequence[Venue], period: Period) -> list[RoomHours]:
    """Each room with its minutes until today; the number of statements is always the same."""
    lines = {venue.pk: RoomHours(venue) for venue in venues}
    last = min(period.last, today())
    if not lines or period.first > last:
        return list(lines.values())
    so_far = Period(period.first, last)
    used: dict[tuple[int, date], list[Span]] = defaultdict(list)
    for use in uses_of(list(lines), so_far):
        lines[use.venue_id].uses.append(use)
        used[use.venue_id, use.day].append((minutes(use.starts), minutes(use.ends)))
    calendar = OpenCalendar(venues, so_far)
    for line in lines.values():
        if line.is_walk_in:
            continue
        for day in days_of(so_far):
            opened = calendar.spans(line.venue, day)
            taken = merged(used[line.venue.pk, day])
            inside = sum(overlap(one, other) for one in opened for other in taken)
            line.open_minutes += total(opened)
            line.used_minutes += inside
            line.outside_minutes += total(taken) - inside
    return list(lines.values())


class OpenCalendar:
    """The open stretches of rooms by day: two statements for all of them."""

    def __init__(self, venues: Sequence[Venue], period: Period) -> None:
        hours = OpeningHours.objects.of_rooms(venues).overlapping(period.first, period.last)
        closures = Closure.objects.of_rooms(venues).overlapping(period.first, period.last)
        self.hours, self.closures = _by_subject(hours), _by_subject(closures)
        self._known: dict[tuple[int, str, date], list[Span]] = {}

    def spans(self, venue: Venue, day: date) -> list[Span]:
        """When the room is open on a day, without overlaps, in order."""
        house = (venue.site_id, venue.house)
        if not _holds(venue, day) or self._is_closed(venue.pk, day):
            return []
        own = [row for row in self.hours.get(venue.pk, ()) if _holds(row, day)]
        if own:
            return [] if self._is_closed(house, day) else _on_weekday(own, day)
        key = (*house, day)
        if key not in self._known:
            rows = [row for row in self.hours.get(house, ()) if _holds(row, day)]
            self._known[key] = [] if self._is_closed(house, day) else _on_weekday(rows, day)
        return self._known[key]

    def _is_closed(self, subject: Subject, day: date) -> bool:
        return any(_holds(row, day) for row in self.closures.get(subject, ()))


def _by_subject(rows: Iterable[Any]) -> dict[Subject, list[Any]]:
    """Rows of hours or closures by what they are about."""
    found: dict[Subject, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.venue_id or (row.site_id, row.house)].append(row)
    return found


def _on_weekday(rows: Iterable[OpeningHours], day: date) -> list[Span]:
    return merged(
        [(minutes(r.opens), minutes(r.closes)) for r in rows if r.weekday == day.weekday()]
    )


def _holds(row: OpeningHours | Closure | Venue, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)


def days_of(period: Period) -> Iterator[date]:
    """Every day of a period."""
    for number in range((period.last - period.first).days + 1):
        yield period.first + timedelta(days=number)


def merged(spans: list[Span]) -> list[Span]:
    """The same stretches without overlaps, in order."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def overlap(one: Span, other: Span) -> int:
    """The minutes that two stretches share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def total(spans: list[Span]) -> int:
    return sum(last - first for first, last in spans)


def minutes(clock: time) -> int:
    return 60 * clock.hour + clock.minute
