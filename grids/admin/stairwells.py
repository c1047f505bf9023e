"""The list of stairwells, told by this app which grid each is in and which are in none."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.site import portal_admin
from grids.coverage import gridded
from lib.periods import today
from sites.admin.housing import StairwellAdmin
from sites.models import Stairwell


class InAGrid(admin.SimpleListFilter):
    """Every stairwell should be in one grid; this finds those that are in none."""

    title = _("in a grid")
    parameter_name = "grid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("in no grid")), ("one", _("in one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        held = gridded(today()).values("stairwell")
        if self.value() == "none":
            return queryset.exclude(pk__in=held)
        return queryset.filter(pk__in=held) if self.value() == "one" else queryset


portal_admin.unregister(Stairwell)


@admin.register(Stairwell, site=portal_admin)
class GriddedStairwellAdmin(StairwellAdmin):
    list_filter = [InAGrid, *StairwellAdmin.list_filter]
