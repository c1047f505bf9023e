"""Grid postings: leaders, full-time members, joint-household leaders, the five roles."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.ending import HeldToday, ending_action
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from accounts.models import User
from grids.actions.postings import end_grid_posting
from grids.forms.grids import GridPostingForm
from grids.models import Grid, GridPosting, JointHouseholdUnit
from grids.rules import can_keep_grid_postings, can_view_grid_postings
from sites.models import Building


class GridPostingResource(MasterResource):
    grid = Field("grid", widget=Related(Grid, "code"))
    building = Field("building", widget=Related(Building, "name", site="grid.site"))
    joint_unit = Field("joint_unit", widget=Related(JointHouseholdUnit, "name", grid="grid"))
    holder = Field("holder", widget=Related(User, "username"))
    headers = {"grid": _("grid code"), "building": _("building no."), "holder": _("user name")}
    site_from = "grid"
    loads = ("grid", "building", "joint_unit", "holder")

    class Meta:
        model = GridPosting
        fields = (
            "grid", "building", "joint_unit", "holder", "post",
            "valid_from", "valid_to", "planned_to", "duty", "source", "allowance", "document_no",
        )  # fmt: skip
        import_id_fields = ("grid", "building", "joint_unit", "holder", "post", "valid_from")


@admin.register(GridPosting, site=portal_admin)
class GridPostingAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_grid_postings, can_keep_grid_postings
    form = GridPostingForm
    resource_class = GridPostingResource
    fields = [
        "grid", "building", "joint_unit", "holder", "post", "duty", "source", "allowance",
        "document_no", "valid_from", "valid_to", "planned_to",
    ]  # fmt: skip
    autocomplete_fields = ["holder", "building", "joint_unit"]
    choice_loads = {"grid": ("site",), "building": ("site",), "joint_unit": ("site",)}
    list_display = ["holder", "post", "grid", "building", "site", "valid_from", "valid_to"]
    list_filter = [HeldToday, "post", ("site", ScopedFilter)]
    list_select_related = ["holder", "grid", "building", "site"]
    search_fields = ["holder__name", "holder__username"]
    actions = [ending_action(end_grid_posting)]
