"""Versions of the leading group, its members, and the duties of its member units."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.inlines import PortalInline
from accounts.admin.resources import MasterResource
from accounts.admin.site import portal_admin
from accounts.models import User
from sites.models import County, LeadingGroupMember, LeadingGroupVersion, Organisation, UnitDuty
from sites.rules import can_keep_leading_group, can_view_master_leading_group


class LeadingGroupMemberInline(PortalInline):
    model = LeadingGroupMember
    keep_rule = can_keep_leading_group
    autocomplete_fields = ["holder", "organisation"]


class LeadingGroupVersionResource(MasterResource):
    county = Field("county", widget=Related(County, "code"))
    headers = {"county": _("county code")}
    loads = ("county",)

    class Meta:
        model = LeadingGroupVersion
        fields = ("county", "document_no", "reason", "valid_from", "valid_to")
        import_id_fields = ("county", "document_no")


@admin.register(LeadingGroupVersion, site=portal_admin)
class LeadingGroupVersionAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_master_leading_group, can_keep_leading_group
    resource_class = LeadingGroupVersionResource
    list_display = ["document_no", "reason", "valid_from", "valid_to"]
    inlines = [LeadingGroupMemberInline]


class LeadingGroupMemberResource(MasterResource):
    """A row a member: the version by its document, the holder by his user name."""

    version = Field("version", widget=Related(LeadingGroupVersion, "document_no"))
    holder = Field("holder", widget=Related(User, "username"))
    organisation = Field("organisation", widget=Related(Organisation, "name"))
    headers = {
        "version": _("document no."),
        "holder": _("user name"),
    }
    loads = ("version", "holder", "organisation")

    class Meta:
        model = LeadingGroupMember
        fields = ("version", "holder", "duty", "organisation")
        import_id_fields = ("version", "holder")


@admin.register(LeadingGroupMember, site=portal_admin)
class LeadingGroupMemberAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_master_leading_group, can_keep_leading_group
    resource_class = LeadingGroupMemberResource
    autocomplete_fields = ["holder", "organisation"]
    list_display = ["holder", "duty", "organisation", "version"]
    list_filter = ["duty"]
    list_select_related = ["holder", "organisation", "version"]


class UnitDutyResource(MasterResource):
    organisation = Field("organisation", widget=Related(Organisation, "name"))
    loads = ("organisation",)

    class Meta:
        model = UnitDuty
        fields = ("organisation", "system", "text", "valid_from", "valid_to")
        import_id_fields = ("organisation", "system", "text")


@admin.register(UnitDuty, site=portal_admin)
class UnitDutyAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_master_leading_group, can_keep_leading_group
    resource_class = UnitDutyResource
    autocomplete_fields = ["organisation"]
    list_display = ["organisation", "system", "text", "valid_from", "valid_to"]
    list_filter = ["system"]
    list_select_related = ["organisation"]
