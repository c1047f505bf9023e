"""The registry of what rooms are used for: upper apps say it, the room pages show and add it up."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from lib.periods import Period


@dataclass(frozen=True, slots=True)
class RoomUse:
    """One room (`sites.Venue`) in use on one day from one hour to another.

    `what` is read by everybody who sees the rooms of the site: "residents' meeting", never a
    person's name or a dispute's words. `url` leads to those who may open it.
    """

    venue_id: int
    day: date
    starts: time
    ends: time
    what: str
    url: str = ""


RoomUseSource = Callable[[Collection[int], Period], Iterable[RoomUse]]
_sources: list[RoomUseSource] = []


def register_room_use(source: RoomUseSource) -> None:
    """Adds a source `(venue ids, period) -> uses`; called from AppConfig.ready."""
    if source not in _sources:
        _sources.append(source)


def uses_of(venue_ids: Collection[int], period: Period) -> list[RoomUse]:
    """Every use of these rooms in a period, by day and hour; one statement a source."""
    found = [use for source in _sources if venue_ids for use in source(venue_ids, period)]
    return sorted(found, key=lambda use: (use.day, use.starts, use.venue_id))
