"""The base of every page of master data: scope, rules, masks, history and access events.

A subclass names its two rules (`lib.access.HeldBy`): `view_rule` and `keep_rule`. Rows outside the
reader's area are not found (404); rows inside it that he may not keep are refused (403).
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from accounts.actions.events import address_of, record_access, record_audit
from accounts.admin.changes import lines_of
from accounts.admin.exporting import export_page
from accounts.admin.forms import refused_form, typed_before
from accounts.admin.importing import import_page
from accounts.admin.refusals import REFUSALS, deletion_preview, sentence_of
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import BoundedPaginator, scoped_choice
from accounts.enums import AccessKind, AuditVerb
from lib.access import HeldBy
from lib.history import set_constraints_immediate
from lib.returning import way_back
from lib.scope import Scope


class PortalModelAdmin(admin.ModelAdmin):
    """Pages of one kind of master data."""

    view_rule: HeldBy
    keep_rule: HeldBy
    # Columns to and from sheets; without it the rows neither leave nor come that way.
    resource_class: type[MasterResource] | None = None
    # Rows that others point at for ever are ended, not deleted.
    deletable = True
    # Names of personal columns: opening a row that has them is written into the access log.
    personal_fields: tuple[str, ...] = ()
    # Field name to mask: shown masked, never editable.
    masks: dict[str, Callable[[str], str]] = {}
    # What the label of a foreign key's choice needs loaded.
    choice_loads: dict[str, tuple[str, ...]] = {}
    # Fields that a stored row keeps for good.
    fixed_fields: tuple[str, ...] = ()

    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    paginator = BoundedPaginator
    change_list_template = "admin/master_list.html"

    class Media:
        js = ["js/admin_choices.js"]

    # Rows

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Rows within the reader's scope, counting only the posts that open this page."""
        rows = self.model.objects.within(request.scope.only(self.view_rule.roles))
        return rows.order_by(*(self.get_ordering(request) or self.model._meta.ordering or ["pk"]))

    def keeper_scope(self, request: HttpRequest) -> Scope:
        """The part of the scope in which rows may be written."""
        return request.scope.only(self.keep_rule.roles)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The row; 403 without the role at all, 404 outside the area."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    # Rules

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The role; which rows, `get_queryset` has said already."""
        return self.view_rule(request.scope)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.keep_rule(request.scope)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.keep_rule(request.scope, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.deletable and self.keep_rule(request.scope, obj)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.resource_class is not None and self.keep_rule(request.scope)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.resource_class is not None and self.view_rule(request.scope)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what the list's own filters ask; Django would allow every column of the row."""
        offered = {
            item[0] if isinstance(item, tuple) else getattr(item, "parameter_name", item)
            for item in self.list_filter
        }
        return lookup.split("__")[0] in offered and super().lookup_allowed(lookup, value, request)

    # Forms

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        loads = self.choice_loads.get(db_field.name, ())
        kwargs = {**scoped_choice(db_field, self.keeper_scope(request), loads), **kwargs}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = self.fixed_fields if obj else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stores the row, once more checked against the rule with the values typed."""
        if not self.keep_rule(request.scope, obj):
            raise PermissionDenied
        super().save_model(request, obj, form, change)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What the database refuses though the form agreed is said over what was typed."""
        show = partial(super().changeform_view, request, object_id, form_url, extra_context)
        if request.method != "POST":
            with typed_before(request):
                response = show()
            if object_id:
                self._note_look(request, object_id)
            return response
        try:
            with transaction.atomic():
                set_constraints_immediate()
                return show()
        except REFUSALS as error:
            request.refusal = sentence_of(error)  # type: ignore[attr-defined]
            return show()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form, with a refusal of it as a whole where one was told."""
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refusal", "")
        return refused_form(form, refusal) if refusal else form

    def _note_look(self, request: HttpRequest, object_id: str) -> None:
        """Personal columns were shown, those of today or of the past."""
        if self.personal_fields:
            record_access(
                actor=request.user,
                kind=AccessKind.VIEW,
                table=self.opts.db_table,
                row_id=int(unquote(object_id)),
                fields=",".join(self.personal_fields),
                address=address_of(request),
            )

    def _refused(self, request: HttpRequest, error: Exception) -> HttpResponse:
        messages.error(request, sentence_of(error))
        return HttpResponseRedirect(request.get_full_path())

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Whoever came from a board to mend a gap goes back to it."""
        back = way_back(request)
        return HttpResponseRedirect(back) if back else super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        back = way_back(request)
        if back:
            return HttpResponseRedirect(back)
        return super().response_post_save_change(request, obj)

    # Deletion

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return deletion_preview(objs, request, self.admin_site)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            with transaction.atomic():
                if request.method == "POST":
                    set_constraints_immediate()
                return super().delete_view(request, object_id, extra_context)
        except REFUSALS as error:
            return self._refused(request, error)

    # Lists

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        extra = {
            "has_import_permission": self.has_import_permission(request),
            "has_export_permission": self.has_export_permission(request),
        }
        try:
            with transaction.atomic():
                if request.method == "POST":
                    set_constraints_immediate()
                return super().changelist_view(request, extra | (extra_context or {}))
        except REFUSALS as error:
            return self._refused(request, error)

    # Log

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        self._audit(request, AuditVerb.ROW_ADDED, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        self._audit(request, AuditVerb.ROW_CHANGED, obj)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            self._audit(request, AuditVerb.ROW_DELETED, row)

    def _audit(self, request: HttpRequest, verb: AuditVerb, row: models.Model) -> None:
        record_audit(actor=request.user, verb=verb, row=row, address=address_of(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what when, from the history tables."""
        row = self.get_object(request, unquote(object_id))
        self._note_look(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "lines": lines_of(row, self.masks),
            "object": row,
            "opts": self.opts,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/master_history.html", context)

    # Sheets

    def get_urls(self) -> list[URLPattern]:
        if self.resource_class is None:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name=f"{name}_import"),
            path("export/", wrap(self.export_view), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        return import_page(request, self)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        return export_page(request, self)
