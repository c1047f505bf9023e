"""Forms of the reserve pool."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today
from lib.scope import Scope
from sites.enums import AppointmentSource, ReserveStatus
from sites.forms.fields import ColleagueField
from sites.models import ReserveCadre, ReserveTraining, ResettlementSite
from sites.rules import can_keep_reserve, can_view_reserve


class ReserveFilter(forms.Form):
    """Site, source and status; stands in the address."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, required=False, empty_label=_("all")
    )
    source = forms.ChoiceField(
        label=_("Source"), choices=[("", _("all")), *AppointmentSource.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("all")), *ReserveStatus.choices], required=False
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = scope.only(can_view_reserve.roles)
        sites = ResettlementSite.objects.within(self.reading)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.is_valid()

    def rows(self) -> Any:
        """The cadres that the reader sees and the filter names."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        rows = ReserveCadre.objects.within(self.reading).filter(**asked)
        return rows.select_related("site")


class CadreForm(forms.ModelForm):
    """A recommendation."""

    colleague = ColleagueField(label=_("Entry in the staff directory"), required=False)
    recommended_on = DayField(label=_("Recommended on"), initial=today)

    class Meta:
        model = ReserveCadre
        fields = ["name", "site", "source", "recommended_by", "recommended_on", "note"]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = scope.only(can_keep_reserve.roles)
        sites = ResettlementSite.objects.within(area)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        # The county's own pool is the county's.
        self.fields["site"].required = not area.area.county
        if self.instance.user_id:
            self.initial.setdefault("colleague", self.instance.user.username)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.instance.user = cleaned.get("colleague")
        return cleaned


class AssessForm(forms.ModelForm):
    """How a reserve cadre was judged."""

    assessed_on = DayField(label=_("Assessed on"), initial=today)

    class Meta:
        model = ReserveCadre
        fields = ["assessed_on", "assessment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessment"].required = True


class TrainingForm(forms.ModelForm):
    """A course."""

    held_on = DayField(label=_("Day"), initial=today)

    class Meta:
        model = ReserveTraining
        fields = ["title", "held_on", "hours", "result"]
