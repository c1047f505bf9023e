"""Paging by key: the next page starts after a row, not after a number of rows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

PAGE_SIZE = 50
COUNT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows with the query strings of its neighbours ("" where there is none)."""

    rows: list[Any]
    next_query: str
    previous_query: str
    first_query: str
    count: int
    count_is_floor: bool


def page_by_key(
    rows: QuerySet, query: QueryDict, *, keys: tuple[str, ...], size: int = PAGE_SIZE
) -> Page:
    """A page of `rows` ordered by `keys` (not null; the last one unique; "-" for descending).

    The address carries only the id of the row at the edge (`after` or `before`), never its name.
    The count is exact up to COUNT_LIMIT and a floor above it.
    """
    backwards = "before" in query
    anchor = query.get("before") or query.get("after") or ""
    order = tuple(_turned(key) for key in keys) if backwards else keys
    beyond = _beyond(rows, anchor, order)
    if beyond is None and backwards:
        # The row at the edge has left the list meanwhile: start at the top.
        backwards, order = False, keys
    chosen = rows.filter(beyond) if beyond is not None else rows
    found = list(chosen.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more if not backwards else True)
    has_previous = bool(found) and (more if backwards else beyond is not None)
    count = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    return Page(
        rows=found,
        next_query=_query(query, after=found[-1].pk) if has_next else "",
        previous_query=_query(query, before=found[0].pk) if has_previous else "",
        first_query=_query(query),
        count=min(count, COUNT_LIMIT),
        count_is_floor=count > COUNT_LIMIT,
    )


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _beyond(rows: QuerySet, anchor: str, order: tuple[str, ...]) -> Q | None:
    """Rows after the anchor in this order; None without an anchor or when its row is gone.

    The anchor is looked for among `rows` alone: a foreign row's place would tell its values.
    """
    if not anchor.isdecimal() or len(anchor) > 18:
        return None
    names = [key.lstrip("-") for key in order]
    edge = rows.filter(pk=int(anchor)).values_list(*names).first()
    if edge is None or None in edge:
        return None
    beyond = Q()
    for index, key in enumerate(order):
        step = "lt" if key.startswith("-") else "gt"
        same = {name: edge[i] for i, name in enumerate(names[:index])}
        beyond |= Q(**same, **{f"{names[index]}__{step}": edge[index]})
    return beyond


def _query(query: QueryDict, **edge: int) -> str:
    params = query.copy()
    for name in ("after", "before"):
        params.pop(name, None)
    for name, value in edge.items():
        params[name] = str(value)
    return params.urlencode()
