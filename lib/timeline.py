"""The registries of a household's file: timeline, tabs, open matters, who is responsible.

The file's page lives in residents and shows what upper apps have registered here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.scope import Scope


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the story of a household."""

    on: date
    title: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is open with a household: a sentence, where to mend it, one of four states."""

    title: str
    url: str = ""
    state: str = "running"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a household's file; `url_name` takes the household's id."""

    label: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Responsible:
    """One person who is responsible for a household: post, name, work telephone."""

    post: str
    name: str
    phone: str = ""


EntrySource = Callable[[Any, Scope], Iterable[Entry]]
ResponsibleSource = Callable[[Any, date], Iterable[Responsible]]
MatterSource = Callable[[Any, Scope], Iterable[Matter]]
_entries: list[EntrySource] = []
_responsible: list[ResponsibleSource] = []
_matters: list[MatterSource] = []
_tabs: list[Tab] = []


def register_entries(source: EntrySource) -> None:
    """Adds a source `(household, scope) -> entries`."""
    if source not in _entries:
        _entries.append(source)


def register_responsible(source: ResponsibleSource) -> None:
    """Adds a source `(household, day) -> who is responsible for it on that day`."""
    if source not in _responsible:
        _responsible.append(source)


def register_matters(source: MatterSource) -> None:
    """Adds a source `(household, scope) -> what is open with it`."""
    if source not in _matters:
        _matters.append(source)


def register_tab(tab: Tab) -> None:
    """Adds a tab behind those that residents itself has."""
    if tab not in _tabs:
        _tabs.append(tab)


def timeline_of(household: Any, scope: Scope) -> list[Entry]:
    """The story of a household, newest first."""
    entries = [entry for source in _entries for entry in source(household, scope)]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def responsible_for(household: Any, on: date) -> list[Responsible]:
    """Who is responsible for a household on a day."""
    return [person for source in _responsible for person in source(household, on)]


def matters_of(household: Any, scope: Scope) -> list[Matter]:
    """What is open with a household, in order of registration."""
    return [matter for source in _matters for matter in source(household, scope)]


def tabs() -> list[Tab]:
    """The registered tabs."""
    return list(_tabs)
