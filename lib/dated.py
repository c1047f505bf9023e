"""Dated rows: `valid_from` and `valid_to` are the first and the last day, both included."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext_lazy as _


def current_q(on: date, prefix: str = "") -> Q:
    """The filter "holds on this day"."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    )


def no_overlap(name: str, *same: Any, sentence: Any, condition: Q | None = None):
    """An exclusion constraint: rows that are the same in `same` may not overlap in time."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((item, RangeOperators.EQUAL) for item in same),
            (span(), RangeOperators.OVERLAPS),
        ],
        condition=condition,
        violation_error_message=sentence,
    )


def clock_span(first: str, last: str) -> Func:
    """The range between two clock-time columns of one day; the last minute is not part of it."""
    return Func(
        models.F(first),
        models.F(last),
        # In the order of the alphabet, as migrations write them: the two are compared.
        arg_joiner=", date '2000-01-01' + ",
        output_field=DateTimeRangeField(),
        template="tsrange(date '2000-01-01' + %(expressions)s)",
    )


def span() -> Func:
    """The range of days from `valid_from` to `valid_to`, both included."""
    return Func(
        models.F("valid_from"),
        models.F("valid_to"),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )


def end_after_start(name: str) -> models.CheckConstraint:
    """A check constraint: the last day is not before the first."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
        name=name,
        violation_error_message=_("The last day is before the first. Give a later last day."),
    )
