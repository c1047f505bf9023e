"""Resettlement sites and their communities."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.inlines import PortalInline
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.models import ResettlementSite, SiteCommunity, Township
from sites.rules import can_keep_sites, can_view_sites


class SiteResource(MasterResource):
    township = Field("township", widget=Related(Township, "code"))
    headers = {"township": _("town code")}
    loads = ("township",)

    class Meta:
        model = ResettlementSite
        fields = (
            "code", "name", "name_en", "township", "setting", "opened_on", "closed_on",
            "latitude", "longitude", "remark",
        )  # fmt: skip
        import_id_fields = ("code",)


class SiteCommunityInline(PortalInline):
    model = SiteCommunity
    keep_rule = can_keep_sites


@admin.register(ResettlementSite, site=portal_admin)
class SiteAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_sites, can_keep_sites
    resource_class = SiteResource
    list_display = ["code", "name", "township", "setting", "opened_on", "closed_on"]
    list_display_links = ["code", "name"]
    list_filter = ["setting", ("township", ScopedFilter)]
    list_select_related = ["township"]
    search_fields = ["code", "name"]
    inlines = [SiteCommunityInline]
