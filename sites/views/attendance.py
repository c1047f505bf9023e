"""The month's attendance sheet of first secretaries and work teams, and a sheet taken in (R29)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lib.access import needs
from lib.paging import page_by_key
from lib.spreadsheets import UnreadableFile
from sites.actions.secondment import set_attendance
from sites.attendance_sheets import legend, mark_of, read_attendance
from sites.forms.attendance import AttendanceImportForm, SecondmentFilter
from sites.rules import can_export_posts, can_keep_attendance, can_view_attendance
from sites.secondment import attendance_lines, days_of, month_of, seconded

KEYS = ("site__code", "post", "id")
FAULTS_SHOWN = 100


@require_safe
@needs(can_view_attendance)
def attendance_list(request: HttpRequest) -> HttpResponse:
    """Cadres × days of a month, each cadre a link to his own sheet."""
    form = SecondmentFilter(request.GET, scope=request.scope)
    month = form.period
    page = page_by_key(seconded(request.scope, month, form.asked_site), request.GET, keys=KEYS)
    page.rows[:] = [
        {
            "posting": line.posting,
            "days": [
                (mark_of(state), state is None, not state and day in line.leave)
                for day, state in line.days
            ],
        }
        for line in attendance_lines(page.rows, month)
    ]
    context = {
        "page": page,
        "filter_form": form,
        "month": month.first,
        "days": days_of(month),
        "legend": legend(),
        "may_keep": can_keep_attendance(request.scope),
        "export_code": "attendance" if can_export_posts(request.scope) else "",
    }
    return render(request, "sites/attendance_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_keep_attendance)
def attendance_import(request: HttpRequest) -> HttpResponse:
    """Takes a month's sheet in, all rows or none; empty cells leave what is stored."""
    form = AttendanceImportForm(
        request.POST or None,
        request.FILES or None,
        initial={"site": request.GET.get("site"), "month": request.GET.get("month")},
        scope=request.scope,
    )
    faults: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            faults = _take_in(request, form.cleaned_data)
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            if not faults:
                site, month = form.cleaned_data["site"], form.cleaned_data["month"]
                page = reverse("attendance_list")
                return redirect(f"{page}?site={site.pk}&month={month:%Y-%m}")
    context = {"form": form, "faults": faults[:FAULTS_SHOWN], "number": len(faults)}
    return render(request, "sites/attendance_import.html", context)


def _take_in(request: HttpRequest, typed: dict[str, Any]) -> list[tuple[int, str]]:
    """Stores the sheet, or gives its faults."""
    month = month_of(typed["month"])
    postings = list(seconded(request.scope, month, typed["site"]))
    sheet = read_attendance(
        typed["file"].read(), typed["file"].name, postings=postings, month=month
    )
    if sheet.faults:
        return sheet.faults
    changed = 0
    try:
        with transaction.atomic():
            for posting, days in sheet.states:
                changed += set_attendance(actor=request.user, posting=posting, days=days)
    except ValidationError as error:
        return [(0, " ".join(error.messages))]
    messages.success(request, _("%(number)s days are new or changed.") % {"number": changed})
    return []
