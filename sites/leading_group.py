"""Units and their tasks in numbers: the completion table of the leading group (R7)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from lib.periods import Period
from lib.scope import Scope
from sites.enums import OrganisationKind, TaskStatus
from sites.models import Organisation, UnitDuty, UnitTask


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One member unit: its duties, and its tasks given in the period by what became of them."""

    unit: Organisation
    duties: list[UnitDuty]
    given: int
    done: int
    in_time: int
    reported: int
    open: int
    overdue: int

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """The numbers of the table with the status by which the list of tasks shows their rows."""
        return [
            ("all", self.given),
            ("done", self.done),
            ("in_time", self.in_time),
            ("reported", self.reported),
            ("overdue", self.overdue),
        ]


def unit_lines(scope: Scope, period: Period, on: date) -> list[UnitLine]:
    """A line for each living member unit, those with overdue tasks first; three statements."""
    units = Organisation.objects.current(on).filter(kind=OrganisationKind.MEMBER_UNIT)
    duties: dict[int, list[UnitDuty]] = {}
    for duty in UnitDuty.objects.within(scope).current(on):
        duties.setdefault(duty.organisation_id, []).append(duty)
    numbers = {row["organisation"]: row for row in _numbers(scope, period, on)}
    lines = [
        UnitLine(
            unit,
            duties.get(unit.pk, []),
            *(
                numbers.get(unit.pk, {}).get(name, 0)
                for name in ("given", "done", "in_time", "reported", "open", "overdue")
            ),
        )
        for unit in units.order_by("name")
    ]
    return sorted(lines, key=lambda line: -line.overdue)


def _numbers(scope: Scope, period: Period, on: date):
    done = Q(status=TaskStatus.DONE)
    rows = UnitTask.objects.within(scope).filter(given_on__range=(period.first, period.last))
    return rows.order_by().values("organisation").annotate(
        given=Count("pk", filter=~Q(status=TaskStatus.CALLED_OFF)),
        done=Count("pk", filter=done),
        in_time=Count("pk", filter=done & Q(reported_on__lte=F("due_on"))),
        reported=Count("pk", filter=Q(status=TaskStatus.REPORTED)),
        open=Count("pk", filter=Q(status=TaskStatus.GIVEN)),
        overdue=Count("pk", filter=Q(status=TaskStatus.GIVEN, due_on__lt=on)),
    )  # fmt: skip
