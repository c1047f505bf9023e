"""The registry of dated posts: pages show county, site and grid posts as one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


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
