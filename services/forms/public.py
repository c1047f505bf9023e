"""What a resident fills in without an account."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.phones import clean_phone, is_phone
from services.enums.requests import RequestCategory


class PublicRequestForm(forms.Form):
    """A request in the resident's own words; name and telephone only if he wants to be called."""

    category = forms.ChoiceField(
        label=_("What kind of matter"), choices=[("", "—"), *RequestCategory.choices]
    )
    words = forms.CharField(
        label=_("What it is about"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Please write no identity numbers here."),
    )
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    caller_name = forms.CharField(label=_("Your name"), max_length=60, required=False)
    caller_phone = forms.CharField(
        label=_("Your telephone"),
        max_length=20,
        required=False,
        help_text=_("Only so that we can call back. Without it you follow by the query code."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_caller_phone(self) -> str:
        number = clean_phone(self.cleaned_data["caller_phone"])
        if number and not is_phone(number):
            raise forms.ValidationError(
                _("“%(found)s” is no telephone number. Write it like 13812345678 or 0856-1234567."),
                params={"found": number},
            )
        return number


class QueryForm(forms.Form):
    """The code from the slip or the screen."""

    code = forms.CharField(
        label=_("Query code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "ABCD-EFGH-JKLM"}),
    )
