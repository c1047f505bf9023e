"""Facilities of the 15-minute circle, and where the county wants a kind otherwise than usual."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.ending import HeldToday
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.admin.centres import CentreDataAdmin
from sites.models import Facility, FacilityRule, ResettlementSite
from sites.rules import can_keep_standards, can_view_standards


class FacilityResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    headers = {"site": _("site code")}
    loads = ("site",)

    class Meta:
        model = Facility
        fields = (
            "site", "kind", "name", "place", "walk_minutes", "hours", "phone", "east_m",
            "north_m", "valid_from", "valid_to",
        )  # fmt: skip
        import_id_fields = ("site", "kind", "name", "valid_from")


@admin.register(Facility, site=portal_admin)
class FacilityAdmin(CentreDataAdmin):
    resource_class = FacilityResource
    fixed_fields = ("site",)
    list_display = ["name", "kind", "site", "walk_minutes", "hours", "phone", "valid_from"]
    list_filter = [HeldToday, "kind", ("site", ScopedFilter)]
    list_select_related = ["site"]
    search_fields = ["name"]


class FacilityRuleResource(MasterResource):
    class Meta:
        model = FacilityRule
        fields = ("kind", "setting", "is_wanted", "within_minutes")
        import_id_fields = ("kind", "setting")


@admin.register(FacilityRule, site=portal_admin)
class FacilityRuleAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_standards, can_keep_standards
    resource_class = FacilityRuleResource
    list_display = ["kind", "setting", "is_wanted", "within_minutes"]
    list_filter = ["setting", "is_wanted"]
