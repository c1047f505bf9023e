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
from sites.forms.posts import PostFilter
from sites.models import ReserveCadre
from sites.post_list import PostLine, due_lines, post_lines, seats_of
from sites.rules import can_export_posts, can_keep_reserve


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
    """The pool with sources, assessments and status."""
    rows = ReserveCadre.objects.within(scope.only(can_keep_reserve.roles)).select_related("site")
    return Sheet(
        title=_("Reserve cadres"),
        filter_text="",
        header=[
            _("name"),
            _("resettlement site"),
            _("source"),
            _("recommended by"),
            _("recommended on"),
            _("assessed on"),
            _("assessment"),
            _("status"),
        ],
        rows=(
            [
                row.name,
                row.site.name if row.site else "",
                row.get_source_display(),
                row.recommended_by,
                _day(row.recommended_on),
                _day(row.assessed_on),
                row.assessment,
                row.get_status_display(),
            ]
            for row in rows
        ),
    )


EXPORTERS = [
    Exporter("posts", gettext_lazy("Posts"), can_export_posts, post_sheet),
    Exporter("reserve", gettext_lazy("Reserve cadres"), can_keep_reserve, reserve_sheet),
]
