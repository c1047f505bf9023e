"""Forms of bookings."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.day_field import DayField
from lib.periods import today
from sites.models import Organisation, Venue


class ClockField(forms.TimeField):
    """A time of day; typed as 9:30 or 09:30, chosen where the browser offers it."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class BookingForm(forms.Form):
    """Which room, for whom, what for, on which day, from when to when."""

    venue = forms.ModelChoiceField(label=pgettext_lazy("of a centre", "room"), queryset=None)
    organisation = forms.ModelChoiceField(label=_("For which organisation"), queryset=None)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=120,
        help_text=_("Everybody at the site reads it: no names, no private matters."),
    )
    day = DayField(label=_("Day"))
    starts = ClockField(label=_("From what time"))
    ends = ClockField(label=_("Until what time"))
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, site_ids: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = today()
        venues = Venue.objects.current(on).filter(site__in=site_ids)
        bodies = Organisation.objects.current(on).filter(
            Q(site__in=site_ids) | Q(site__isnull=True)
        )
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = bodies.order_by(  # type: ignore[attr-defined]
            "site", "kind", "name"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and starts >= ends:
            self.add_error("ends", _("The booking ends before it starts. Give a later time."))
        return cleaned


class BookingFilter(forms.Form):
    """Room, and the first day of the list."""

    venue = forms.ModelChoiceField(
        label=pgettext_lazy("of a centre", "room"),
        queryset=None,
        required=False,
        empty_label=_("all"),
    )
    since = DayField(label=_("From day"), required=False, initial=today)
    cancelled = forms.BooleanField(label=_("Cancelled ones too"), required=False)

    def __init__(self, *args: Any, site_ids: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = Venue.objects.filter(site__in=site_ids)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

    def filter(self, rows: QuerySet) -> QuerySet:
        """The bookings that are asked for; what was typed wrongly filters nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        rows = rows.filter(day__gte=asked.get("since") or today())
        if asked.get("venue"):
            rows = rows.filter(venue=asked["venue"])
        return rows if asked.get("cancelled") else rows.held()  # type: ignore[attr-defined]
