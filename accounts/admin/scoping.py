"""Rows that a form, a filter or a list of the admin may name: those within the reader's scope."""

from typing import Any

from django.contrib.admin import RelatedFieldListFilter
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
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


def placed(row: models.Model) -> str:
    """A row with its site in front: building 3 exists at many sites."""
    site = getattr(row, "site", None)
    return f"{site} {row}" if site else str(row)


class PlacedChoiceField(ModelChoiceField):
    """A choice that names the site in front."""

    def label_from_instance(self, row: models.Model) -> str:
        return placed(row)


class PlacedChoices(AutocompleteJsonView):
    """The same choice where the list is long: rows that the person may name, as he types.

    Whoever keeps the page that asks may choose, though he may not open the rows' own page.
    """

    def has_perm(self, request: HttpRequest, obj: Any = None) -> bool:
        keeper = self._keeper()
        return keeper is not None and keeper.keep_rule(request.scope)

    def get_queryset(self) -> models.QuerySet:
        """Found by the search of the rows' own page, within the scope of the page that asks."""
        keeper, model = self._keeper(), self.model_admin.model
        scope = keeper.keeper_scope(self.request)
        rows = rows_within(model, scope).order_by(*(model._meta.ordering or ["pk"]))
        if loads := keeper.choice_loads.get(self.source_field.name):
            rows = rows.select_related(*loads)
        rows = rows.complex_filter(self.source_field.get_limit_choices_to())
        found, may_repeat = self.model_admin.get_search_results(self.request, rows, self.term)
        return found.distinct() if may_repeat else found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": placed(obj)}

    def _keeper(self) -> Any:
        """The admin of the asking field's model, or of the page on which its rows are edited."""
        model = self.source_field.model
        for keeper in self.admin_site._registry.values():
            if model in (keeper.model, *(inline.model for inline in keeper.inlines)):
                return keeper
        return None


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
