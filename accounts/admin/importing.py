"""The import page of master data: a file, a preview, a confirmation; stored whole or not at all."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.results import Result, RowResult
from tablib import Dataset

from accounts.actions.events import address_of, record_audit
from accounts.actions.uploads import drop_upload, keep_upload, kept_upload
from accounts.admin.resources import MasterResource, RowChange
from accounts.enums import AuditVerb
from lib.spreadsheets import UnreadableFile, cell_text, read_workbook
from lib.workbook import FORMULA_STARTS

ROW_LIMIT = 2_000
SIZE_LIMIT = 3 * 1024 * 1024
SHOWN_FAULTS = 200
# Letters and digits only: brackets of a name stay as they are written.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}


class UploadForm(forms.Form):
    """The file with the rows."""

    file = forms.FileField(label=gettext_lazy("File (.xlsx, .xls or .csv)"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".xlsx", ".xls", ".csv")):
            raise ValidationError(
                _("Found “%(name)s”. Expected a file that ends in .xlsx, .xls or .csv.")
                % {"name": file.name}
            )
        if file.size > SIZE_LIMIT:
            raise ValidationError(
                _("The file has %(size)s MB, the limit is %(limit)s MB. Split it.")
                % {"size": round(file.size / 1024 / 1024, 1), "limit": SIZE_LIMIT // 1024 // 1024}
            )
        return file


@dataclass
class Outcome:
    """What an import would do or did: numbers, what changes, what is refused and why."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[RowChange] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    @property
    def writes(self) -> int:
        return self.new + self.changed


def import_page(request: HttpRequest, keeper: Any) -> HttpResponse:
    """`keeper` is the PortalModelAdmin, which has asked its rule already."""
    page = f"import:{keeper.opts.db_table}"
    context: dict[str, Any] = {}
    form = UploadForm()
    if "confirm" in request.POST:
        waiting = kept_upload(actor=request.user, page=page)
        if waiting is None or _digest(waiting[1]) != request.POST["confirm"]:
            messages.error(request, _("The file is not kept any more. Choose it again."))
            return HttpResponseRedirect(request.path)
        outcome = _run(request, keeper, *waiting, store=True)
        if not outcome.faults:
            return _stored(request, keeper, page, outcome)
        context["outcome"] = outcome
    elif request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            try:
                context["outcome"] = _run(request, keeper, file.name, content, store=False)
            except ValidationError as error:
                form.add_error("file", error)
            else:
                context["digest"] = _digest(content)
                keep_upload(actor=request.user, page=page, name=file.name, content=content)
    return _shown(request, keeper, form, context)


def _shown(
    request: HttpRequest, keeper: Any, form: UploadForm, context: dict[str, Any]
) -> HttpResponse:
    resource = _resource(request, keeper)
    request.current_app = keeper.admin_site.name
    return TemplateResponse(
        request,
        "admin/master_import.html",
        {
            **keeper.admin_site.each_context(request),
            "title": _("Import"),
            "opts": keeper.opts,
            "form": form,
            "columns": [column.column_name for column in resource.get_import_fields()],
            "row_limit": ROW_LIMIT,
            **context,
        },
    )


def _stored(request: HttpRequest, keeper: Any, page: str, outcome: Outcome) -> HttpResponse:
    drop_upload(actor=request.user, page=page)
    record_audit(
        actor=request.user,
        verb=AuditVerb.ROWS_IMPORTED,
        address=address_of(request),
        rows_of=keeper.opts.db_table,
        new=outcome.new,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
    )
    messages.success(
        request,
        _("Stored: %(new)s new, %(changed)s changed; %(unchanged)s were the same already.")
        % {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged},
    )
    opts = keeper.opts
    return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))


def _resource(request: HttpRequest, keeper: Any) -> MasterResource:
    return keeper.resource_class(keeper.keeper_scope(request), keeper.keep_rule)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _run(request: HttpRequest, keeper: Any, name: str, content: bytes, *, store: bool) -> Outcome:
    """Checks every row and, if `store` and no row has a fault, stores them all."""
    resource = _resource(request, keeper)
    result = resource.import_data(
        read_rows(resource, name, content), dry_run=not store, rollback_on_validation_errors=True
    )
    return Outcome(
        new=result.totals[RowResult.IMPORT_TYPE_NEW],
        changed=result.totals[RowResult.IMPORT_TYPE_UPDATE],
        unchanged=result.totals[RowResult.IMPORT_TYPE_SKIP],
        changes=resource.changes,
        faults=_faults(resource, result)[:SHOWN_FAULTS],
    )


def read_rows(resource: MasterResource, name: str, content: bytes) -> Dataset:
    """The rows of the first sheet, headings as the resource names them. Raises ValidationError."""
    try:
        sheets = read_workbook(content, name).sheets
    except UnreadableFile as error:
        raise ValidationError(str(error)) from None
    lines = [
        (number, [_cell(cell) for cell in row])
        for number, row in enumerate(sheets[0].rows if sheets else [], 1)
    ]
    lines = [(number, row) for number, row in lines if any(cell != "" for cell in row)]
    if len(lines) < 2:
        raise ValidationError(_("The first sheet has no rows. Put headings above and rows below."))
    if len(lines) - 1 > ROW_LIMIT:
        raise ValidationError(
            _("Found %(found)s rows; at most %(limit)s go in at once. Split the file.")
            % {"found": len(lines) - 1, "limit": ROW_LIMIT}
        )
    headings = [str(cell) for cell in lines[0][1]]
    while headings and not headings[-1]:
        headings.pop()
    dataset = Dataset(headers=resource.check_headings(headings))
    for number, row in lines[1:]:
        dataset.append((row + [""] * len(headings))[: len(headings)])
        resource.lines.append(number)
    return dataset


def _cell(cell: Any) -> Any:
    """A date stays one; text as typed, but for full-width letters and digits, and for the
    apostrophe with which an export keeps formulas quiet."""
    if hasattr(cell, "isoformat"):
        return cell
    text = cell.translate(FULL_WIDTH).strip() if isinstance(cell, str) else cell_text(cell)
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def _faults(resource: MasterResource, result: Result) -> list[tuple[int, str]]:
    """(line, sentence) of every refused row, in the sheet's order."""
    faults = [(0, _("The rows cannot be read. Check the headings.")) for _e in result.base_errors]
    labels = {str(column.attribute): column.column_name for column in resource.get_import_fields()}
    for invalid in result.invalid_rows:
        line = resource.lines[invalid.number - 1]
        for name, sentences in invalid.error_dict.items():
            place = "" if name == NON_FIELD_ERRORS else labels.get(name, "")
            faults += [(line, f"{place}: {text}" if place else str(text)) for text in sentences]
    for error in result.error_rows:
        line = resource.lines[error.number - 1]
        faults.append((line, _("This row cannot be stored. Compare it with the rows around it.")))
    return sorted(faults)
