"""Form fields that several forms of the register use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.identity_numbers import check_digit, clean_id_number, fault_of
from lib.phones import clean_phone, is_phone


class IdNumberField(forms.CharField):
    """An identity number, cleaned and checked (GB 11643); its area is never a ground to refuse."""

    def clean(self, value: Any) -> str:
        number = clean_id_number(super().clean(value))
        fault = fault_of(number) if number else ""
        if not fault:
            return number
        if fault == "check_digit":
            raise forms.ValidationError(
                _(
                    "The last character of this number should be %(expected)s: one of the digits "
                    "is mistyped. Compare it with the identity card."
                ),
                params={"expected": check_digit(number[:17])},
            )
        raise forms.ValidationError(SENTENCES[fault])


SENTENCES = {
    "old": _("This is an old number of 15 digits. Type the 18 characters of the present card."),
    "length": _("An identity number has 18 characters. Count those that you typed."),
    "characters": _("An identity number has digits and at most an X at its end."),
    "birth_date": _("Digits 7 to 14 are no day of birth. Compare them with the identity card."),
}


class PhoneField(forms.CharField):
    """A mobile, a landline with area code, or a short number."""

    def clean(self, value: Any) -> str:
        number = clean_phone(super().clean(value))
        if number and not is_phone(number):
            raise forms.ValidationError(
                _(
                    "“%(found)s” cannot be dialled. Type a mobile number of 11 digits, or a "
                    "landline with its area code like 0856-7621234."
                ),
                params={"found": number[:20]},
            )
        return number
