"""Organisations of the sites and of the county."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.forms.organisations import OrganisationForm
from sites.models import Community, Organisation, ResettlementSite, Township
from sites.rules import can_keep_organisations, can_view_organisations


class OrganisationResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    township = Field("township", widget=Related(Township, "code"))
    community = Field("community", widget=Related(Community, "name", sitecommunity__site="site"))
    headers = {"site": _("site code"), "township": _("town code")}
    loads = ("site", "township", "community")

    class Meta:
        model = Organisation
        fields = (
            "site", "kind", "name", "township", "community", "credit_code", "phone", "valid_from",
            "valid_to",
        )  # fmt: skip
        import_id_fields = ("site", "kind", "name")


@admin.register(Organisation, site=portal_admin)
class OrganisationAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_organisations, can_keep_organisations
    form = OrganisationForm
    resource_class = OrganisationResource
    fixed_fields = ("site",)
    list_display = ["name", "kind", "site", "valid_from", "valid_to"]
    list_filter = ["kind", ("site", ScopedFilter)]
    list_select_related = ["site"]
    search_fields = ["name", "credit_code", "site__name"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows whether the person keeps the county's own bodies too."""
        form = super().get_form(request, obj, change, **kwargs)
        form.county_too = self.keeper_scope(request).area.county
        return form
