"""First secretaries and work teams: attendance of a month, work of its quarter (R29)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from lib.dated import current_q
from lib.periods import Period, quarter_of
from lib.scope import Scope
from sites.enums import SECONDED_POSTS, AttendanceState
from sites.models import (
    AttendanceDay,
    Leave,
    PlanItem,
    Posting,
    ResettlementSite,
    WorkLogEntry,
    YearAssessment,
)
from sites.rules import POST_READERS, works_readable

ON_DUTY = (AttendanceState.PRESENT, AttendanceState.MEETING, AttendanceState.TRAINING)


@dataclass(frozen=True, slots=True)
class SecondedLine:
    """One cadre: days on duty of those written down, entries, plan items done of all, last grade.

    `reads_work` says whether the reader may open his log and plan; else the numbers stay 0.
    """

    posting: Posting
    on_duty: int
    recorded: int
    reads_work: bool
    entries: int = 0
    planned: int = 0
    done: int = 0
    assessment: YearAssessment | None = None

    @property
    def plan_state(self) -> str:
        """One of the four states of pages, of the quarter's plan."""
        if not self.planned:
            return "overdue"
        return "done" if self.done == self.planned else "running"


@dataclass(slots=True)
class AttendanceLine:
    """One cadre's month: day to state, "" for nothing written, None for a day without the post."""

    posting: Posting
    days: list[tuple[date, str | None]] = field(default_factory=list)
    leave: set[date] = field(default_factory=set)


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def seconded(scope: Scope, period: Period, site: ResettlementSite | None = None) -> QuerySet:
    """Postings of first secretaries and work teams on any day of the period, stand-ins left out."""
    rows = Posting.objects.within(scope.only(POST_READERS))
    rows = rows.overlapping(period.first, period.last)  # type: ignore[attr-defined]
    rows = rows.filter(post__in=SECONDED_POSTS, stands_in_for__isnull=True, site__isnull=False)
    rows = rows.filter(site=site) if site else rows
    return rows.select_related("holder", "site", "home_organisation")


def seconded_lines(scope: Scope, postings: Iterable[Posting], month: Period) -> list[SecondedLine]:
    """What the cadres wrote in the month and planned for its quarter; six statements at most."""
    postings = list(postings)
    ids = [posting.pk for posting in postings]
    quarter = quarter_of(month.first)
    days = (month.first, month.last)
    attendance = _counts(
        AttendanceDay.objects.filter(posting__in=ids, day__range=days),
        on_duty=Count("pk", filter=Q(state__in=ON_DUTY)),
        recorded=Count("pk"),
    )
    entries = _counts(
        WorkLogEntry.objects.filter(posting__in=ids, day__range=days), entries=Count("pk")
    )
    number = (quarter.first.month - 1) // 3 + 1
    plans = _counts(
        PlanItem.objects.filter(posting__in=ids, year=quarter.first.year, quarter=number),
        planned=Count("pk"),
        done=Count("pk", filter=Q(done_on__isnull=False)),
    )
    grades = {
        row.posting_id: row
        for row in YearAssessment.objects.filter(posting__in=ids).order_by("year")
    }
    may_read = works_readable(scope)
    lines = []
    for posting in postings:
        reads = may_read(posting)
        work = {**entries.get(posting.pk, {}), **plans.get(posting.pk, {})} if reads else {}
        lines.append(
            SecondedLine(
                posting=posting,
                on_duty=attendance.get(posting.pk, {}).get("on_duty", 0),
                recorded=attendance.get(posting.pk, {}).get("recorded", 0),
                reads_work=reads,
                assessment=grades.get(posting.pk) if reads else None,
                **work,
            )
        )
    return lines


def attendance_lines(postings: Iterable[Posting], month: Period) -> list[AttendanceLine]:
    """The month's sheet of these postings; two statements."""
    postings = list(postings)
    rows = AttendanceDay.objects.filter(
        posting__in=[posting.pk for posting in postings], day__range=(month.first, month.last)
    )
    stored = {(row.posting_id, row.day): row.state for row in rows}
    away = leave_days([posting.holder_id for posting in postings], month)
    all_days = days_of(month)
    return [
        AttendanceLine(
            posting,
            [
                (day, stored.get((posting.pk, day), "") if holds_on(posting, day) else None)
                for day in all_days
            ],
            away.get(posting.holder_id, set()),
        )
        for posting in postings
    ]


def days_of(period: Period) -> list[date]:
    """Every day of a period."""
    span = range(period.first.toordinal(), period.last.toordinal() + 1)
    return [date.fromordinal(number) for number in span]


def holds_on(posting: Posting, day: date) -> bool:
    """Whether the posting is in force on the day."""
    return posting.valid_from <= day and not (posting.valid_to and posting.valid_to < day)


def leave_days(holders: Iterable[int], period: Period) -> dict[int, set[date]]:
    """Holder to his days of leave in the period; one statement."""
    rows = Leave.objects.filter(
        holder__in=list(holders), valid_from__lte=period.last, valid_to__gte=period.first
    )
    found: dict[int, set[date]] = {}
    for leave in rows:
        first, last = max(leave.valid_from, period.first), min(leave.valid_to, period.last)
        found.setdefault(leave.holder_id, set()).update(days_of(Period(first, last)))
    return found


def without_plan(scope: Scope, on: date) -> QuerySet:
    """Cadres of that day who planned nothing for its quarter."""
    number = (on.month - 1) // 3 + 1
    planned = PlanItem.objects.filter(year=on.year, quarter=number)
    rows = seconded(scope, Period(on, on)).filter(current_q(on))
    return rows.exclude(pk__in=planned.values("posting"))


def _counts(rows: QuerySet, **numbers: Count) -> dict[int, dict[str, int]]:
    """Posting to its numbers; one statement."""
    counted = rows.order_by().values("posting").annotate(**numbers)
    return {row.pop("posting"): row for row in counted}
