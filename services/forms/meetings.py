"""Forms of one meeting: planning, moving it on, its publication; and the filter of the list."""

import uuid
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today
from lib.scope import Scope
from residents.forms.filters import any_of
from services.enums.meetings import MeetingState
from services.enums.platforms import Platform
from services.forms.origins import OriginField, of_origin
from services.meeting_rooms import rooms_for
from services.models import Meeting, MeetingKind
from services.models.meetings import MEETING_READERS
from services.rules.meetings import can_keep_meetings
from sites.forms.fields import ColleagueField
from sites.models import Organisation, ResettlementSite

TIMES = ["%H:%M", "%H%M", "%H：%M"]


class MeetingChangeForm(forms.Form):
    """When, where and under whose chair."""

    title = forms.CharField(label=_("Title"), max_length=120)
    planned_on = DayField(label=_("Day"))
    planned_time = forms.TimeField(
        label=_("Begins at"),
        input_formats=TIMES,
        initial=time(9),
        widget=forms.TimeInput(format="%H:%M", attrs={"size": 6, "placeholder": "09:00"}),
        error_messages={"invalid": _("Write the time like 09:00 or 0900.")},
    )
    planned_minutes = forms.IntegerField(
        label=_("Length, minutes"), min_value=5, max_value=720, initial=60
    )
    venue = forms.ModelChoiceField(
        label=pgettext_lazy("of a centre", "Room"),
        queryset=None,
        required=False,
        empty_label=_("elsewhere"),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        required=False,
        help_text=_("Needed where it is no room of the list: where people come to, in words."),
    )
    chair = ColleagueField(label=_("Chair"))
    due_others = forms.IntegerField(
        label=_("Due beside those by name"),
        min_value=0,
        max_value=9999,
        required=False,
        help_text=_("Where many come, for instance residents' representatives: their number."),
    )

    def __init__(self, *args: Any, site_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = rooms_for(site_ids, today()).order_by("house", "name")
        self.fields["venue"].queryset = rooms  # type: ignore[attr-defined]

    def planned(self) -> dict[str, Any]:
        """The checked values as the actions take them."""
        data = dict(self.cleaned_data)
        moment = datetime.combine(data.pop("planned_on"), data.pop("planned_time"))
        data["planned_at"] = timezone.make_aware(moment)
        data["due_others"] = data["due_others"] or 0
        return data


class MeetingForm(MeetingChangeForm):
    """A new meeting of a site; who has one site has no choice to make."""

    site = forms.ModelChoiceField(label=_("Resettlement site"), queryset=None)
    kind = forms.ModelChoiceField(label=_("Kind"), queryset=None, empty_label=None)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ("site", "kind", "title", "planned_on", "planned_time", "planned_minutes")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        sites = ResettlementSite.objects.within(scope.only(can_keep_meetings.roles))
        found = list(sites)
        super().__init__(*args, site_ids=[site.pk for site in found], **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if len(found) == 1:
            self.fields["site"].initial = found[0]
            self.fields["site"].widget = forms.HiddenInput()
        kinds = MeetingKind.objects.within(scope).current(scope.on)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """On which day it took place; a closed quarter asks why it is recorded now."""

    occurred_on = DayField(label=_("Held on"), initial=today)
    late_reason = forms.CharField(
        label=_("Why it is recorded late"),
        max_length=200,
        required=False,
        help_text=_("Only for a day in a quarter that is closed."),
    )


class NoteForm(forms.Form):
    """A reason in a few words."""

    note = forms.CharField(label=_("Reason"), max_length=300, required=False)


class PublishForm(forms.Form):
    """Where and how long something hangs on the notice board."""

    published_on = DayField(label=_("Published on"), initial=today)
    objection_days = forms.IntegerField(
        label=_("Objection period, days"), min_value=1, max_value=90, initial=7
    )
    place = forms.CharField(
        label=_("Published where"), max_length=120, initial=_("notice board of the site")
    )


class MeetingSiteFilter(forms.Form):
    """One of the sites that the reader may read; who has one site has no choice to make."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        reading = scope.only(MEETING_READERS)
        if reading.area.county or len(reading.area.site_ids) > 1:
            sites = ResettlementSite.objects.within(reading)
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        else:
            del self.fields["site"]

    def given(self, name: str) -> Any:
        """The checked value of a field; None where it is empty, wrong or not offered."""
        return self.cleaned_data.get(name) if self.errors is not None else None

    def in_words(self) -> str:
        """The active filters as a line of text, for the foot of an export."""
        shown = []
        for name, field in self.fields.items():
            value = self.given(name)
            if value in (None, "", False):
                continue
            labels = dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
            words = _("yes") if value is True else labels.get(value, value)
            colon = pgettext("between a label and its value", ":")
            shown.append(f"{field.label}{colon}{words}")
        return "; ".join(shown) or gettext("none")

    def filter(self, rows: QuerySet) -> QuerySet:
        """The rows of the chosen site."""
        site = self.given("site")
        return rows.filter(site=site) if site else rows


class BodyField(forms.ModelChoiceField):
    """A body of the organisation pages, by which their links narrow a list."""

    def __init__(self) -> None:
        bodies = Organisation.objects.all()
        super().__init__(bodies, label=_("Body"), required=False, widget=forms.HiddenInput)


class MeetingFilter(MeetingSiteFilter):
    """Narrows the list of meetings."""

    body = BodyField()

    kind = forms.ModelChoiceField(
        label=_("Kind"), queryset=MeetingKind.objects.all(), required=False, empty_label=_("all")
    )
    platform = forms.ChoiceField(
        label=_("Platform"), choices=any_of(Platform.choices), required=False
    )
    state = forms.ChoiceField(
        label=_("State"), choices=any_of(MeetingState.choices), required=False
    )
    origin = OriginField()
    mine = forms.BooleanField(label=_("I am invited"), required=False)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)

    def filter(self, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
        """The meetings that are asked for."""
        rows = super().filter(rows)
        lookups = {
            "kind": "kind",
            "platform": "kind__platform",
            "state": "state",
            "first": "occurred_on__gte",
            "last": "occurred_on__lte",
        }
        for name, lookup in lookups.items():
            if self.given(name):
                rows = rows.filter(**{lookup: self.given(name)})
        rows = of_origin(rows, self.given("origin"))
        if self.given("mine"):
            rows = rows.inviting(self.scope.user_id)  # type: ignore[attr-defined]
        if self.given("body"):
            rows = rows.attended(self.given("body"))  # type: ignore[attr-defined]
        return rows
