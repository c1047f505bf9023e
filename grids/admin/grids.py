"""Grids with their stairwells, and grid party groups."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.ending import InForceToday
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from grids.actions.grids import leave_grid, set_stairwells
from grids.forms.grids import GridForm, PartyGroupForm
from grids.models import (
    Grid,
    GridFunctionLine,
    GridPartyGroup,
    GridStairwell,
    JointHouseholdUnit,
)
from grids.rules import can_keep_grids, can_view_grids
from lib.dated import current_q
from lib.periods import today
from sites.models import Building, ResettlementSite, Stairwell


class GridResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    headers = {"site": _("site code")}
    loads = ("site",)

    class Meta:
        model = Grid
        fields = ("site", "code", "name", "valid_from", "valid_to")
        import_id_fields = ("site", "code")


class GridStairwellResource(MasterResource):
    """A row a stairwell, its grid and the days; one that is in a grid already moves on that day."""

    site = Field("site", widget=Related(ResettlementSite, "code"))
    building = Field(
        "stairwell__building", readonly=True, widget=Related(Building, "name", site="site")
    )
    stairwell = Field("stairwell", widget=Related(Stairwell, "name", building="building"))
    grid = Field("grid", widget=Related(Grid, "code", site="site"))
    headers = {
        "site": _("site code"),
        "building": _("building no."),
        "stairwell": _("stairwell no."),
        "grid": _("grid code"),
    }
    loads = ("site", "grid", "stairwell__building")

    class Meta:
        model = GridStairwell
        fields = ("site", "building", "stairwell", "grid", "valid_from", "valid_to")
        import_id_fields = ("site", "stairwell", "valid_from")

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Before the new link is checked, the stairwell leaves the grid in which it was."""
        if not import_validation_errors and instance.pk is None and instance.valid_from:
            earlier = GridStairwell.objects.filter(
                stairwell=instance.stairwell, valid_from__lt=instance.valid_from
            )
            leave_grid(earlier, instance.valid_from)
        super().validate_instance(instance, import_validation_errors, validate_unique)


class PartyGroupResource(MasterResource):
    grid = Field("grid", widget=Related(Grid, "code"))
    headers = {"grid": _("grid code")}
    site_from = "grid"
    loads = ("grid",)

    class Meta:
        model = GridPartyGroup
        fields = ("grid", "name", "valid_from", "valid_to")
        import_id_fields = ("grid", "name")


@admin.register(Grid, site=portal_admin)
class GridAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_grids, can_keep_grids
    form = GridForm
    resource_class = GridResource
    fixed_fields = ("site",)
    fields = ["site", "code", "name", "chosen_stairwells", "since", "valid_from", "valid_to"]
    list_display = ["code", "name", "site", "stairwell_count", "valid_from", "valid_to"]
    list_display_links = ["code", "name"]
    list_filter = [("site", ScopedFilter)]
    list_select_related = ["site"]
    search_fields = ["code", "name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        drawn = current_q(request.scope.on, "gridstairwell__")
        return (
            super().get_queryset(request).annotate(number=Count("gridstairwell", filter=Q(drawn)))
        )

    @admin.display(description=_("stairwells"))
    def stairwell_count(self, grid: Grid) -> int:
        return grid.number

    @admin.display(description=_("stairwells"))
    def stairwells_in_words(self, grid: Grid) -> str:
        links = GridStairwell.objects.drawn(today()).filter(grid=grid)
        links = links.select_related("stairwell__building")
        return "、".join(str(link.stairwell) for link in links)

    @admin.display(description=_("function lines"))
    def lines_in_words(self, grid: Grid) -> str:
        lines = GridFunctionLine.objects.current(today()).filter(grid=grid)
        return "、".join(line.get_line_display() for line in lines) or "—"

    @admin.display(description=_("joint-household units"))
    def units_in_words(self, grid: Grid) -> str:
        units = JointHouseholdUnit.objects.current(today()).filter(grid=grid)
        return "、".join(unit.name for unit in units) or "—"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What hangs on the grid below it; who only reads sees stairwells as words, not boxes."""
        below = ["lines_in_words", "units_in_words"] if obj else []
        if self.has_change_permission(request, obj):
            return [*self.fields, *below]
        kept = (name for name in self.fields if name not in ("chosen_stairwells", "since"))
        return [*kept, "stairwells_in_words", *below]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        words = ["stairwells_in_words", "lines_in_words", "units_in_words"]
        return [*super().get_readonly_fields(request, obj), *words]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.within_reach = Stairwell.objects.within(self.keeper_scope(request))
        begin = request.GET.get("stairwell", "")
        form.begin_stairwell = int(begin[:18]) if begin.isdecimal() else None
        return form

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        set_stairwells(
            actor=request.user,
            grid=form.instance,
            stairwells=form.cleaned_data["chosen_stairwells"],
            since=form.changes_from(),
        )


@admin.register(GridStairwell, site=portal_admin)
class GridStairwellAdmin(PortalModelAdmin):
    """The list of which stairwell is in which grid, for whole files; single ones on the grid."""

    view_rule, keep_rule = can_view_grids, can_keep_grids
    resource_class = GridStairwellResource
    list_display = ["stairwell", "grid", "site", "valid_from", "valid_to"]
    list_display_links = None
    list_filter = [InForceToday, ("site", ScopedFilter), ("grid", ScopedFilter)]
    list_select_related = ["site", "grid", "stairwell__building"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(GridPartyGroup, site=portal_admin)
class GridPartyGroupAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_grids, can_keep_grids
    form = PartyGroupForm
    resource_class = PartyGroupResource
    fields = ["grid", "name", "valid_from", "valid_to"]
    choice_loads = {"grid": ("site",)}
    list_display = ["name", "grid", "site", "valid_from", "valid_to"]
    list_filter = [("site", ScopedFilter)]
    list_select_related = ["site", "grid"]
    search_fields = ["name"]
