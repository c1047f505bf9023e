"""The filter of the summary and of the list of case allowances: a site and a period."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lib.day_field import DayField
from lib.periods import Period
from lib.scope import Scope
from services.models.disputes import AREA_READERS
from sites.models import ResettlementSite


def month_before(on: date) -> Period:
    """The month before the one of this day: what a monthly table reports."""
    last = on.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


class PeriodForm(forms.Form):
    """Read from the address; without days it is the month before, the one that is reported."""

    site = forms.ModelChoiceField(
        label=gettext_lazy("Resettlement site"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("all sites"),
    )
    first = DayField(label=gettext_lazy("First day"), required=False)
    last = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, query: Any, *, scope: Scope) -> None:
        usual = month_before(scope.on)
        asked = query or {}
        super().__init__(
            {
                "site": asked.get("site", ""),
                "first": asked.get("first") or usual.first.isoformat(),
                "last": asked.get("last") or usual.last.isoformat(),
            }
        )
        reading = scope.only(AREA_READERS).counting()
        sites = ResettlementSite.objects.within(reading)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if not reading.area.county and len(reading.area.site_ids) <= 1:
            del self.fields["site"]
        self.is_valid()
        first = self.cleaned_data.get("first") or usual.first
        last = self.cleaned_data.get("last") or max(usual.last, first)
        self.period = Period(min(first, last), last)
        self.site = self.cleaned_data.get("site")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("first") and typed.get("last") and typed["last"] < typed["first"]:
            self.add_error("last", _("The last day is before the first. Give a later last day."))
        return typed

    def in_words(self) -> str:
        """Site and period as a line of text."""
        colon = pgettext("between a label and its value", ":")
        place = self.site.name if self.site else _("all sites")
        where = f"{_('Resettlement site')}{colon}{place}; " if "site" in self.fields else ""
        days = f"{self.period.first.isoformat()} – {self.period.last.isoformat()}"
        return f"{where}{_('Period')}{colon}{days}"
