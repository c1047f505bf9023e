"""Forms of what verifies door services: signature, slip, sample, call-back."""

import base64
import binascii
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.day_field import DayField
from lib.pictures import LARGEST, picture_type
from lib.scope import Scope
from services.enums.door_services import CallBackOutcome, ConfirmationKind
from services.rules.door_services import CALLERS
from sites.models import ResettlementSite

PNG_URL = "data:image/png;base64,"
# A line on a phone's screen; longer than this nobody signs.
LONGEST_SIGNATURE = 400_000


class ConfirmationForm(forms.Form):
    """A signature drawn on the screen, or a photo of the signed slip."""

    signature = forms.CharField(required=False, widget=forms.HiddenInput)
    slip = forms.FileField(
        label=gettext_lazy("Photo of the signed slip"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def clean_slip(self) -> bytes:
        file = self.cleaned_data["slip"]
        if not file:
            return b""
        # One byte more than allowed is enough to know that it is too large.
        content: bytes = file.read(LARGEST + 1)
        picture_type(content)
        return content

    def clean_signature(self) -> bytes:
        text = self.cleaned_data["signature"]
        if not text:
            return b""
        try:
            if len(text) > LONGEST_SIGNATURE or not text.startswith(PNG_URL):
                raise ValueError
            content = base64.b64decode(text.removeprefix(PNG_URL), validate=True)
        except (ValueError, binascii.Error) as error:
            raise forms.ValidationError(
                _("The signature did not arrive whole. Let it be signed again.")
            ) from error
        picture_type(content)
        return content

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [name for name in ("signature", "slip") if data.get(name)]
        if not given and not self.errors:
            self.add_error(None, _("Let the household sign, or add a photo of the signed slip."))
        return data

    @property
    def given(self) -> tuple[ConfirmationKind, bytes]:
        """The kind and the picture; a slip counts before a signature."""
        data = self.cleaned_data
        if data["slip"]:
            return ConfirmationKind.SLIP, data["slip"]
        return ConfirmationKind.SIGNATURE, data["signature"]


class CallBackForm(forms.Form):
    """What the household answered."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Answer of the household"),
        choices=CallBackOutcome.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("What the household said"), max_length=200, required=False
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == CallBackOutcome.DENIED and not data.get("words"):
            self.add_error("words", _("Say in a few words what the household denies."))
        return data


class SampleForm(forms.Form):
    """Of which site and days, and how many of a hundred."""

    site = forms.ModelChoiceField(
        label=gettext_lazy("Resettlement site"), queryset=None, empty_label=None
    )
    first = DayField(label=gettext_lazy("First day"))
    last = DayField(label=gettext_lazy("Last day"))
    share = forms.IntegerField(
        label=gettext_lazy("Share in percent"), min_value=1, max_value=100, initial=10
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(CALLERS))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day is before the first. Give a later last day."))
        return data
