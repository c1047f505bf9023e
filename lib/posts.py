"""The registries of dated posts: pages show county, site and grid posts as one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.scope import Scope


@dataclass(frozen=True, slots=True)
class Held:
    """One post held on a day: by whom (user id), which, and where in words."""

    holder_id: int
    post: str
    place: str
    valid_from: date
    valid_to: date | None


PostSource = Callable[[Iterable[int], date], Iterable[Held]]
_sources: list[PostSource] = []


def register_posts(source: PostSource) -> None:
    """Adds a source `(user ids, day) -> posts held`; called from AppConfig.ready."""
    if source not in _sources:
        _sources.append(source)


def posts_of(user_ids: Iterable[int], on: date) -> dict[int, list[Held]]:
    """User id to the posts held on the day; one query a source."""
    wanted = list(user_ids)
    held: dict[int, list[Held]] = {}
    for source in _sources:
        for post in source(wanted, on):
            held.setdefault(post.holder_id, []).append(post)
    return held


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of one post at one place on a day; `fill` presets the form that appoints."""

    kind: str
    post: str
    label: str
    place: str
    site_id: int | None
    seats: int
    held: int
    fill: dict[str, Any]

    @property
    def vacant(self) -> int:
        return max(self.seats - self.held, 0)

    @property
    def too_many(self) -> bool:
        return self.held > self.seats


@dataclass(frozen=True, slots=True)
class PostTable:
    """A table of dated posts, `kind` in addresses. Its model has the columns of a posting.

    `seats(scope, on)` gives the seats that the places within the scope have; `form` is the form
    that appoints somebody to a new posting.
    """

    kind: str
    model: type
    posts: list[tuple[str, Any]]
    loads: tuple[str, ...]
    seats: Callable[[Scope, date], Iterable[Seats]]
    form: type


_tables: dict[str, PostTable] = {}


def register_post_table(table: PostTable) -> None:
    """Adds a table of posts; called from AppConfig.ready, the lower app first."""
    _tables[table.kind] = table


def post_tables() -> list[PostTable]:
    """Every table of posts, in order of registration."""
    return list(_tables.values())


def post_table(kind: str) -> PostTable | None:
    """The table of this kind, or None."""
    return _tables.get(kind)


def kind_of(posting: Any) -> str:
    """The kind of the table that a posting stands in. Raises LookupError."""
    for table in _tables.values():
        if isinstance(posting, table.model):
            return table.kind
    raise LookupError(type(posting))
