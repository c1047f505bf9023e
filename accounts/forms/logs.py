from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessKind, AuditVerb


class LogFilterForm(forms.Form):
    """What narrows a log: who, and which days; every field may be empty."""

    actor = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    first = forms.DateField(
        label=_("from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("to"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class AuditFilterForm(LogFilterForm):
    verb = forms.ChoiceField(
        label=_("deed"), required=False, choices=[("", _("all deeds")), *AuditVerb.choices]
    )


class AccessFilterForm(LogFilterForm):
    kind = forms.ChoiceField(
        label=_("kind"), required=False, choices=[("", _("all kinds")), *AccessKind.choices]
    )
