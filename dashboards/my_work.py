"""My work: what is vacant under somebody, and which posts around him are due."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from lib.scope import Role, Scope
from sites.post_list import due_lines, post_lines, seats_of
from sites.rules import POST_READERS

GRID_ROLES = frozenset({Role.GRID_STAFF})


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post with its number of vacant seats in one's area; `url` is "" for who has no list."""

    label: str
    count: int
    url: str


def vacancies(scope: Scope) -> list[Vacancy]:
    """Vacant seats of one's area by post; of a grid's staff those of their grids, by place."""
    reading = scope.only(POST_READERS)
    if reading.grants:
        page = reverse("post_list")
        found: Counter[tuple[str, str]] = Counter()
        for seats in seats_of(reading, scope.on):
            found[seats.label, seats.post] += seats.vacant
        return [
            Vacancy(label, number, f"{page}?{urlencode({'show': 'vacant', 'post': post})}")
            for (label, post), number in found.items()
            if number
        ]
    own = scope.only(GRID_ROLES)
    if not own.grants:
        return []
    return [
        Vacancy(f"{seats.label} · {seats.place}", seats.vacant, "")
        for seats in seats_of(own, scope.on)
        if seats.kind == "grid" and seats.vacant
    ]


def posts_due(scope: Scope) -> int:
    """How many posts of one's area end or should rotate within 90 days."""
    reading = scope.only(POST_READERS)
    return len(due_lines(post_lines(reading, scope.on), scope.on)) if reading.grants else 0
