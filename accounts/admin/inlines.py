"""Rows edited on the page of the row that they belong to."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from accounts.admin.scoping import scoped_choice
from lib.access import HeldBy


class PortalInline(admin.StackedInline):
    """Rows edited on their parent's page, under the parent's rules."""

    extra = 0
    view_on_site = False
    keep_rule: HeldBy
    choice_loads: dict[str, tuple[str, ...]] = {}

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.keep_rule(request.scope, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.keep_rule(request.scope, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.keep_rule(request.scope, obj)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        scope = request.scope.only(self.keep_rule.roles)
        kwargs = {
            **scoped_choice(db_field, scope, self.choice_loads.get(db_field.name, ())),
            **kwargs,
        }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
