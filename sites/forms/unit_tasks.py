"""Forms of the tasks of member units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today
from sites.enums import OrganisationKind
from sites.models import Organisation


class TaskForm(forms.Form):
    """A task for one of the member units."""

    organisation = forms.ModelChoiceField(
        label=_("Member unit"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("Task"), max_length=120)
    detail = forms.CharField(
        label=_("What is to be done"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Organisation.objects.current(today()).filter(kind=OrganisationKind.MEMBER_UNIT)
        self.fields["organisation"].queryset = units  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """What shows that a task is done, or why it goes back or is called off."""

    step = forms.ChoiceField(
        choices=[(name, name) for name in ("report", "confirm", "return", "call_off")],
        widget=forms.HiddenInput,
    )
    note = forms.CharField(
        label=_("Evidence or reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
