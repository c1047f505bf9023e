"""Lists of posts as exports: whole, in the background, within the scope that holds then."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.exports import Exporter, Sheet
from lib.posts import Seats
from lib.scope import Scope
from sites.forms.leaves import LeaveFilter
from sites.forms.posts import PostFilter
from sites.forms.reserve import ReserveFilter
from sites.forms.unit_tasks import TaskFilter
from sites.post_list import PostLine, due_lines, post_lines, seats_of
from sites.rules import can_export_posts, can_keep_leaves, can_keep_reserve, can_view_tasks


def post_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """What the posts page lists under this query string."""
    form = PostFilter(QueryDict(params.get("query", "")), scope=scope)
    reading = scope.only(can_export_posts.roles)
    if form.show in ("vacant", "twice"):
        seats = [
            row for row in seats_of(reading, form.day, **form.narrowing) if _is_asked(form, row)
        ]
        header = [_("post"), _("place"), _("seats"), _("holders"), _("vacant")]
        rows: Iterator[Sequence[Any]] = (
            [row.label, row.place, row.seats, row.held, row.vacant] for row in seats
        )
    else:
        lines = post_lines(reading, form.day, source=form.asked_source, **form.narrowing)
        lines = due_lines(lines, form.day) if form.show == "due" else lines
        header = [
            _("post"),
            _("holder"),
            _("place"),
            _("first day"),
            _("last day"),
            _("planned last day"),
            _("source"),
            _("stand-in"),
        ]
        rows = (_cells(line) for line in lines)
    return Sheet(title=_("Posts"), filter_text=form.in_words(), header=header, rows=rows)


def _is_asked(form: PostFilter, row: Seats) -> bool:
    return row.too_many if form.show == "twice" else row.vacant > 0


def _cells(line: PostLine) -> list[Any]:
    return [
        line.post,
        line.holder,
        line.place,
        _day(line.valid_from),
        _day(line.valid_to),
        _day(line.planned_to),
        line.source,
        _("yes") if line.stands_in else "",
    ]


def _day(value: date | None) -> Any:
    return value or ""


def reserve_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The pool as it is filtered, with sources, assessments and status."""
    form = ReserveFilter(
        QueryDict(params.get("query", "")), scope=scope.only(can_keep_reserve.roles)
    )
    return Sheet(
        title=_("Reserve cadres"),
        filter_text="",
        header=[
            _("name"),
            _("resettlement site"),
            _("source"),
            _("recommended by"),
            _("recommended on"),
            _("user name"),
            _("assessed on"),
            _("assessment"),
            _("status"),
            _("note"),
        ],
        rows=(
            [
                row.name,
                row.site.name if row.site else "",
                row.get_source_display(),
                row.recommended_by,
                _day(row.recommended_on),
                row.user.username if row.user else "",
                _day(row.assessed_on),
                row.assessment,
                row.get_status_display(),
                row.note,
            ]
            for row in form.rows().select_related("site", "user")
        ),
    )


def task_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The tasks of the units as they are filtered."""
    form = TaskFilter(QueryDict(params.get("query", "")), scope=scope)
    return Sheet(
        title=_("Tasks of the units"),
        filter_text="",
        header=[
            _("member unit"),
            _("system"),
            _("task"),
            _("what is to be done"),
            _("given on"),
            _("due on"),
            _("status"),
            _("reported as done on"),
            _("evidence"),
        ],
        rows=(
            [
                row.organisation.name,
                row.get_system_display(),
                row.title,
                row.detail,
                row.given_on,
                row.due_on,
                row.get_status_display(),
                _day(row.reported_on),
                row.evidence,
            ]
            for row in form.rows().order_by("due_on", "id")
        ),
    )


def leave_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """Leave as it is filtered."""
    form = LeaveFilter(QueryDict(params.get("query", "")), scope=scope)
    return Sheet(
        title=_("Leave"),
        filter_text="",
        header=[
            _("holder"),
            _("user name"),
            _("resettlement site"),
            _("kind"),
            _("first day"),
            _("last day"),
            _("reason"),
        ],
        rows=(
            [
                row.holder.name,
                row.holder.username,
                row.site.name if row.site else "",
                row.get_kind_display(),
                row.valid_from,
                row.valid_to,
                row.reason,
            ]
            for row in form.rows().order_by("-valid_from", "-id")
        ),
    )


EXPORTERS = [
    Exporter("posts", gettext_lazy("Posts"), can_export_posts, post_sheet, of_list=True),
    Exporter(
        "reserve", gettext_lazy("Reserve cadres"), can_keep_reserve, reserve_sheet, of_list=True
    ),
    Exporter("tasks", gettext_lazy("Tasks of the units"), can_view_tasks, task_sheet, of_list=True),
    Exporter("leaves", gettext_lazy("Leave"), can_keep_leaves, leave_sheet, of_list=True),
]
