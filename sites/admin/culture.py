"""Culture centres with their money and equipment."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.columns import Related
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.admin.centres import HEADERS, CentreDataAdmin
from sites.forms.centres import CultureEquipmentForm, CultureFundForm
from sites.models import (
    CultureCentre,
    CultureEquipment,
    CultureFund,
    ResettlementSite,
    Venue,
)

CENTRE_HEADERS = HEADERS | {"centre": _("culture centre")}


class CultureCentreResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    headers = {"site": _("site code")}
    loads = ("site",)

    class Meta:
        model = CultureCentre
        fields = (
            "site", "name", "place", "phone", "floor_area_m2", "square_m2", "books", "opened_on",
            "closed_on",
        )  # fmt: skip
        import_id_fields = ("site", "name")


@admin.register(CultureCentre, site=portal_admin)
class CultureCentreAdmin(CentreDataAdmin):
    resource_class = CultureCentreResource
    fixed_fields = ("site",)
    list_display = ["name", "site", "floor_area_m2", "books", "opened_on", "closed_on"]
    list_filter = [("site", ScopedFilter)]
    list_select_related = ["site"]
    search_fields = ["name"]


class CultureFundResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    centre = Field("centre", widget=Related(CultureCentre, "name", site="site"))
    headers = CENTRE_HEADERS
    loads = ("site", "centre")

    class Meta:
        model = CultureFund
        fields = (
            "site", "centre", "received_on", "source", "amount_yuan", "purpose", "document_no",
        )  # fmt: skip
        import_id_fields = ("site", "centre", "received_on", "purpose")


@admin.register(CultureFund, site=portal_admin)
class CultureFundAdmin(CentreDataAdmin):
    form = CultureFundForm
    resource_class = CultureFundResource
    fields = ["centre", "received_on", "source", "amount_yuan", "purpose", "document_no"]
    choice_loads = {"centre": ("site",)}
    list_display = ["purpose", "site", "received_on", "source", "amount_yuan"]
    list_filter = ["source", ("site", ScopedFilter)]
    list_select_related = ["site"]


class CultureEquipmentResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    centre = Field("centre", widget=Related(CultureCentre, "name", site="site"))
    venue = Field("venue", widget=Related(Venue, "name", site="site"))
    headers = CENTRE_HEADERS
    loads = ("site", "centre", "venue")

    class Meta:
        model = CultureEquipment
        fields = (
            "site", "centre", "venue", "name", "quantity", "condition", "acquired_on", "looked_on",
        )  # fmt: skip
        import_id_fields = ("site", "centre", "venue", "name")


@admin.register(CultureEquipment, site=portal_admin)
class CultureEquipmentAdmin(CentreDataAdmin):
    form = CultureEquipmentForm
    resource_class = CultureEquipmentResource
    fields = ["centre", "venue", "name", "quantity", "condition", "acquired_on", "looked_on"]
    choice_loads = {"centre": ("site",), "venue": ("site",)}
    list_display = ["name", "quantity", "condition", "venue", "site", "looked_on"]
    list_filter = ["condition", ("site", ScopedFilter)]
    list_select_related = ["site", "venue"]
    search_fields = ["name"]
