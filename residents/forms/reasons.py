"""Why somebody looks behind a mask, prints or exports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """A reason in a few words; it is kept in the access log."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For example: paper for the bank, asked for by the resident."),
    )


class TakeOutForm(ReasonForm):
    """A reason for a paper or an export; clear numbers only where the reader may reveal."""

    clear = forms.BooleanField(
        label=_("With identity numbers and phones in clear"),
        required=False,
        help_text=_("Without this they are masked. Ask for clear ones only where they are needed."),
    )

    def __init__(self, *args: Any, may_reveal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_reveal:
            del self.fields["clear"]

    @property
    def is_clear(self) -> bool:
        return bool(self.cleaned_data.get("clear"))
