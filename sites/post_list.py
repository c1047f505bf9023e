"""All posts as of a day in one list: held ones, vacant ones, those held twice, those due."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from lib.paging import PAGE_SIZE, Page
from lib.posts import PostTable, Seats, post_tables
from lib.scope import Scope

# Terms and rotations are named this long before they are due.
DUE_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PostLine:
    """One posting as the list shows it; `due_on` is the day on which it ends or should."""

    key: str
    kind: str
    pk: int
    post: str
    holder: str
    site_code: str
    place: str
    valid_from: date
    valid_to: date | None
    planned_to: date | None
    due_on: date | None
    source: str
    stands_in: bool
    state: str


def post_lines(
    scope: Scope, on: date, *, site_id: int | None = None, post: str = "", source: str = ""
) -> list[PostLine]:
    """Everybody who holds a post on the day, stand-ins marked; one SQL statement a table."""
    narrowing = {"site": site_id, "post": post, "source": source}
    lines = [line for table in post_tables() for line in _lines_of(table, scope, on, narrowing)]
    return sorted(lines, key=lambda line: (line.site_code, line.kind != "site", line.post, line.pk))


def own_lines(user_id: int | None, on: date) -> list[PostLine]:
    """The posts that a person holds on the day, those that end or rotate first on top."""
    lines = [
        _line(table.kind, row, on)
        for table in post_tables()
        for row in table.model.objects.current(on)  # type: ignore[attr-defined]
        .filter(holder=user_id)
        .select_related("holder", "site", *table.loads)
    ]
    return sorted(lines, key=lambda line: (line.due_on or date.max, line.kind, line.pk))


def due_lines(lines: list[PostLine], on: date) -> list[PostLine]:
    """Those whose term or rotation is due within 90 days, or should be over; nearest first."""
    due = [line for line in lines if line.due_on and line.due_on <= on + DUE_WITHIN]
    return sorted(due, key=lambda line: (line.due_on, line.site_code, line.pk))


def seats_of(scope: Scope, on: date, *, site_id: int | None = None, post: str = "") -> list[Seats]:
    """The seats of every post at every place within the scope, in order of the tables."""
    return [
        seats
        for table in post_tables()
        for seats in table.seats(scope, on)
        if (site_id is None or seats.site_id == site_id) and (not post or seats.post == post)
    ]


def page_of(rows: list[Any], query: QueryDict, key: Callable[[Any], str]) -> Page:
    """A page of a short list held in memory, by key as all pages are: `after` or `before`."""
    keys = [key(row) for row in rows]
    start = 0
    after, before = str(query.get("after", "")), str(query.get("before", ""))
    if after in keys:
        start = keys.index(after) + 1
    elif before in keys:
        start = max(keys.index(before) - PAGE_SIZE, 0)
    shown = rows[start : start + PAGE_SIZE]
    return Page(
        rows=shown,
        next_query=_query(query, after=key(shown[-1])) if start + PAGE_SIZE < len(rows) else "",
        previous_query=_query(query, before=key(shown[0])) if start and shown else "",
        first_query=_query(query),
        count=len(rows),
        count_is_floor=False,
    )


def _query(query: QueryDict, **edge: str) -> str:
    params = query.copy()
    for name in ("after", "before"):
        params.pop(name, None)
    for name, value in edge.items():
        params[name] = value
    return params.urlencode()


def _lines_of(
    table: PostTable, scope: Scope, on: date, narrowing: dict[str, Any]
) -> Iterator[PostLine]:
    rows = table.model.objects.within(scope).current(on)  # type: ignore[attr-defined]
    rows = rows.filter(**{name: value for name, value in narrowing.items() if value})
    for row in rows.select_related("holder", "site", *table.loads):
        yield _line(table.kind, row, on)


def _line(kind: str, row: Any, on: date) -> PostLine:
    term = getattr(row, "committee_term", None)
    ends = [day for day in (row.valid_to, row.planned_to, term and term.valid_to) if day]
    due_on = None if row.stands_in_for_id else min(ends, default=None)
    return PostLine(
        key=f"{kind}-{row.pk}",
        kind=kind,
        pk=row.pk,
        post=row.get_post_display(),
        holder=row.holder.name,
        site_code=row.site.code if row.site else "",
        place=str(row.place),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        planned_to=row.planned_to,
        due_on=due_on,
        source=row.get_source_display() if row.source else "",
        stands_in=row.stands_in_for_id is not None,
        state=_state(due_on, on),
    )


def _state(due_on: date | None, on: date) -> str:
    if due_on is None or due_on > on + DUE_WITHIN:
        return ""
    return "overdue" if due_on < on else "near_due"
