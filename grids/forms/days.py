"""Days of what the net records: never in the future, never in a quarter that is closed."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _

from lib.periods import closing_day, is_closed, today


def day_that_counts(day: date) -> date:
    """The day itself; ValidationError with a sentence for one that has not come or is closed.

    Figures count by this day, and those of a closed quarter have been reported (design: occurred
    and recorded).
    """
    on = today()
    if day > on:
        raise forms.ValidationError(_("This day lies in the future. Give today or an earlier day."))
    if is_closed(day, on):
        raise forms.ValidationError(
            _(
                "The quarter of %(day)s was closed on %(closed)s and its figures stand. "
                "Give a day of a quarter that is open."
            )
            % {"day": day.isoformat(), "closed": closing_day(day).isoformat()}
        )
    return day
