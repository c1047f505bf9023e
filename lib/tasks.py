"""The registry of "my work": upper apps say what waits for a person, the home page shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lib.scope import Scope


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits: a sentence, its count, where to do it, and one of the four states."""

    title: str
    count: int
    url: str
    state: str = "running"


WorkSource = Callable[[Scope], Iterable[WorkItem]]
_sources: list[WorkSource] = []


def register_work(source: WorkSource) -> None:
    """Adds a source of work items; called from AppConfig.ready."""
    if source not in _sources:
        _sources.append(source)


def work_of(scope: Scope) -> list[WorkItem]:
    """What waits for this person, in order of registration; items of count 0 are left out."""
    return [item for source in _sources for item in source(scope) if item.count]
