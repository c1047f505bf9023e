"""The report on requests: by category, channel and unit, and of R40's three categories."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.periods import Period
from lib.scope import Scope
from services.enums.requests import CallBackResult, RequestCategory, RequestChannel, RequestState
from services.figures.requests import counted

DONE = Q(state=RequestState.CLOSED)
# As `RequestQuerySet.timed`.
TIMED = DONE & Q(is_historical=False)
NUMBERS = {
    "received": Count("pk"),
    "done": Count("pk", filter=DONE),
    "timed": Count("pk", filter=TIMED),
    "in_time": Count(
        "pk",
        filter=TIMED
        & Q(was_late_before=False)
        & (Q(due_on__isnull=True) | Q(done_on__lte=F("due_on"))),
    ),
    "asked": Count("pk", filter=DONE & Q(call_back__in=["satisfied", "mostly", "dissatisfied"])),
    "satisfied": Count(
        "pk", filter=DONE & Q(call_back__in=[CallBackResult.SATISFIED, CallBackResult.MOSTLY])
    ),
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line: its numbers, each with the list behind it where there is one."""

    label: str
    received: int
    done: int
    timed: int
    in_time: int
    asked: int
    satisfied: int
    url: str
    done_url: str
    timed_url: str
    in_time_url: str

    @property
    def in_time_share(self) -> str:
        return _share(self.in_time, self.timed)

    @property
    def satisfied_share(self) -> str:
        return _share(self.satisfied, self.asked)


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One split of the same requests."""

    name: str
    title: str
    lines: list[ReportLine]


def report_of(scope: Scope, period: Period, site_id: int | None = None) -> list[ReportTable]:
    """Requests received in the period, by category, channel and unit: three statements.

    All numbers are of those received in the period, so that a line's numbers belong together.
    """
    rows = counted(scope).taken_up().occurred(period).order_by()
    if site_id is not None:
        rows = rows.filter(site=site_id)
    base = {"group": "counted", "first": period.first.isoformat(), "last": period.last.isoformat()}
    if site_id is not None:
        base["site"] = str(site_id)
    categories, channels = dict(RequestCategory.choices), dict(RequestChannel.choices)
    return [
        ReportTable(
            "category",
            _("By category"),
            _lines(rows.values("category").annotate(**NUMBERS), "category", categories, base),
        ),
        ReportTable(
            "channel",
            _("By channel"),
            _lines(rows.values("channel").annotate(**NUMBERS), "channel", channels, base),
        ),
        ReportTable("unit", _("By handling unit"), _unit_lines(rows, base)),
    ]


def _unit_lines(rows: Any, base: dict[str, str]) -> list[ReportLine]:
    found = list(rows.values("lead", "lead__name").annotate(**NUMBERS).order_by("lead__name"))
    return [
        _line(row["lead__name"], row, {**base, "unit": row["lead"]})
        if row["lead"]
        else _line(_("without a unit"), row, {**base, "without_unit": "on"})
        for row in found
    ]


def _lines(
    found: Iterable[dict[str, Any]], name: str, labels: dict[str, Any], base: dict[str, str]
) -> list[ReportLine]:
    """In the order of the code list; what never occurred is a line of noughts."""
    numbers = {row[name]: row for row in found}
    empty = dict.fromkeys(NUMBERS, 0)
    return [
        _line(str(label), numbers.get(code, empty), {**base, name: code})
        for code, label in labels.items()
    ]


def _line(label: str, row: dict[str, Any], query: dict[str, Any]) -> ReportLine:
    def url(**more: str) -> str:
        return f"{reverse('request_list')}?{urlencode({**query, **more})}"

    return ReportLine(
        label=label,
        **{name: row[name] for name in NUMBERS},
        url=url(),
        done_url=url(state=RequestState.CLOSED),
        timed_url=url(state=RequestState.CLOSED, lateness="timed"),
        in_time_url=url(state=RequestState.CLOSED, lateness="in_time"),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else ""
