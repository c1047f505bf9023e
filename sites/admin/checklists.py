"""Versions of the standards, and their items."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Choice, Related
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.checklist_enums import ChecklistKind
from sites.models import ChecklistItem, StandardChecklist
from sites.rules import can_keep_standards, can_view_standards


class StandardAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_standards, can_keep_standards


class StandardChecklistResource(MasterResource):
    class Meta:
        model = StandardChecklist
        fields = ("kind", "version", "document", "valid_from", "valid_to")
        import_id_fields = ("kind", "version")


@admin.register(StandardChecklist, site=portal_admin)
class StandardChecklistAdmin(StandardAdmin):
    resource_class = StandardChecklistResource
    list_display = ["version", "kind", "document", "valid_from", "valid_to"]
    list_filter = ["kind"]


class ChecklistItemResource(MasterResource):
    """The list is found by its kind and version."""

    kind = Field("checklist__kind", readonly=True, widget=Choice(ChecklistKind.choices))
    checklist = Field("checklist", widget=Related(StandardChecklist, "version", kind="kind"))
    headers = {
        "kind": _("kind of centre"),
        "checklist": pgettext_lazy("of a standard", "version"),
    }
    loads = ("checklist",)

    class Meta:
        model = ChecklistItem
        fields = ("kind", "checklist", "group", "number", "text", "points", "is_example")
        import_id_fields = ("checklist", "group", "number")

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Puts the kind beside the cells: the version is looked for among those of its kind."""
        kind = self.fields["kind"]
        try:
            row["@kind"] = kind.widget.clean(row.get(kind.column_name))
        except ValueError as error:
            raise ValidationError({"checklist": str(error)}) from None
        super().before_import_row(row, **kwargs)


@admin.register(ChecklistItem, site=portal_admin)
class ChecklistItemAdmin(StandardAdmin):
    resource_class = ChecklistItemResource
    list_display = ["text", "group", "number", "points", "is_example", "checklist"]
    list_filter = [("checklist", ScopedFilter), "group", "is_example"]
    list_select_related = ["checklist"]
    search_fields = ["text"]
