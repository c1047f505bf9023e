"""Service centres, their hours and closures."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.ending import HeldToday
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.forms.centres import OpenForm, ServiceCentreForm
from sites.models import Closure, OpeningHours, ResettlementSite, ServiceCentre, Venue
from sites.rules import can_keep_centre_data, can_view_centre_data

HEADERS = {"site": _("site code"), "venue": pgettext_lazy("of a centre", "room")}


class CentreDataAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_centre_data, can_keep_centre_data


class ServiceCentreResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    host = Field("host", widget=Related(ServiceCentre, "name"))
    headers = HEADERS | {"host": _("shares the house of")}
    loads = ("site", "host")

    class Meta:
        model = ServiceCentre
        fields = (
            "site", "name", "host", "place", "phone", "floor_area_m2", "windows",
            "has_party_building", "has_governance", "has_service", "opened_on", "closed_on",
        )  # fmt: skip
        import_id_fields = ("site", "name")


@admin.register(ServiceCentre, site=portal_admin)
class ServiceCentreAdmin(CentreDataAdmin):
    form = ServiceCentreForm
    resource_class = ServiceCentreResource
    fixed_fields = ("site",)
    choice_loads = {"host": ("site",)}
    list_display = [
        "name", "site", "has_party_building", "has_governance", "has_service", "opened_on",
        "closed_on",
    ]  # fmt: skip
    list_filter = [("site", ScopedFilter)]
    list_select_related = ["site"]
    search_fields = ["name"]


class OpeningHoursResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    venue = Field("venue", widget=Related(Venue, "name", site="site"))
    headers = HEADERS
    loads = ("site", "venue")

    class Meta:
        model = OpeningHours
        fields = (
            "site", "house", "venue", "weekday", "opens", "closes", "valid_from", "valid_to",
        )  # fmt: skip
        import_id_fields = ("site", "house", "venue", "weekday", "opens", "valid_from")


@admin.register(OpeningHours, site=portal_admin)
class OpeningHoursAdmin(CentreDataAdmin):
    form = OpenForm
    resource_class = OpeningHoursResource
    fixed_fields = ("site",)
    choice_loads = {"venue": ("site",)}
    list_display = ["weekday", "opens", "closes", "house", "venue", "site", "valid_from"]
    list_filter = [HeldToday, "house", ("site", ScopedFilter)]
    list_select_related = ["site", "venue"]


class ClosureResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    venue = Field("venue", widget=Related(Venue, "name", site="site"))
    headers = HEADERS
    loads = ("site", "venue")

    class Meta:
        model = Closure
        fields = ("site", "house", "venue", "reason", "announced_on", "valid_from", "valid_to")
        import_id_fields = ("site", "house", "venue", "valid_from")


@admin.register(Closure, site=portal_admin)
class ClosureAdmin(CentreDataAdmin):
    form = OpenForm
    resource_class = ClosureResource
    fixed_fields = ("site",)
    choice_loads = {"venue": ("site",)}
    list_display = ["reason", "house", "venue", "site", "valid_from", "valid_to", "announced_on"]
    list_filter = ["house", ("site", ScopedFilter)]
    list_select_related = ["site", "venue"]
