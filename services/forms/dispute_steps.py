"""One form for each step of a dispute; a form gives what its action takes."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.day_field import DayField
from lib.periods import today
from services.dispute_terms import one_month_after
from services.enums.dispute_stages import DisputeMove
from services.enums.disputes import (
    Choosing,
    Complexity,
    DisputeLevel,
    DisputeRisk,
    GuidedTo,
    Prevented,
)
from services.enums.mediations import AgreementForm, CourtResult, Performance, SessionKind
from services.models import (
    CommitteeMember,
    Dispute,
    DisputeFollowUp,
    MediationAgreement,
    MediationSession,
)
from sites.forms.fields import ColleagueField

M = DisputeMove
BLANK = [("", "—")]


def words(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class StepForm(forms.Form):
    """The ground of all: it knows its dispute, and gives the arguments of the action."""

    def __init__(self, *args: Any, dispute: Dispute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dispute = dispute

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DayForm(StepForm):
    """A day, and nothing else."""

    on = DayField(label=gettext_lazy("Day"), initial=today)


class AcceptForm(DayForm):
    complexity = forms.ChoiceField(label=gettext_lazy("Difficulty"), choices=Complexity.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["complexity"].initial = self.dispute.complexity


class ReasonForm(DayForm):
    note = words(gettext_lazy("Reason"), max_length=2000)


class GuideForm(ReasonForm):
    guided_to = forms.ChoiceField(label=gettext_lazy("Guided to"), choices=GuidedTo.choices)
    field_order = ("on", "guided_to", "note")


class EndForm(ReasonForm):
    note = words(
        gettext_lazy("Why it ends, and what the parties were advised"),
        max_length=2000,
        help_text=gettext_lazy("For example: one side refuses; told of arbitration and court."),
    )


class AppointForm(DayForm):
    mediators = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Mediators"),
        queryset=CommitteeMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Appoint at least one mediator.")},
        help_text=gettext_lazy(
            "Whoever is appointed reads the parties and every word of this case until others are."
        ),
    )
    chosen = forms.ChoiceField(
        label=gettext_lazy("How chosen"), choices=Choosing.choices, widget=forms.RadioSelect
    )
    field_order = ("mediators", "chosen", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = CommitteeMember.objects.current(today()).filter(site=self.dispute.site_id)
        self.fields["mediators"].queryset = members.select_related("user")  # type: ignore[attr-defined]
        self.fields["chosen"].initial = Choosing.AGREED

    def arguments(self) -> dict[str, Any]:
        typed = super().arguments()
        return {**typed, "mediators": [member.user for member in typed["mediators"]]}


class SessionForm(StepForm):
    held_on = DayField(label=gettext_lazy("Held on"), initial=today)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=60)
    present = forms.CharField(
        label=gettext_lazy("Who was present"),
        max_length=200,
        help_text=gettext_lazy("Parties, agents, mediators, recorder, and others by name."),
    )
    minutes = words(gettext_lazy("Minutes of the session"), 8, max_length=8000)
    result = forms.CharField(
        label=gettext_lazy("Result of the session"), max_length=200, required=False
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = SessionKind.MEDIATION

    def arguments(self) -> dict[str, Any]:
        return {"session": MediationSession(kind=self.kind, **self.cleaned_data)}


class InvestigationForm(SessionForm):
    present = forms.CharField(label=gettext_lazy("Who was asked, and by whom"), max_length=200)
    kind = SessionKind.INVESTIGATION


class AgreeForm(StepForm):
    form = forms.ChoiceField(
        label=gettext_lazy("Form of the agreement"),
        choices=AgreementForm.choices,
        widget=forms.RadioSelect,
        initial=AgreementForm.WRITTEN,
    )  # fmt: skip
    effective_on = DayField(
        label=gettext_lazy("In effect since"),
        initial=today,
        help_text=gettext_lazy("Written: the day of the signatures. Oral: the day it was reached."),
    )
    facts = words(
        gettext_lazy("Facts, issues and responsibility"), 4, max_length=4000, required=False
    )
    terms = words(gettext_lazy("What was agreed"), 4, max_length=4000)
    performance_way = forms.CharField(
        label=gettext_lazy("Way of performance"), max_length=200, required=False
    )
    perform_by = DayField(label=gettext_lazy("To be performed by"), required=False)
    amount_yuan = forms.DecimalField(
        label=gettext_lazy("Amount in dispute, yuan"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    prevented = forms.ChoiceField(
        label=gettext_lazy("What the settlement prevented"),
        choices=[*BLANK, *Prevented.choices],
        required=False,
    )
    prevented_persons = forms.IntegerField(
        label=gettext_lazy("Persons concerned"), min_value=1, max_value=100_000, required=False
    )
    OUTCOME = ("amount_yuan", "prevented", "prevented_persons")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("form") == AgreementForm.WRITTEN:
            for name in ("facts", "performance_way", "perform_by"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, _("A written agreement says this. Fill it in."))
        return typed

    def arguments(self) -> dict[str, Any]:
        typed = super().arguments()
        outcome = {name: typed.pop(name) for name in self.OUTCOME}
        return {"agreement": MediationAgreement(**typed), **outcome}


class VisitForm(StepForm):
    made_on = DayField(label=gettext_lazy("Made on"), initial=today)
    performance = forms.ChoiceField(
        label=gettext_lazy("Performance of the agreement"), choices=Performance.choices
    )
    performed_on = DayField(label=gettext_lazy("Performed on"), required=False)
    is_content = forms.TypedChoiceField(
        label=gettext_lazy("Are the parties content?"),
        choices=[("", "—"), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    note = words(gettext_lazy("What the parties said"), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.dispute.settled_on is None:
            del self.fields["performance"], self.fields["performed_on"]
        elif self.dispute.performance:
            self.fields["performance"].initial = self.dispute.performance
            self.fields["performed_on"].initial = self.dispute.performed_on

    def arguments(self) -> dict[str, Any]:
        typed = super().arguments()
        performed_on = typed.pop("performed_on", None)
        return {"visit": DisputeFollowUp(**typed), "performed_on": performed_on}


class CourtForm(StepForm):
    court = forms.CharField(label=gettext_lazy("Court"), max_length=80)
    applied_on = DayField(label=gettext_lazy("Applied on"), initial=today)


class DecisionForm(StepForm):
    decided_on = DayField(label=gettext_lazy("Decided on"), initial=today)
    result = forms.ChoiceField(
        label=gettext_lazy("Decision of the court"), choices=CourtResult.choices
    )
    document_no = forms.CharField(label=gettext_lazy("Document no."), max_length=60, required=False)


class ExtendForm(StepForm):
    due_on = DayField(label=gettext_lazy("New day"))
    note = words(
        gettext_lazy("Reason"),
        max_length=2000,
        help_text=gettext_lazy("Both parties agree in writing; their consent goes into the file."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.dispute.due_on:
            later = max(self.dispute.due_on, today())
            self.fields["due_on"].initial = one_month_after(later)


class EscalateForm(StepForm):
    level = forms.ChoiceField(label=gettext_lazy("Level of handling"), choices=())
    handler = ColleagueField(
        label=gettext_lazy("Who takes it over"),
        required=False,
        help_text=gettext_lazy(
            "A colleague of the town or county who may read cases: he then reads the parties and "
            "every word of this one. Who handled it before leaves it."
        ),
    )
    due_on = DayField(label=gettext_lazy("New day"), required=False)
    note = words(gettext_lazy("Reason"), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = list(DisputeLevel)
        above = order[order.index(DisputeLevel(self.dispute.level)) + 1 :]
        self.fields["level"].choices = [(one.value, one.label) for one in above]  # type: ignore[attr-defined]


class RiskForm(StepForm):
    risk = forms.ChoiceField(
        label=gettext_lazy("Risk"), choices=DisputeRisk.choices, widget=forms.RadioSelect
    )
    note = words(gettext_lazy("Reason"), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk"].initial = self.dispute.risk


FORMS: dict[str, type[StepForm]] = {
    M.ACCEPT: AcceptForm,
    M.GUIDE: GuideForm,
    M.APPOINT: AppointForm,
    M.TELL_RIGHTS: DayForm,
    M.INVESTIGATE: InvestigationForm,
    M.HOLD_SESSION: SessionForm,
    M.AGREE: AgreeForm,
    M.END: EndForm,
    M.FOLLOW_UP: VisitForm,
    M.CONFIRM: VisitForm,
    M.REOPEN: ReasonForm,
    M.APPLY_COURT: CourtForm,
    M.DECIDE_COURT: DecisionForm,
    M.EXTEND: ExtendForm,
    M.ESCALATE: EscalateForm,
    M.FLAG_RISK: RiskForm,
    M.CLOSE: DayForm,
    M.FILE: DayForm,
}
