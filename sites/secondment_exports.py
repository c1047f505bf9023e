"""Exports of first secretaries and work teams: a month's overview and attendance (R29)."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.exports import Exporter, Sheet
from lib.scope import Scope
from sites.attendance_sheets import attendance_sheet
from sites.forms.attendance import SecondmentFilter
from sites.rules import can_export_posts
from sites.secondment import seconded, seconded_lines


def secondment_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """A line a cadre; what the reader may not read of his work stays empty."""
    exporting = scope.only(can_export_posts.roles)
    form = SecondmentFilter(QueryDict(params.get("query", "")), scope=exporting)
    rows = seconded(exporting, form.period, form.asked_site).order_by("site__code", "post", "id")
    return Sheet(
        title=_("First secretaries and work teams %(month)s")
        % {"month": f"{form.period.first:%Y-%m}"},
        filter_text="",
        header=[
            _("user name"),
            _("holder"),
            _("post"),
            _("resettlement site"),
            _("home unit"),
            _("round of secondment"),
            _("first day"),
            _("planned last day"),
            _("days on duty"),
            _("days written down"),
            _("log entries"),
            _("planned in the quarter"),
            _("done of the plan"),
            _("last assessment"),
        ],
        rows=(
            [
                line.posting.holder.username,
                line.posting.holder.name,
                line.posting.get_post_display(),
                line.posting.site.name,
                str(line.posting.home_organisation or ""),
                line.posting.round,
                line.posting.valid_from,
                line.posting.planned_to or "",
                line.on_duty,
                line.recorded,
                *((line.entries, line.planned, line.done) if line.reads_work else ("", "", "")),
                f"{line.assessment.year} {line.assessment.get_grade_display()}"
                if line.assessment
                else "",
            ]
            for line in seconded_lines(exporting, rows, form.period)
        ),
    )


def sheet_of_month(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The attendance sheet of the month as it is filtered."""
    exporting = scope.only(can_export_posts.roles)
    form = SecondmentFilter(QueryDict(params.get("query", "")), scope=exporting)
    rows = seconded(exporting, form.period, form.asked_site).order_by("site__code", "post", "id")
    return attendance_sheet(rows, form.period)


EXPORTERS = [
    Exporter(
        "secondment",
        gettext_lazy("First secretaries and work teams"),
        can_export_posts,
        secondment_sheet,
        of_list=True,
    ),
    Exporter(
        "attendance",
        gettext_lazy("Attendance sheet"),
        can_export_posts,
        sheet_of_month,
        of_list=True,
    ),
]
