"""Counties, towns, communities."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.models import Community, County, Township
from sites.rules import can_keep_areas, can_view_areas


class CountyResource(MasterResource):
    class Meta:
        model = County
        fields = ("code", "name", "name_en")
        import_id_fields = ("code",)


class TownshipResource(MasterResource):
    county = Field("county", widget=Related(County, "code"))
    headers = {"county": _("county code")}
    loads = ("county",)

    class Meta:
        model = Township
        fields = ("county", "code", "name", "kind")
        import_id_fields = ("code",)


class CommunityResource(MasterResource):
    township = Field("township", widget=Related(Township, "code"))
    headers = {"township": _("town code")}
    loads = ("township",)

    class Meta:
        model = Community
        fields = ("township", "name", "kind", "code")
        import_id_fields = ("township", "name")


class AreaAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_areas, can_keep_areas
    search_fields = ["name", "code"]


@admin.register(County, site=portal_admin)
class CountyAdmin(AreaAdmin):
    resource_class = CountyResource
    list_display = ["name", "code", "name_en"]


@admin.register(Township, site=portal_admin)
class TownshipAdmin(AreaAdmin):
    resource_class = TownshipResource
    list_display = ["name", "code", "kind", "county"]
    list_filter = ["kind", ("county", ScopedFilter)]
    list_select_related = ["county"]


@admin.register(Community, site=portal_admin)
class CommunityAdmin(AreaAdmin):
    resource_class = CommunityResource
    list_display = ["name", "kind", "township", "code"]
    list_filter = ["kind", ("township", ScopedFilter)]
    list_select_related = ["township"]
