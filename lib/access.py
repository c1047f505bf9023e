"""Deeds: a predicate of an app's `rules.py` guards a view; a row outside the area is not found."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from lib.scope import Scope

Rule = Callable[..., bool]


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
