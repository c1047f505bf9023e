"""The registry of what households lack: the building board shows it, upper apps know it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

GapSource = Callable[[Iterable[int], date], Mapping[int, list[str]]]
_sources: list[GapSource] = []


def register_gaps(source: GapSource) -> None:
    """Adds a source `(household ids, day) -> id to what it lacks`; from AppConfig.ready."""
    if source not in _sources:
        _sources.append(source)


def gaps_of(household_ids: Iterable[int], on: date) -> dict[int, list[str]]:
    """What each of these households lacks on a day; those that lack nothing are left out."""
    ids = list(household_ids)
    found: dict[int, list[str]] = {}
    for source in _sources if ids else ():
        for household, words in source(ids, on).items():
            found.setdefault(household, []).extend(words)
    return found
