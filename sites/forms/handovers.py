"""Forms of hand-over lists and of papers with a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.scope import Scope
from sites.models import Handover, ResettlementSite, ServiceDocument
from sites.rules import POST_READERS, can_keep_documents

PAPER_KINDS = (".pdf", ".jpg", ".jpeg", ".png")
LARGEST_PAPER = 10 * 1024 * 1024
SPARE_LINES = 3
MOST_LINES = 60


class HandoverFilter(forms.Form):
    """Site, and whether the signed lists are shown too."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, required=False, empty_label=_("all")
    )
    all = forms.BooleanField(label=_("signed ones too"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = scope.only(POST_READERS)
        sites = ResettlementSite.objects.within(self.reading)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.is_valid()

    def rows(self) -> Any:
        """The lists that are asked for."""
        rows = Handover.objects.within(self.reading)
        if site := self.cleaned_data.get("site"):
            rows = rows.filter(site=site)
        return rows if self.cleaned_data.get("all") else rows.open()


class HandoverList(forms.Form):
    """Lines of a hand-over list: `text-N`, `state-N`, `handed-N`; empty lines are left out."""

    def __init__(self, data: Any = None, *, rows: list[dict[str, Any]] | None = None) -> None:
        super().__init__(data)
        self.rows = rows or []
        numbers = range(len(self.rows) + SPARE_LINES)
        if data is not None:
            numbers = range(sum(f"text-{number}" in data for number in range(MOST_LINES)))
        for number in numbers:
            row = self.rows[number] if number < len(self.rows) else {}
            line = {"number": number + 1}
            self.fields[f"text-{number}"] = forms.CharField(
                label=_("What is handed over, line %(number)s") % line,
                max_length=120,
                required=False,
                initial=row.get("text"),
            )
            self.fields[f"state-{number}"] = forms.CharField(
                label=_("State and number, line %(number)s") % line,
                max_length=120,
                required=False,
                initial=row.get("state"),
            )
            self.fields[f"handed-{number}"] = forms.BooleanField(
                label=_("Handed over, line %(number)s") % line,
                required=False,
                initial=row.get("is_handed"),
            )

    @classmethod
    def of(cls, handover: Handover) -> "HandoverList":
        """The form of a stored list, with spare lines."""
        return cls(rows=list(handover.items.values("text", "state", "is_handed")))

    def lines(self) -> list[tuple[Any, Any, Any]]:
        """The three fields of each line, for the table of the page."""
        return [
            (self[f"text-{number}"], self[f"state-{number}"], self[f"handed-{number}"])
            for number in range(len(self.fields) // 3)
        ]

    def items(self) -> list[dict[str, Any]]:
        """The lines that say something."""
        typed = self.cleaned_data
        return [
            {
                "text": typed[f"text-{number}"],
                "state": typed[f"state-{number}"],
                "is_handed": typed[f"handed-{number}"],
            }
            for number in range(len(self.fields) // 3)
            if typed[f"text-{number}"]
        ]


def clean_paper(file: UploadedFile) -> UploadedFile:
    """The file itself; refuses other kinds and what is too large, each with what was found."""
    if not (file.name or "").lower().endswith(PAPER_KINDS):
        raise forms.ValidationError(
            _("“%(name)s” is no paper: choose a .pdf, .jpg or .png."),
            params={"name": (file.name or "")[-60:]},
        )
    if (file.size or 0) > LARGEST_PAPER:
        raise forms.ValidationError(
            _("The file has %(size)s MB, the limit is 10 MB: photograph it smaller."),
            params={"size": (file.size or 0) // (1024 * 1024)},
        )
    return file


class PaperForm(forms.Form):
    """The photograph of a list signed by hand."""

    file = forms.FileField(label=_("Photograph of the signed list"), help_text=".pdf, .jpg, .png")

    def clean_file(self) -> UploadedFile:
        return clean_paper(self.cleaned_data["file"])


class DocumentForm(forms.ModelForm):
    """An order of service with its file."""

    issued_on = DayField(label=_("Issued on"))
    file = forms.FileField(label=_("File"), required=False, help_text=".pdf, .jpg, .png")

    class Meta:
        model = ServiceDocument
        fields = ["site", "document_no", "title", "issued_on"]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(can_keep_documents.roles))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        return clean_paper(file) if file else None
