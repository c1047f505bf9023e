"""Forms of what a seconded cadre keeps."""

import calendar
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today
from sites.enums import AssessmentGrade, AttendanceState
from sites.models import PlanItem, Posting, WorkLogEntry
from sites.secondment import leave_days, month_of


class LogForm(forms.ModelForm):
    """One entry of the work log."""

    day = DayField(label=_("Day"), initial=today)

    class Meta:
        model = WorkLogEntry
        fields = ["day", "kind", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class PlanForm(forms.ModelForm):
    """One thing planned for a quarter."""

    class Meta:
        model = PlanItem
        fields = ["year", "quarter", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", today().year)
        self.initial.setdefault("quarter", (today().month - 1) // 3 + 1)


class DoneForm(forms.Form):
    """That a planned thing is done."""

    done_on = DayField(label=_("Done on"), initial=today)
    result = forms.CharField(label=_("Result"), max_length=200)


class AssessmentForm(forms.Form):
    """The grade of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=2010, max_value=2100)
    grade = forms.ChoiceField(label=_("Assessment grade"), choices=AssessmentGrade.choices)
    remarks = forms.CharField(label=_("Remarks"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", today().year)


class AttendanceSheet(forms.Form):
    """One month: a choice for each day on which the post was held and that has come."""

    def __init__(self, *args: Any, posting: Posting, month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        until = min(day for day in (last, today(), posting.valid_to) if day)
        first = max(month, posting.valid_from)
        rows = posting.attendance.filter(day__range=(month, last))
        stored = dict(rows.values_list("day", "state"))
        away = leave_days([posting.holder_id], month_of(month)).get(posting.holder_id, set())
        self.days = [
            date.fromordinal(number) for number in range(first.toordinal(), until.toordinal() + 1)
        ]
        for day in self.days:
            self.fields[day.isoformat()] = forms.ChoiceField(
                label=day.isoformat(),
                choices=[("", "–"), *AttendanceState.choices],
                required=False,
                initial=stored.get(day, AttendanceState.LEAVE if day in away else ""),
            )

    def states(self) -> dict[date, str]:
        """Day to state as typed."""
        return {day: self.cleaned_data[day.isoformat()] for day in self.days}
