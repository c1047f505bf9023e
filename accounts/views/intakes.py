"""Taking a list of daily work in by sheet, and the empty sheet to fill in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.intakes import Taken, take_in
from accounts.forms.intakes import IntakeForm
from lib.exports import Sheet
from lib.intake import MOST_ROWS, Intake, intake_of
from lib.spreadsheets import UnreadableFile
from lib.workbook import write_workbook

FAULTS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def list_import(request: HttpRequest, list_code: str) -> HttpResponse:
    """Takes a sheet in; every wrong row is named with what is wrong."""
    intake = _intake(request, list_code)
    form = IntakeForm(request.POST or None, request.FILES or None)
    taken = Taken()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = take_in(
                actor=request.user,
                scope=request.scope,
                intake=intake,
                content=file.read(),
                file_name=file.name,
            )
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            if not taken.faults:
                told = _("%(rows)s rows read, %(changed)s of them new or changed.")
                messages.success(request, told % {"rows": taken.rows, "changed": taken.changed})
                return redirect(intake.back)
    context = {
        "intake": intake,
        "form": form,
        "faults": taken.faults[:FAULTS_SHOWN],
        "number": len(taken.faults),
        "limit": MOST_ROWS,
        "back_url": reverse(intake.back),
        "columns": [(text, name in intake.needed) for name, text in intake.headings.items()],
    }
    return render(request, "accounts/list_import.html", context)


@require_safe
def list_template(request: HttpRequest, list_code: str) -> HttpResponse:
    """The empty sheet: title and headings."""
    intake = _intake(request, list_code)
    sheet = Sheet(
        title=str(intake.label),
        filter_text="",
        header=[str(text) for text in intake.headings.values()],
        rows=[["" for _text in intake.headings]],
    )
    content, _count = write_workbook(sheet, [])
    response = HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{intake.code}.xlsx"'
    return response


def _intake(request: HttpRequest, code: str) -> Intake:
    intake = intake_of(code)
    if intake is None:
        raise Http404
    if not intake.allowed(request.scope):
        raise PermissionDenied
    return intake
