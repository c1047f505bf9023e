"""Joint-household units with their dwellings, and the function lines of a grid."""

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
from grids.actions.units import set_dwellings
from grids.forms.units import FunctionLineForm, JointUnitForm
from grids.models import Grid, GridFunctionLine, JointHouseholdDwelling, JointHouseholdUnit
from grids.rules import can_keep_lines, can_keep_units, can_view_lines, can_view_units
from lib.dated import current_q
from lib.periods import today
from sites.models import Building, Dwelling, Organisation, ResettlementSite, Stairwell


class JointUnitResource(MasterResource):
    grid = Field("grid", widget=Related(Grid, "code"))
    headers = {"grid": _("grid code")}
    site_from = "grid"
    loads = ("grid",)

    class Meta:
        model = JointHouseholdUnit
        fields = ("grid", "name", "valid_from", "valid_to")
        import_id_fields = ("grid", "name")


class JointDwellingResource(MasterResource):
    """A row a dwelling and the unit in which it is."""

    site = Field("site", widget=Related(ResettlementSite, "code"))
    building = Field(
        "dwelling__stairwell__building",
        readonly=True,
        widget=Related(Building, "name", site="site"),
    )
    stairwell = Field(
        "dwelling__stairwell", readonly=True, widget=Related(Stairwell, "name", building="building")
    )
    dwelling = Field("dwelling", widget=Related(Dwelling, "room_no", stairwell="stairwell"))
    grid = Field("unit__grid", readonly=True, widget=Related(Grid, "code", site="site"))
    unit = Field("unit", widget=Related(JointHouseholdUnit, "name", grid="grid"))
    headers = {
        "site": _("site code"),
        "building": _("building no."),
        "stairwell": _("stairwell no."),
        "dwelling": _("room no."),
        "grid": _("grid code"),
        "unit": _("joint-household unit"),
    }
    loads = ("site", "unit__grid", "dwelling__stairwell__building")

    class Meta:
        model = JointHouseholdDwelling
        fields = (
            "site", "building", "stairwell", "dwelling", "grid", "unit", "valid_from", "valid_to",
        )  # fmt: skip
        import_id_fields = ("site", "dwelling", "unit", "valid_from")


class FunctionLineResource(MasterResource):
    grid = Field("grid", widget=Related(Grid, "code"))
    organisation = Field("organisation", widget=Related(Organisation, "name"))
    headers = {"grid": _("grid code"), "organisation": _("department")}
    site_from = "grid"
    loads = ("grid", "organisation")

    class Meta:
        model = GridFunctionLine
        fields = ("grid", "line", "organisation", "valid_from", "valid_to")
        import_id_fields = ("grid", "line", "valid_from")


def _number(typed: str | None) -> int | None:
    """An id from the address bar; None for anything else."""
    return int(typed[:18]) if typed and typed.isdecimal() else None


@admin.register(JointHouseholdUnit, site=portal_admin)
class JointUnitAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_units, can_keep_units
    form = JointUnitForm
    resource_class = JointUnitResource
    fields = ["grid", "name", "chosen_dwellings", "since", "valid_from", "valid_to"]
    fixed_fields = ("grid",)
    choice_loads = {"grid": ("site",)}
    list_display = ["name", "grid", "site", "dwelling_count", "valid_from", "valid_to"]
    list_filter = [("site", ScopedFilter), ("grid", ScopedFilter)]
    list_select_related = ["site", "grid"]
    search_fields = ["name", "site__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        held = current_q(request.scope.on, "jointhouseholddwelling__")
        return (
            super()
            .get_queryset(request)
            .annotate(number=Count("jointhouseholddwelling", filter=Q(held)))
        )

    @admin.display(description=_("dwellings"))
    def dwelling_count(self, unit: JointHouseholdUnit) -> int:
        return unit.number

    @admin.display(description=_("dwellings"))
    def dwellings_in_words(self, unit: JointHouseholdUnit) -> str:
        rows = JointHouseholdDwelling.objects.current(today()).filter(unit=unit)
        rows = rows.select_related("dwelling__stairwell__building")
        return "、".join(str(row.dwelling) for row in rows)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Whoever only reads sees the dwellings as words instead of boxes."""
        if self.has_change_permission(request, obj):
            return self.fields
        own = {"chosen_dwellings", "since"}
        return [*(name for name in self.fields if name not in own), "dwellings_in_words"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "dwellings_in_words"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.within_reach = Dwelling.objects.within(self.keeper_scope(request))
        form.begin_grid = _number(request.GET.get("grid"))
        form.begin_stairwell = _number(request.GET.get("stairwell"))
        return form

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        unit = form.instance
        set_dwellings(
            actor=request.user,
            unit=unit,
            dwellings=form.cleaned_data["chosen_dwellings"],
            since=form.cleaned_data["since"] or max(request.scope.on, unit.valid_from),
        )


@admin.register(JointHouseholdDwelling, site=portal_admin)
class JointDwellingAdmin(PortalModelAdmin):
    """The list of which dwelling is in which unit, for whole files; single ones on the unit."""

    view_rule, keep_rule = can_view_units, can_keep_units
    resource_class = JointDwellingResource
    list_display = ["dwelling", "unit", "site", "valid_from", "valid_to"]
    list_display_links = None
    list_filter = [InForceToday, ("site", ScopedFilter), ("unit", ScopedFilter)]
    list_select_related = ["site", "unit", "dwelling__stairwell__building"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(GridFunctionLine, site=portal_admin)
class FunctionLineAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_lines, can_keep_lines
    form = FunctionLineForm
    resource_class = FunctionLineResource
    fields = ["grid", "line", "organisation", "valid_from", "valid_to"]
    choice_loads = {"grid": ("site",)}
    list_display = ["grid", "line", "organisation", "site", "valid_from", "valid_to"]
    list_display_links = ["grid", "line"]
    list_filter = [InForceToday, "line", ("site", ScopedFilter)]
    list_select_related = ["site", "grid", "organisation"]
