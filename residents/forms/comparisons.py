"""The form of the comparison of lists."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.intakes import clean_table_file
from lib.scope import Scope
from residents.columns import PERSON_COLUMNS, ListColumn
from residents.forms.reasons import ReasonForm
from residents.rules import COMPARERS
from sites.models import ResettlementSite


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
    site = forms.ModelChoiceField(
        label=_("Who is missing from the list, at"),
        queryset=None,
        required=False,
        empty_label=_("do not look for them"),
        help_text=_("Residents of the site today whom the list does not have."),
    )
    field_order = ("file", "columns", "site", "reason")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(COMPARERS))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        return clean_table_file(self.cleaned_data["file"])

    def chosen(self) -> list[ListColumn]:
        """The chosen columns in the list's own order."""
        return [column for column in PERSON_COLUMNS if column.name in self.cleaned_data["columns"]]
