"""Forms of attendance: which month of which site, and a sheet of it."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.intakes import clean_table_file
from lib.dates import NotADate, read_date
from lib.periods import Period, today
from lib.scope import Scope
from sites.models import ResettlementSite
from sites.rules import POST_READERS, can_keep_attendance
from sites.secondment import month_of


class MonthField(forms.CharField):
    """A month as people type it: 2026-11, 202611, 2026年11月; gives its first day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs |= {"placeholder": "2026-11", "size": 8, "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_date(text).replace(day=1)
        except NotADate as error:
            raise forms.ValidationError(
                _("“%(found)s” is no month. Write it like 2026-11."), params={"found": text}
            ) from error


class SecondmentFilter(forms.Form):
    """Site and month; this month without one."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, required=False, empty_label=_("all")
    )
    month = MonthField(label=_("Month"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(POST_READERS))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def asked_site(self) -> ResettlementSite | None:
        return self.cleaned_data.get("site")

    @property
    def period(self) -> Period:
        return month_of(self.cleaned_data.get("month") or today())


class AttendanceImportForm(forms.Form):
    """A month's sheet of a site, or of all of one's sites."""

    site = forms.ModelChoiceField(label=_("Resettlement site"), queryset=None, empty_label=None)
    month = MonthField(label=_("Month"), initial=today)
    file = forms.FileField(label=_("File"), help_text=_(".xlsx, .xls or .csv"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(can_keep_attendance.roles))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        return clean_table_file(self.cleaned_data["file"])
