"""From which sources the posts of a day were filled (R31)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from lib.posts import post_tables
from lib.scope import Scope
from sites.enums import AppointmentSource


@dataclass(frozen=True, slots=True)
class SourceShare:
    """One source: postings of it, how many of them through the pool, percent of all stated."""

    label: str
    posts: int
    from_pool: int
    percent: int
    url: str


def shares_of_sources(scope: Scope, on: date, site: Any = None) -> list[SourceShare]:
    """The sources of the postings in force whose source is stated; one SQL statement a table."""
    posts: Counter[str] = Counter()
    pool: Counter[str] = Counter()
    for table in post_tables():
        rows = table.model.objects.within(scope).in_post(on).exclude(source="")  # type: ignore[attr-defined]
        rows = rows.filter(site=site) if site else rows
        for source, cadre in rows.values_list("source", "reserve_cadre"):
            posts[source] += 1
            pool[source] += cadre is not None
    total = sum(posts.values())
    return [
        SourceShare(
            str(label),
            posts[code],
            pool[code],
            round(100 * posts[code] / total),
            f"{reverse('post_list')}?source={code}" + (f"&site={site.pk}" if site else ""),
        )
        for code, label in AppointmentSource.choices
        if posts[code]
    ]
