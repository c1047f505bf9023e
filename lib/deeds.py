"""The registry of what organisations did: upper apps say it, an organisation's report shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lib.periods import Period
from lib.scope import Scope


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a report: what was done, how often in the period, where the rows are."""

    title: str
    count: int
    url: str = ""


DeedSource = Callable[[Any, Scope, Period], Iterable[Deed]]
_sources: list[DeedSource] = []


def register_deeds(source: DeedSource) -> None:
    """Adds a source `(organisation, scope, period) -> deeds`; called from AppConfig.ready."""
    if source not in _sources:
        _sources.append(source)


def deeds_of(organisation: Any, scope: Scope, period: Period) -> list[Deed]:
    """What an organisation did in a period, in order of registration."""
    return [deed for source in _sources for deed in source(organisation, scope, period)]
