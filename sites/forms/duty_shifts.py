"""Form of the duty roster."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lib.periods import today
from sites.centre_enums import Shift, Weekday
from sites.models import Posting


class DutyForm(forms.Form):
    """Who is on duty, on which days of one week, in which shifts."""

    holder = forms.ModelChoiceField(
        label=_("Colleague"), queryset=None, help_text=_("Whoever holds a post at the site today.")
    )
    days = forms.MultipleChoiceField(label=_("Days"), widget=forms.CheckboxSelectMultiple)
    shifts = forms.MultipleChoiceField(
        label=_("Shifts"),
        choices=Shift.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Shift.MORNING, Shift.AFTERNOON],
    )
    window = forms.CharField(label=_("Window or task"), max_length=40, required=False)

    def __init__(self, *args: Any, monday: date, site_ids: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = today()
        held = Posting.objects.current(on).filter(site__in=site_ids)
        people = User.objects.active().filter(pk__in=held.values("holder")).order_by("name", "pk")
        self.fields["holder"].queryset = people  # type: ignore[attr-defined]
        week = [monday + timedelta(days=number) for number in range(7)]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), f"{Weekday(day.weekday()).label} {date_format(day, 'm-d')}")
            for day in week
            if day >= on
        ]

    def clean_days(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.cleaned_data["days"]]
