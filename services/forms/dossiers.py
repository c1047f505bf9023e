"""The form of a paper for the file of a case."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.enums.mediations import PAPERS_AFTER_CLOSING, PaperKind
from sites.forms.handovers import clean_paper


class PaperForm(forms.Form):
    """What it is, how many pages, and where it lies: a scan here, or the original in the file."""

    kind = forms.ChoiceField(label=gettext_lazy("Paper of the file"), choices=())
    pages = forms.IntegerField(label=gettext_lazy("Pages"), min_value=1, max_value=500, initial=1)
    file = forms.FileField(
        label=gettext_lazy("Scan or photograph"), required=False, help_text=".pdf, .jpg, .png"
    )
    on_paper = forms.BooleanField(
        label=gettext_lazy("The signed original lies in the file"), required=False
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=100, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, is_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = PAPERS_AFTER_CLOSING if is_over else PaperKind
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return clean_paper(file) if file else None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("file") and not typed.get("on_paper") and "file" not in self.errors:
            self.add_error("file", _("Choose a scan, or say that the original lies in the file."))
        return typed
