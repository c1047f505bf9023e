"""Kinds of door services."""

from django.contrib import admin

from accounts.admin.base import PortalModelAdmin
from accounts.admin.resources import MasterResource
from accounts.admin.site import portal_admin
from services.models import DoorServiceKind
from services.rules.door_services import can_keep_door_kinds, can_view_door_kinds


class DoorServiceKindResource(MasterResource):
    class Meta:
        model = DoorServiceKind
        fields = ("code", "name", "usual_capacity", "position", "is_offered")
        import_id_fields = ("code",)


@admin.register(DoorServiceKind, site=portal_admin)
class DoorServiceKindAdmin(PortalModelAdmin):
    """A kind that services have is switched off, not deleted."""

    view_rule, keep_rule = can_view_door_kinds, can_keep_door_kinds
    resource_class = DoorServiceKindResource
    deletable = False
    list_display = ["name", "usual_capacity", "position", "is_offered"]
    list_filter = ["is_offered"]
