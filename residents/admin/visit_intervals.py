"""How often each attention tier is visited: the county's rule and the sites' own."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from residents.models import VisitInterval
from residents.rules import can_keep_visit_intervals, can_view_visit_intervals
from sites.models import ResettlementSite


class VisitIntervalResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    headers = {"site": _("site code")}
    loads = ("site",)

    class Meta:
        model = VisitInterval
        fields = ("site", "tier", "visit_interval_days")
        import_id_fields = ("site", "tier")


@admin.register(VisitInterval, site=portal_admin)
class VisitIntervalAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_visit_intervals, can_keep_visit_intervals
    resource_class = VisitIntervalResource
    list_display = ["tier", "site", "visit_interval_days"]
    list_filter = ["tier", ("site", ScopedFilter)]
    list_select_related = ["site"]
