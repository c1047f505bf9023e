"""Until when a request must be done: the county's table and the working calendar (B4)."""

from dataclasses import dataclass
from datetime import date

from services.enums.requests import Urgency
from services.models import DeadlineRule
from services.workdays import add_workdays, back_workdays

# Where the county has taken a line out of its table.
WITHOUT_RULE = {Urgency.URGENT: 1, Urgency.PRESSING: 3, Urgency.ORDINARY: 7}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, the day from which pages warn, and how many working days that was."""

    due_on: date
    warn_on: date
    days: int


def deadline_for(category: str, urgency: str, start: date) -> Deadline:
    """The deadline of a request that is accepted on `start`."""
    rule = DeadlineRule.objects.filter(category=category, urgency=urgency).first()
    days = rule.days if rule else WITHOUT_RULE[Urgency(urgency)]
    warn_days = rule.warn_days if rule else min(days, 1)
    due_on = add_workdays(start, days)
    return Deadline(due_on, max(start, back_workdays(due_on, warn_days)), days)


def later(due_on: date, warn_on: date | None, days: int) -> tuple[date, date | None]:
    """Both days moved by working days."""
    if days <= 0:
        return due_on, warn_on
    return add_workdays(due_on, days), warn_on and add_workdays(warn_on, days)
