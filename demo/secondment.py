"""Attendance, logs, plans and assessments of first secretaries and work teams."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lib.periods import quarter_of
from sites.enums import AssessmentGrade, AttendanceState, WorkLogKind
from sites.models import AttendanceDay, PlanItem, Posting, WorkLogEntry, YearAssessment

ATTENDANCE_DAYS = 28
LOGGED = (
    (WorkLogKind.VISIT, "走访重点户6户，了解冬季取暖和务工情况，收集诉求2件。"),
    (WorkLogKind.MEETING, "主持支部党员大会，学习后续扶持政策，讨论积分超市兑换办法。"),
    (WorkLogKind.SERVICE, "协助党群服务中心办理医保参保登记，现场答复群众咨询。"),
    (WorkLogKind.PROJECT, "查看就业帮扶车间用工情况，与企业对接年后岗位。"),
)
GRADES = (AssessmentGrade.EXCELLENT, *[AssessmentGrade.COMPETENT] * 4)
PLANNED = ("走访全部监测户不少于一次", "推动楼栋电动车充电桩建设", "组织一次劳务招聘进社区活动")


@dataclass(slots=True)
class Work:
    """Not yet stored."""

    attendance: list[AttendanceDay] = field(default_factory=list)
    log: list[WorkLogEntry] = field(default_factory=list)
    plan: list[PlanItem] = field(default_factory=list)
    assessments: list[YearAssessment] = field(default_factory=list)


def seconded_work(
    rng: Random, as_of: date, secretaries: Sequence[Posting], teams: Sequence[Posting]
) -> Work:
    """Four weeks of attendance for all, a log and a quarter's plan for the secretaries."""
    work = Work()
    quarter = quarter_of(as_of)
    for posting in [*secretaries, *teams]:
        for back in range(ATTENDANCE_DAYS):
            day = as_of - timedelta(days=back)
            if day.weekday() < 5:
                state = rng.choices(list(AttendanceState), [80, 10, 5, 4, 1])[0]
                work.attendance.append(
                    AttendanceDay(posting=posting, site=posting.site, day=day, state=state)
                )
    for number, posting in enumerate(secretaries):
        for index, (kind, text) in enumerate(LOGGED):
            day = as_of - timedelta(days=3 + 5 * index + number % 3)
            work.log.append(
                WorkLogEntry(posting=posting, site=posting.site, day=day, kind=kind, text=text)
            )
        for index, text in enumerate(PLANNED):
            is_done = index == 0 and as_of > quarter.first
            work.plan.append(
                PlanItem(
                    posting=posting,
                    site=posting.site,
                    year=as_of.year,
                    quarter=(as_of.month - 1) // 3 + 1,
                    text=text,
                    done_on=as_of - timedelta(days=1) if is_done else None,
                    result="已完成" if is_done else "",
                )
            )
        if posting.valid_from.year < as_of.year:
            work.assessments.append(
                YearAssessment(
                    posting=posting,
                    site=posting.site,
                    year=as_of.year - 1,
                    grade=AssessmentGrade.EXCELLENT
                    if number % 5 == 0
                    else AssessmentGrade.COMPETENT,
                    assessed_by=secretaries[number - 1].holder,
                    assessed_on=date(as_of.year, 1, 20),
                )
            )
    return work
