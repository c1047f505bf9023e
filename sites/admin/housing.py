"""Buildings, stairwells, dwellings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.forms.housing import DwellingForm, StairwellForm
from sites.models import Building, Community, Dwelling, ResettlementSite, Stairwell
from sites.rules import can_keep_housing, can_view_housing

HEADERS = {
    "site": _("site code"),
    "community": _("community or village"),
    "building": _("building no."),
    "stairwell": _("stairwell no."),
}


class BuildingResource(MasterResource):
    """A community's name is looked for among those of the row's site."""

    site = Field("site", widget=Related(ResettlementSite, "code"))
    community = Field("community", widget=Related(Community, "name", sitecommunity__site="site"))
    headers = HEADERS
    loads = ("site", "community")

    class Meta:
        model = Building
        fields = ("site", "community", "name", "floors")
        import_id_fields = ("site", "name")


class StairwellResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    building = Field("building", widget=Related(Building, "name", site="site"))
    headers = HEADERS
    loads = ("site", "building")

    class Meta:
        model = Stairwell
        fields = ("site", "building", "name", "kind")
        import_id_fields = ("site", "building", "name")


class DwellingResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    building = Field(
        "stairwell__building", readonly=True, widget=Related(Building, "name", site="site")
    )
    stairwell = Field("stairwell", widget=Related(Stairwell, "name", building="building"))
    headers = HEADERS
    loads = ("site", "stairwell__building")

    class Meta:
        model = Dwelling
        fields = ("site", "building", "stairwell", "room_no", "floor_area_m2", "state")
        import_id_fields = ("site", "stairwell", "room_no")


class HousingAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_housing, can_keep_housing


@admin.register(Building, site=portal_admin)
class BuildingAdmin(HousingAdmin):
    resource_class = BuildingResource
    fixed_fields = ("site",)
    list_display = ["name", "site", "community", "floors"]
    list_filter = [("site", ScopedFilter), ("community", ScopedFilter)]
    list_select_related = ["site", "community"]
    search_fields = ["name", "site__name"]


@admin.register(Stairwell, site=portal_admin)
class StairwellAdmin(HousingAdmin):
    form = StairwellForm
    resource_class = StairwellResource
    fields = ["building", "name", "kind"]
    autocomplete_fields = ["building"]
    choice_loads = {"building": ("site",)}
    list_display = ["__str__", "site", "kind"]
    list_filter = [("site", ScopedFilter), "kind"]
    list_select_related = ["site", "building"]
    search_fields = ["=building__name", "name", "site__name"]


@admin.register(Dwelling, site=portal_admin)
class DwellingAdmin(HousingAdmin):
    form = DwellingForm
    resource_class = DwellingResource
    fields = ["stairwell", "room_no", "floor_area_m2", "state"]
    autocomplete_fields = ["stairwell"]
    choice_loads = {"stairwell": ("site", "building")}
    list_display = ["__str__", "site", "floor_area_m2", "state"]
    list_filter = [("site", ScopedFilter), "state"]
    list_select_related = ["site", "stairwell__building"]
    search_fields = ["=stairwell__building__name", "room_no"]
