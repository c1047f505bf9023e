"""Forms of motions: registering, one deliberation, a publication; and the filter of the list."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.day_field import DayField
from lib.scope import Scope
from residents.forms.filters import any_of
from services.actions.motion_stages import Deliberation
from services.enums.motions import (
    MajorMatter,
    MotionAction,
    MotionOrigin,
    MotionStageKind,
    MotionState,
    ResidentsBody,
)
from services.forms.meetings import MeetingSiteFilter, PublishForm
from services.models import Meeting, Motion
from services.rules.meetings import can_keep_meetings
from sites.models import ResettlementSite


class MotionForm(forms.Form):
    """A major matter that is brought up; why it is one must be said."""

    site = forms.ModelChoiceField(label=_("Resettlement site"), queryset=None)
    title = forms.CharField(label=_("Title"), max_length=120)
    matter = forms.ChoiceField(label=_("Major matter"), choices=MajorMatter.choices)
    why_major = forms.CharField(
        label=_("Why it is a major matter"),
        max_length=200,
        help_text=_("The procedure is for matters that concern many residents, and for no others."),
    )
    origin = forms.ChoiceField(label=_("Brought up by"), choices=MotionOrigin.choices)
    text = forms.CharField(label=_("What is proposed"), widget=forms.Textarea(attrs={"rows": 5}))
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(can_keep_meetings.roles))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if len(found := list(sites[:2])) == 1:
            self.fields["site"].initial = found[0]
            self.fields["site"].widget = forms.HiddenInput()


class DeliberationForm(forms.Form):
    """One deliberation: its day or meeting, who was due and there, the votes, what was said."""

    action = forms.ChoiceField(label=_("What is recorded"), choices=())
    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=None,
        required=False,
        empty_label=_("none of the portal's meetings"),
        help_text=_("Its day and numbers are taken over where they are left empty."),
    )
    on = DayField(label=_("Day"), required=False)
    body = forms.ChoiceField(
        label=_("Form of the residents' meeting"), choices=ResidentsBody.choices
    )
    due = forms.IntegerField(
        label=pgettext_lazy("at a meeting", "Due"), min_value=1, max_value=99999, required=False
    )
    present = forms.IntegerField(
        label=pgettext_lazy("at a meeting", "Present"),
        min_value=0,
        max_value=99999,
        required=False,
    )
    votes_for = forms.IntegerField(label=pgettext_lazy("votes", "For"), min_value=0)
    votes_against = forms.IntegerField(
        label=pgettext_lazy("votes", "Against"), min_value=0, initial=0
    )
    votes_abstained = forms.IntegerField(
        label=pgettext_lazy("votes", "Abstained"), min_value=0, initial=0
    )
    text = forms.CharField(
        label=_("What was said and decided"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, *args: Any, motion: Motion, stage: str, actions: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(action, MotionAction(action).label) for action in actions]
        self.fields["action"].choices = choices  # type: ignore[attr-defined]
        held = Meeting.objects.took_place().filter(
            site=motion.site_id, occurred_on__gte=motion.occurred_on
        )
        self.fields["meeting"].queryset = held.order_by("-occurred_on")  # type: ignore[attr-defined]
        if stage != MotionStageKind.RESIDENTS:
            del self.fields["body"]

    def clean(self) -> dict[str, Any]:
        """Takes day and numbers over from the meeting; both together must name them."""
        cleaned = super().clean() or {}
        meeting = cleaned.get("meeting")
        if meeting is not None:
            turnout = meeting.turnout()
            taken = {"on": meeting.occurred_on, "due": turnout.due, "present": turnout.present}
            for name, value in taken.items():
                if cleaned.get(name) is None and name not in self.errors:
                    cleaned[name] = value
        for name in ("on", "due", "present"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Give it here, or choose the meeting."))
        return cleaned

    def deliberation(self) -> Deliberation:
        """The checked values as the actions take them."""
        return Deliberation(
            **{name: value for name, value in self.cleaned_data.items() if name != "action"}
        )


class MotionPublishForm(PublishForm):
    """The wording that hangs on the notice board, and for how long."""

    text = forms.CharField(
        label=_("Wording of the decision or result"), widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ("text", "published_on", "objection_days", "place")


class MotionFilter(MeetingSiteFilter):
    """Narrows the list of motions."""

    state = forms.ChoiceField(label=_("State"), choices=any_of(MotionState.choices), required=False)
    matter = forms.ChoiceField(
        label=_("Major matter"), choices=any_of(MajorMatter.choices), required=False
    )

    def filter(self, rows: QuerySet[Motion]) -> QuerySet[Motion]:
        """The motions that are asked for."""
        rows = super().filter(rows)
        for name in ("state", "matter"):
            if self.given(name):
                rows = rows.filter(**{name: self.given(name)})
        return rows
