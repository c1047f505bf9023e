"""The export of a filtered list of master data, ready to be changed and imported again."""

import csv
import io
from typing import Any

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from tablib import Dataset

from accounts.actions.events import address_of, record_access
from accounts.enums import AccessKind
from lib.periods import today
from lib.workbook import plain_value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportForm(forms.Form):
    """What kind of file, and what for."""

    file_format = forms.ChoiceField(
        label=gettext_lazy("File"), choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV (UTF-8)")]
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("A few words; they are kept in the access log."),
    )


def export_page(request: HttpRequest, keeper: Any) -> HttpResponse:
    """`keeper` is the PortalModelAdmin, which has asked its rule already."""
    try:
        rows = keeper.get_changelist_instance(request).queryset
    except IncorrectLookupParameters:
        return HttpResponseRedirect(request.path)
    form = ExportForm(request.POST or None)
    if not form.is_valid():
        request.current_app = keeper.admin_site.name
        return TemplateResponse(
            request,
            "admin/master_export.html",
            {
                **keeper.admin_site.each_context(request),
                "title": _("Export"),
                "opts": keeper.opts,
                "form": form,
            },
        )
    resource = keeper.resource_class(request.scope.only(keeper.view_rule.roles), keeper.keep_rule)
    dataset = resource.export(rows.select_related(*resource.loads) if resource.loads else rows)
    record_access(
        actor=request.user,
        kind=AccessKind.EXPORT,
        table=keeper.opts.db_table,
        row_count=len(dataset),
        fields=",".join(keeper.personal_fields),
        reason=form.cleaned_data["reason"],
        address=address_of(request),
    )
    return _file(form.cleaned_data["file_format"], dataset, str(keeper.opts.verbose_name_plural))


def _file(file_format: str, dataset: Dataset, name: str) -> HttpResponse:
    lines = [dataset.headers, *dataset]
    content = _as_xlsx(lines) if file_format == "xlsx" else _as_csv(lines)
    response = HttpResponse(content, content_type=XLSX if file_format == "xlsx" else "text/csv")
    response["Content-Disposition"] = content_disposition_header(
        True, f"{name} {today():%Y-%m-%d}.{file_format}"
    )
    return response


def _as_xlsx(lines: list[Any]) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for line in lines:
        page.append([plain_value(value) for value in line])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _as_csv(lines: list[Any]) -> bytes:
    content = io.StringIO()
    csv.writer(content).writerows([[plain_value(value) for value in line] for line in lines])
    return content.getvalue().encode("utf-8-sig")
