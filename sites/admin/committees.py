"""Terms of the two committees."""

from django.contrib import admin
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.models import CommitteeTerm, Organisation, ResettlementSite
from sites.rules import can_keep_postings, can_view_postings


class CommitteeTermResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    organisation = Field("organisation", widget=Related(Organisation, "name", site="site"))
    headers = {"site": gettext_lazy("site code")}
    loads = ("site", "organisation")

    class Meta:
        model = CommitteeTerm
        fields = ("site", "organisation", "kind", "elected_on", "valid_from", "valid_to")
        import_id_fields = ("site", "organisation", "kind", "valid_from")


@admin.register(CommitteeTerm, site=portal_admin)
class CommitteeTermAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_postings, can_keep_postings
    resource_class = CommitteeTermResource
    autocomplete_fields = ["organisation"]
    choice_loads = {"organisation": ("site",)}
    list_display = ["organisation", "kind", "site", "elected_on", "valid_from", "valid_to"]
    list_filter = ["kind", ("site", ScopedFilter)]
    list_select_related = ["organisation", "site"]
