"""Forms of the roster import."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.intakes import clean_table_file
from lib.scope import Scope
from residents.roster.labels import label_of_field
from residents.rules import IMPORTERS
from sites.models import ResettlementSite


class UploadForm(forms.Form):
    """A roster file for one of the sites that the clerk may import for."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, empty_label=_("Choose the site")
    )
    file = forms.FileField(
        label=_("Roster file"),
        help_text=_(".xlsx, .xls or .csv, in the layout that the office keeps it in."),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(IMPORTERS)).order_by("code")
        field: Any = self.fields["site"]
        field.queryset = sites
        if len(sites) == 1:
            # Nothing to choose; with several none is chosen beforehand, lest it be the wrong one.
            field.empty_label = None

    def clean_file(self) -> UploadedFile:
        return clean_table_file(self.cleaned_data["file"])


class QuestionForm(forms.Form):
    """One choice for each heading that can be read in two ways."""

    def __init__(self, *args: Any, questions: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=_("Column %(column)s “%(header)s”")
                % {"column": question["column"], "header": question["header"]},
                choices=[(name, label_of_field(name)) for name in question["candidates"]],
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        """Heading to the field that it is read as."""
        return {
            question["header"]: self.cleaned_data[f"q{number}"]
            for number, question in enumerate(self.questions)
        }
