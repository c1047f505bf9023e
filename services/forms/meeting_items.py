"""Forms of what belongs to one meeting: agenda, invitations, sign-in, papers."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from lib.dated import current_q
from lib.periods import today
from residents.models import Person
from services.enums.meetings import AgendaSource, MeetingPaperKind
from services.invitations import GROUPS
from services.models import Meeting
from sites.forms.fields import ColleagueField, ListField
from sites.forms.handovers import clean_paper
from sites.models import Organisation

TYPED_SOURCES = (AgendaSource.OWN, AgendaSource.RESIDENT)


class AgendaItemForm(forms.Form):
    """One more point, raised by the community itself or by residents."""

    text = forms.CharField(label=_("Point of the agenda"), max_length=200)
    source = forms.ChoiceField(
        label=_("Source"), choices=[(source.value, source.label) for source in TYPED_SOURCES]
    )


class InviteForm(forms.Form):
    """Whole groups with one tick, then colleagues, residents and outsiders by name."""

    groups = forms.MultipleChoiceField(
        label=_("Groups"),
        choices=GROUPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    colleagues = ListField(
        label=_("Colleagues"), required=False, help_text=_("One name or user name a line.")
    )
    residents = ListField(
        label=_("Residents"),
        required=False,
        help_text=_(
            "One name a line; where several have it, with the household number: 王建国 H00012."
        ),
    )
    outsiders = ListField(label=_("Outsiders"), required=False, help_text=_("One name a line."))
    organisation = forms.ModelChoiceField(
        label=_("They come for"), queryset=None, required=False, empty_label=_("nobody else")
    )
    is_voter = forms.BooleanField(
        label=_("They have a vote and count for the quorum"), required=False, initial=True
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        bodies = Organisation.objects.current(today()).filter(site=meeting.site_id)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        for name in ("colleagues", "residents", "outsiders"):
            self.fields[name].widget.attrs["rows"] = 3

    def invited(self) -> dict[str, Any]:
        """The checked values as the action takes them."""
        data = self.cleaned_data
        return {
            "groups": data["groups"],
            "users": data["colleagues"],
            "persons": data["residents"],
            "names": data["outsiders"],
            "organisation": data["organisation"],
            "is_voter": data["is_voter"],
        }

    def clean_colleagues(self) -> list[User]:
        field = ColleagueField(required=False)
        return [user for line in self.cleaned_data["colleagues"] if (user := field.clean(line))]

    def clean_residents(self) -> list[Person]:
        return [self._resident(line) for line in self.cleaned_data["residents"]]

    def clean_outsiders(self) -> list[str]:
        return [name[:60] for name in self.cleaned_data["outsiders"]]

    def _resident(self, line: str) -> Person:
        name, _space, number = line.partition(" ")
        lives_here = current_q(today(), "membership__")
        if number.strip():
            lives_here &= Q(membership__household__household_no=number.strip())
        found = Person.objects.filter(lives_here, site=self.meeting.site_id, name=name)
        people = list(found.distinct()[:2])
        words = {"line": line, "name": name}
        if not people:
            raise forms.ValidationError(
                _("Nobody called “%(line)s” lives at the site. Check the name, or the number."),
                params=words,
            )
        if len(people) > 1:
            raise forms.ValidationError(
                _("Several residents are called “%(name)s”. Add the household number behind it."),
                params=words,
            )
        return people[0]


class SheetForm(forms.Form):
    """The numbers of a paper sign-in sheet and its photo."""

    due_others = forms.IntegerField(
        label=_("Due beside those by name"), min_value=0, max_value=9999, initial=0
    )
    present_others = forms.IntegerField(
        label=_("Present beside those by name"), min_value=0, max_value=9999, initial=0
    )
    file = forms.FileField(
        label=_("Photo of the sheet"), required=False, help_text=".pdf, .jpg, .png"
    )

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        return clean_paper(file) if file else None


class MeetingPaperForm(forms.Form):
    """A photo or paper of the meeting."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("of a paper", "Kind"), choices=MeetingPaperKind.choices
    )
    file = forms.FileField(label=_("File"), help_text=".pdf, .jpg, .png")

    def clean_file(self) -> UploadedFile:
        return clean_paper(self.cleaned_data["file"])
