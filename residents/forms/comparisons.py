"""The form of the comparison of lists."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.intakes import clean_table_file
from residents.columns import PERSON_COLUMNS, ListColumn
from residents.forms.reasons import ReasonForm


class ComparisonForm(ReasonForm):
    """A bureau's list, the columns of the register to set beside it, and why."""

    file = forms.FileField(
        label=_("The bureau's list"),
        help_text=_(
            ".xlsx, .xls or .csv with a column of names (姓名) or identity numbers (身份证号码)."
        ),
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns of the register beside it"),
        choices=[(column.name, column.label) for column in PERSON_COLUMNS],
        initial=["name", "household_no", "site", "address"],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("file", "columns", "reason")

    def clean_file(self) -> UploadedFile:
        return clean_table_file(self.cleaned_data["file"])

    def chosen(self) -> list[ListColumn]:
        """The chosen columns in the list's own order."""
        return [column for column in PERSON_COLUMNS if column.name in self.cleaned_data["columns"]]
