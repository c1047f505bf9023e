"""One small form for each deed that is done to a request, with the fields that it asks for."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today
from lib.scope import Role, Scope
from services.enums.requests import (
    CallBackResult,
    HandOver,
    RequestAction,
    RequestCategory,
    SupervisionKind,
    Urgency,
)
from services.enums.whistles import WhistleCase, WhistleReport
from services.forms.request_intake import units_for
from services.models import ServiceRequest, WhistleCall
from services.models.request_rows import UNIT_STAFF, units_of
from sites.enums import OrganisationKind
from sites.models import Organisation

A = RequestAction
# Deeds that take words; the actions themselves refuse where they are missing.
NOTE_LABELS = {
    A.REFUSE: _("Why, and where the resident can go"),
    A.ANSWER: _("What the resident was told or given"),
    A.RETURN: _("Legal ground: by which law or rule it is another unit's matter"),
    A.PAUSE: _("What has to be waited for"),
    A.CLAIM_DONE: _("What was done (the reply to the resident)"),
    A.CLOSE: _("Why nothing more can be done"),
    A.REOPEN: _("Why it is taken up again"),
    A.HAND_OVER: _("When, to whom and under which number it was handed over"),
    A.ESCALATE: _("Why the level below cannot solve it"),
    A.EXTENSION_ASKED: _("Why more time is needed"),
    A.SUPERVISE: _("What is asked of the unit"),
    A.SUPERVISION_REPLY: _("Reply"),
    A.WHISTLE: _("What the units are needed for"),
    A.WHISTLE_END: _("What came of it"),
    A.NOTE: _("Note"),
}


class StepForm(forms.Form):
    """The words of a deed, optional unless its label is in NOTE_LABELS."""

    note = forms.CharField(
        label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self, *args: Any, action: str, row: ServiceRequest, scope: Scope, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if action in NOTE_LABELS:
            self.fields["note"].label = NOTE_LABELS[RequestAction(action)]
            self.fields["note"].required = True
        self.prepare(scope)

    def prepare(self, scope: Scope) -> None:
        """What a form offers of this request."""


class AssignForm(StepForm):
    """Which unit handles it, which ones help."""

    lead = forms.ModelChoiceField(label=_("Handling unit"), queryset=None)
    assisting = forms.ModelMultipleChoiceField(
        label=_("Assisting units"),
        queryset=None,
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
    )
    field_order = ("lead", "assisting", "note")

    def prepare(self, scope: Scope) -> None:
        units = units_for([self.row.site_id])
        for name in ("lead", "assisting"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        if self.row.category == RequestCategory.REPAIR:
            # Repairs are the property company's (R74).
            self.fields["lead"].initial = units.filter(
                kind=OrganisationKind.PROPERTY_COMPANY, site=self.row.site_id
            ).first()


class CallBackForm(StepForm):
    """What the resident says; without a telephone or address somebody looks on the spot."""

    result = forms.ChoiceField(
        label=_("What the call-back found"),
        choices=CallBackResult.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("result", "note")

    def prepare(self, scope: Scope) -> None:
        if not self.row.can_be_called_back:
            checked = CallBackResult.CHECKED
            self.fields["result"].choices = [(checked.value, checked.label)]  # type: ignore[attr-defined]


class MergeForm(StepForm):
    """Into which open request of the same site, by its number."""

    into = forms.CharField(
        label=_("Number of the request that goes on"),
        max_length=20,
        help_text=_("Such as 2026-000123. Open ones of the same household are named above."),
    )
    field_order = ("into", "note")

    def prepare(self, scope: Scope) -> None:
        self.rows = ServiceRequest.objects.within(scope).open().filter(site=self.row.site_id)

    def clean_into(self) -> ServiceRequest:
        number = self.cleaned_data["into"].strip()
        last = number.rpartition("-")[2]
        found = self.rows.filter(pk=int(last[:18])).first() if last.isdecimal() else None
        if found is None:
            raise forms.ValidationError(
                _("No open request of this site has the number “%(number)s”."),
                params={"number": number},
            )
        return found


class HandOverForm(StepForm):
    """Petition office or police."""

    to = forms.ChoiceField(
        label=_("Handed over to"), choices=HandOver.choices, widget=forms.RadioSelect
    )
    field_order = ("to", "note")


class ReclassifyForm(StepForm):
    """The right category and urgency."""

    category = forms.ChoiceField(label=_("Category"), choices=RequestCategory.choices)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)
    field_order = ("category", "urgency", "note")

    def prepare(self, scope: Scope) -> None:
        self.fields["category"].initial = self.row.category
        self.fields["urgency"].initial = self.row.urgency


class ExtensionForm(StepForm):
    """How many working days more."""

    days = forms.IntegerField(label=_("Further working days"), min_value=1, max_value=60)
    field_order = ("days", "note")


class DecideForm(StepForm):
    """Granted or denied."""

    grant = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("grant")), ("no", _("deny"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    field_order = ("grant", "note")


class SuperviseForm(StepForm):
    """How hard, and until when a reply is owed."""

    kind = forms.ChoiceField(
        label=_("How"), choices=SupervisionKind.choices, widget=forms.RadioSelect,
        initial=SupervisionKind.REMINDER,
    )  # fmt: skip
    reply_due_on = DayField(label=_("Reply due on"), initial=lambda: today() + timedelta(days=1))
    field_order = ("kind", "note", "reply_due_on")


class CallUnitsForm(StepForm):
    """Why units are called together, which ones, and until when they have to be there (B5)."""

    case = forms.ChoiceField(label=_("Case"), choices=WhistleCase.choices, widget=forms.RadioSelect)
    units = forms.ModelMultipleChoiceField(
        label=_("Units to be called"), queryset=None, widget=forms.SelectMultiple({"size": 6})
    )
    arrive_on = DayField(label=_("To be there by"), initial=lambda: today() + timedelta(days=1))
    arrive_time = forms.TimeField(
        label=_("Time"),
        initial=time(17),
        input_formats=["%H:%M", "%H%M"],
        error_messages={"invalid": _("Write the time like 09:00 or 0900.")},
    )
    field_order = ("case", "units", "note", "arrive_on", "arrive_time")

    def prepare(self, scope: Scope) -> None:
        self.fields["units"].queryset = units_for([self.row.site_id])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, hour = data.pop("arrive_on", None), data.pop("arrive_time", None)
        if day is not None and hour is not None:
            data["arrive_by"] = timezone.make_aware(datetime.combine(day, hour))
        return data


class CalledUnitForm(StepForm):
    """Which of the called units; its own staff find only their unit."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=None)

    def prepare(self, scope: Scope) -> None:
        calls = WhistleCall.objects.filter(
            whistle__request=self.row, whistle__ended_on__isnull=True
        )
        units = Organisation.objects.filter(pk__in=calls.values("organisation"))
        if not scope.has({Role.SITE_STAFF}, site_id=self.row.site_id) and scope.has(UNIT_STAFF):
            units = units.filter(pk__in=units_of(scope))
        self.fields["unit"].queryset = units.order_by("name")  # type: ignore[attr-defined]
        if units.count() == 1:
            self.fields["unit"].initial = units.first()


