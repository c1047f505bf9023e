"""Rows that a form, a filter or a list of the admin may name: those within the reader's scope."""

from typing import Any

from django.contrib.admin import RelatedFieldListFilter
from django.core.paginator import Paginator
from django.db import models
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.functional import cached_property

from lib.scope import Scope

# Pages of a list end here; who looks further narrows the filter (design: no unbounded count).
COUNT_LIMIT = 10_000


def rows_within(model: type[models.Model], scope: Scope) -> models.QuerySet:
    """Rows of the model inside the scope, with the site at hand where they have one."""
    rows = model._default_manager.within(scope)  # type: ignore[attr-defined]
    return rows.select_related("site") if has_site(model) else rows


def has_site(model: type[models.Model]) -> bool:
    """Whether rows of the model name their site."""
    return any(field.name == "site" for field in model._meta.concrete_fields)


class PlacedChoiceField(ModelChoiceField):
    """A choice that names the site in front: building 3 exists at many sites."""

    def label_from_instance(self, row: models.Model) -> str:
        site = getattr(row, "site", None)
        return f"{site} {row}" if site else str(row)


def scoped_choice(
    db_field: models.ForeignKey, scope: Scope, loads: tuple[str, ...]
) -> dict[str, Any]:
    """Arguments of the form field of a foreign key: rows within the scope, their labels loaded."""
    rows = rows_within(db_field.remote_field.model, scope)
    return {
        "queryset": rows.select_related(*loads) if loads else rows,
        "form_class": PlacedChoiceField,
    }


class ScopedFilter(RelatedFieldListFilter):
    """A filter by a related row that offers only rows within the reader's scope."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        scope = request.scope.only(model_admin.view_rule.roles)
        rows = rows_within(field.remote_field.model, scope)
        return [(row.pk, str(row)) for row in rows]


class BoundedPaginator(Paginator):
    """Counts up to COUNT_LIMIT rows only."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:COUNT_LIMIT].count()
