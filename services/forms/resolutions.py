"""Forms of resolutions: made by a meeting, moved on, filtered."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.day_field import DayField
from lib.periods import today
from services.enums.resolutions import ResolutionAction
from services.forms.meetings import BodyField, MeetingSiteFilter
from services.models import AgendaItem, Meeting, MeetingKind, Resolution
from sites.forms.fields import ColleagueField
from sites.models import Organisation

SHOWN = [
    ("", _("not done yet")),
    ("overdue", _("overdue")),
    ("claimed", _("to be confirmed")),
    ("all", _("all")),
]


class ResolutionForm(forms.Form):
    """What is to be done, by whom and until when."""

    agenda_item = forms.ModelChoiceField(
        label=_("From the point"), queryset=None, required=False, empty_label=_("none")
    )
    text = forms.CharField(
        label=pgettext_lazy("of a resolution", "What is to be done"), max_length=300
    )
    owner = ColleagueField(label=_("Person responsible"))
    organisation = forms.ModelChoiceField(
        label=_("Body responsible"), queryset=None, required=False, empty_label=_("none")
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="resolution_%s", **kwargs)
        items = AgendaItem.objects.filter(meeting=meeting)
        bodies = Organisation.objects.current(today()).filter(site=meeting.site_id)
        self.fields["agenda_item"].queryset = items  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]


class ResolutionStepForm(forms.Form):
    """What was done, or why something else is to happen; a later day where it is postponed."""

    note = forms.CharField(
        label=_("What was done, or why"),
        required=False,
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = DayField(label=_("Later day"), required=False)

    def step(self, action: str) -> dict[str, Any]:
        """The checked values that this action takes."""
        data = {"note": self.cleaned_data["note"]}
        if action == ResolutionAction.POSTPONE:
            data["due_on"] = self.cleaned_data["due_on"]
        return data


class ResolutionFilter(MeetingSiteFilter):
    """Narrows the list of resolutions; without a filter those that are not done yet."""

    body = BodyField()
    show = forms.ChoiceField(label=_("Show"), choices=SHOWN, required=False)
    kind = forms.ModelChoiceField(
        label=_("Kind of meeting"),
        queryset=MeetingKind.objects.all(),
        required=False,
        empty_label=_("all"),
    )
    mine = forms.BooleanField(label=_("Mine alone"), required=False)

    def filter(self, rows: QuerySet[Resolution]) -> QuerySet[Resolution]:
        """The resolutions that are asked for."""
        rows = super().filter(rows)
        show = self.given("show")
        if show == "overdue":
            rows = rows.overdue(self.scope.on)  # type: ignore[attr-defined]
        elif show == "claimed":
            rows = rows.claimed()  # type: ignore[attr-defined]
        elif show != "all":
            rows = rows.unfinished()  # type: ignore[attr-defined]
        if self.given("kind"):
            rows = rows.filter(meeting__kind=self.given("kind"))
        if self.given("body"):
            rows = rows.filter(organisation=self.given("body"))
        if self.given("mine"):
            rows = rows.filter(owner=self.scope.user_id)
        return rows
