"""The form field of a day, as clerks type days; and the form that asks which day a page shows."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.dates import NotADate, read_date
from lib.periods import today

_MONTH_AND_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")


class DayField(forms.Field):
    """A day as people type it: 2026-11-23, 20261123, 2026.11.23, 2026年11月23日, or 11-23."""

    widget = forms.DateInput(
        format="%Y-%m-%d", attrs={"placeholder": "2026-11-23", "size": 11, "autocomplete": "off"}
    )

    def to_python(self, value: Any) -> date | None:
        """The day, None for nothing."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        text = str(value).strip()
        try:
            if match := _MONTH_AND_DAY.fullmatch(text):
                return date(today().year, int(match[1]), int(match[2]))
            return read_date(text)
        except (NotADate, ValueError) as error:
            raise forms.ValidationError(
                _("“%(found)s” is no day. Write it like 2026-11-23 or 20261123."),
                params={"found": text[:20]},
            ) from error


class DayForm(forms.Form):
    """The day that a page shows, `on` in its address: today, or any day before."""

    on = DayField(label=gettext_lazy("As of"), required=False, initial=today)

    def clean_on(self) -> date:
        day = self.cleaned_data["on"] or today()
        if day > today():
            raise forms.ValidationError(
                _("This day lies in the future. Give today or an earlier day.")
            )
        return day

    @property
    def day(self) -> date:
        """The day asked for, today where nothing or nonsense is; validates the form."""
        return self.cleaned_data["on"] if self.is_valid() else today()

    @property
    def query(self) -> dict[str, str]:
        """What an address carries to show the same day: nothing for today."""
        return {} if self.day == today() else {"on": self.day.isoformat()}


def day_form(query: Any) -> DayForm:
    """The form as the address asks; without a day it shows today."""
    return DayForm(query if "on" in query else {"on": today().isoformat()})
