"""Which party organisation answers for which of the five systems at a site."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.ending import InForceToday
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.models import Organisation, ResettlementSite, SystemBody
from sites.rules import can_keep_organisations, can_view_organisations


class SystemBodyResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    organisation = Field("organisation", widget=Related(Organisation, "name", site="site"))
    headers = {"site": _("site code")}
    loads = ("site", "organisation")

    class Meta:
        model = SystemBody
        fields = ("site", "system", "organisation", "valid_from", "valid_to")
        import_id_fields = ("site", "system", "valid_from")


@admin.register(SystemBody, site=portal_admin)
class SystemBodyAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_organisations, can_keep_organisations
    resource_class = SystemBodyResource
    autocomplete_fields = ["organisation"]
    choice_loads = {"organisation": ("site",)}
    list_display = ["system", "organisation", "site", "valid_from", "valid_to"]
    list_filter = ["system", InForceToday, ("site", ScopedFilter)]
    list_select_related = ["organisation", "site"]