class UnitReportForm(CalledUnitForm):
    """Signed in, in contact, or on the spot, and who came."""

    what = forms.ChoiceField(
        label=_("What is reported"), choices=WhistleReport.choices, widget=forms.RadioSelect
    )
    who = forms.CharField(label=_("Who came"), max_length=60, required=False)
    field_order = ("unit", "what", "who", "note")


class ScoreForm(CalledUnitForm):
    """Five points for a unit that came in time and stayed until it was done."""

    score = forms.TypedChoiceField(
        label=_("Points"),
        choices=[(str(points), str(points)) for points in range(5, 0, -1)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    field_order = ("unit", "score", "note")


FORMS: dict[str, type[StepForm]] = {
    A.ASSIGN: AssignForm,
    A.CALL_BACK: CallBackForm,
    A.MERGE: MergeForm,
    A.HAND_OVER: HandOverForm,
    A.RECLASSIFY: ReclassifyForm,
    A.EXTENSION_ASKED: ExtensionForm,
    A.EXTENSION_DECIDED: DecideForm,
    A.SUPERVISE: SuperviseForm,
    A.WHISTLE: CallUnitsForm,
    A.WHISTLE_REPORT: UnitReportForm,
    A.WHISTLE_SCORE: ScoreForm,
}
# One press of a button is enough.
AT_ONCE = (A.ACCEPT, A.SIGN_IN, A.START, A.RESUME)


def form_for(action: str) -> type[StepForm]:
    """The form of a deed."""
    return FORMS.get(action, StepForm)
