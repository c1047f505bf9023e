"""Deadlines of requests, and the exceptions of the working calendar."""

from django.contrib import admin

from accounts.admin.base import PortalModelAdmin
from accounts.admin.resources import MasterResource
from accounts.admin.site import portal_admin
from services.models import DeadlineRule, WorkdayOverride
from services.rules.requests import can_keep_deadlines, can_view_deadlines


class DeadlineRuleResource(MasterResource):
    class Meta:
        model = DeadlineRule
        fields = ("category", "urgency", "days", "warn_days")
        import_id_fields = ("category", "urgency")


@admin.register(DeadlineRule, site=portal_admin)
class DeadlineRuleAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_deadlines, can_keep_deadlines
    resource_class = DeadlineRuleResource
    list_display = ["__str__", "days", "warn_days"]
    list_filter = ["category", "urgency"]


class WorkdayOverrideResource(MasterResource):
    class Meta:
        model = WorkdayOverride
        fields = ("day", "is_workday", "ground")
        import_id_fields = ("day",)


@admin.register(WorkdayOverride, site=portal_admin)
class WorkdayOverrideAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_deadlines, can_keep_deadlines
    resource_class = WorkdayOverrideResource
    list_display = ["day", "is_workday", "ground"]
