"""Who of the members is to be the head."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q
from residents.models import Household, Person


class HeadForm(forms.Form):
    """One of the members of that day."""

    person = forms.ModelChoiceField(
        label=_("Head of household"), queryset=None, empty_label=_("choose a member")
    )

    def __init__(self, *args: Any, household: Household, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Person.objects.filter(
            current_q(on, "membership__"), membership__household=household
        )
        self.fields["person"].queryset = members.order_by("birth_date", "pk")  # type: ignore[attr-defined]
