"""Deeds: a predicate of an app's `rules.py` guards a view; a row outside the area is not found."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from lib.scope import Role, Scope

Rule = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A rule as data: one of `roles` is held, and over the site of the row where one is given.

    `site` names the attribute of a row that holds its site's id; "" for rows without a site, which
    belong to everybody who has the role. A row whose site is empty belongs to the county.
    """

    roles: frozenset[Role]
    site: str = "site_id"

    def __call__(self, scope: Scope, row: Any = None) -> bool:
        held = scope.only(self.roles)
        if row is None or not self.site:
            return bool(held.grants)
        return held.area.county or getattr(row, self.site) in held.area.sites


def needs(rule: Rule) -> Callable:
    """Decorator of a view: 403 unless `rule(request.scope)`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not rule(request.scope):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def row_for(rows: QuerySet, scope: Scope, rule: Rule, **lookup: Any) -> Any:
    """The one row of `rows` that the lookup names.

    Outside the reader's area: Http404, since that a household exists is itself personal data.
    Inside it without the role: PermissionDenied.
    """
    row = rows.within(scope).filter(**lookup).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    if not rule(scope, row):
        raise PermissionDenied
    return row
