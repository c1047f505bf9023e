"""The form field of a day, as clerks type days."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
