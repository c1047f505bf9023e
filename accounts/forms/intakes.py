"""The form of a sheet that is taken in, and the check that every upload of a table shares."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

KINDS = (".xlsx", ".xls", ".csv")


def clean_table_file(file: UploadedFile) -> UploadedFile:
    """The file itself; refuses other kinds and sizes above the limit, each with what was found."""
    if not (file.name or "").lower().endswith(KINDS):
        raise forms.ValidationError(
            _("“%(name)s” is no table file: save it as .xlsx, .xls or .csv and choose it again."),
            params={"name": (file.name or "")[-60:]},
        )
    limit = settings.UPLOAD_LIMIT_MB
    if (file.size or 0) > limit * 1024 * 1024:
        raise forms.ValidationError(
            _("The file has %(size)s MB, the limit is %(limit)s MB: split it into two files."),
            params={"size": (file.size or 0) // (1024 * 1024), "limit": limit},
        )
    return file


class IntakeForm(forms.Form):
    """One table file."""

    file = forms.FileField(label=_("File"), help_text=_(".xlsx, .xls or .csv"))

    def clean_file(self) -> UploadedFile:
        return clean_table_file(self.cleaned_data["file"])
