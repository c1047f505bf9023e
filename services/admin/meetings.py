"""The kinds of meetings."""

from django.contrib import admin

from accounts.admin.base import PortalModelAdmin
from accounts.admin.resources import MasterResource
from accounts.admin.site import portal_admin
from services.models import MeetingKind
from services.rules.meetings import can_keep_meeting_kinds, can_view_meeting_kinds


class MeetingKindResource(MasterResource):
    class Meta:
        model = MeetingKind
        fields = (
            "code", "name", "name_en", "platform", "quorum", "is_published", "objection_days",
            "belongs_in_centre", "is_four_in_one", "valid_from", "valid_to",
        )  # fmt: skip
        import_id_fields = ("code",)


@admin.register(MeetingKind, site=portal_admin)
class MeetingKindAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_meeting_kinds, can_keep_meeting_kinds
    resource_class = MeetingKindResource
    fixed_fields = ("code",)
    list_display = ["name", "platform", "quorum", "is_published", "valid_from", "valid_to"]
    list_filter = ["platform"]
