"""The registry of lists that can be exported whole, in the background, to .xlsx."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lib.scope import Scope


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an exporter gives: title, the filter in words, header, and rows read as they come."""

    title: str
    filter_text: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A list that can be exported: `sheet(scope, params)` reads only within the scope.

    `allowed(scope)` is the rule of the page that the list belongs to; it is asked again when the
    job runs and when the file is fetched. `of_list`: its only parameter is the `query` of its
    list's address, so the export button that lists share may ask for it.
    """

    code: str
    label: str
    allowed: Callable[[Scope], bool]
    sheet: Callable[[Scope, dict[str, Any]], Sheet]
    of_list: bool = False


_exporters: dict[str, Exporter] = {}


def register_exporter(exporter: Exporter) -> None:
    """Adds an exporter; called from AppConfig.ready."""
    _exporters[exporter.code] = exporter


def exporter_of(code: str) -> Exporter | None:
    """The exporter with this code, or None."""
    return _exporters.get(code)
