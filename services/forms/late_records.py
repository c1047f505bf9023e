"""Forms of the review of late records."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

APPROVE, RETURN, RESEND = "approve", "return", "resend"


class LateForm(forms.Form):
    """What is decided on one late record, and why."""

    decision = forms.ChoiceField(choices=[(name, name) for name in (APPROVE, RETURN, RESEND)])
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") != APPROVE and not data.get("why"):
            self.add_error("why", _("Say in a few words why."))
        return data
