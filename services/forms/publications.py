"""Forms of objections and their answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today


class ObjectionForm(forms.Form):
    """Who objects to what, and when."""

    raised_on = DayField(label=_("Raised on"), initial=today)
    raised_by = forms.CharField(
        label=_("Raised by"),
        max_length=60,
        required=False,
        help_text=_("Empty where it is anonymous."),
    )
    text = forms.CharField(label=_("Objection"), widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(forms.Form):
    """What was answered."""

    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 2}))
