"""Forms of checks against a standard."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today
from lib.scope import Scope
from sites.checklist_enums import ChecklistKind, CheckResult, FindingAction, RunStatus
from sites.models import ChecklistAnswer, ChecklistRun, ResettlementSite, StandardChecklist
from sites.rules import SYSTEM_READERS

RECTIFY_WITHIN = timedelta(days=30)


class StartForm(forms.Form):
    """Which of today's standards the site checks itself against."""

    checklist = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = StandardChecklist.objects.current(today())
        self.fields["checklist"].queryset = current  # type: ignore[attr-defined]


class AnswersForm(forms.Form):
    """A result and a note for every item of a check, of the side whose turn it is."""

    def __init__(self, *args: Any, run: ChecklistRun, **kwargs: Any) -> None:
        typed = kwargs.pop("initial", {})
        super().__init__(*args, **kwargs)
        self.answers = list(run.answers.select_related("item"))
        self.side = "self" if run.status == RunStatus.SELF_CHECKING else "county"
        for answer in self.answers:
            result, note = self.names(answer)
            self.fields[result] = forms.ChoiceField(
                label=answer.item.text,
                choices=CheckResult.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=typed.get(result, getattr(answer, f"{self.side}_result")),
            )
            self.fields[note] = forms.CharField(
                label=_("What is missing, or a note"),
                max_length=200,
                required=False,
                initial=typed.get(note, getattr(answer, f"{self.side}_note")),
            )
        if self.side == "county":
            self.fields["due_on"] = DayField(
                label=_("To be rectified by"),
                required=False,
                initial=typed.get("due_on", today() + RECTIFY_WITHIN),
                help_text=_("The day by which the site mends what is not met."),
            )

    def names(self, answer: ChecklistAnswer) -> tuple[str, str]:
        """The names of an item's two fields."""
        return f"result-{answer.item_id}", f"note-{answer.item_id}"

    def rows(self) -> list[dict[str, Any]]:
        """The answers by group, each with its two bound fields."""
        rows = []
        for answer in self.answers:
            result, note = self.names(answer)
            rows.append({"answer": answer, "result": self[result], "note": self[note]})
        return rows

    @property
    def found(self) -> dict[int, tuple[str, str]]:
        """What was typed, as `actions.checklists` takes it."""
        return {
            answer.item_id: (self.cleaned_data[result], self.cleaned_data[note])
            for answer in self.answers
            for result, note in [self.names(answer)]
        }


class ReturnForm(forms.Form):
    """Why a self-check goes back to the site."""

    note = forms.CharField(label=_("Why it goes back"), max_length=200)


class FindingForm(forms.Form):
    """What was done about a finding, or what is still missing."""

    action = forms.ChoiceField(choices=FindingAction.choices, widget=forms.HiddenInput)
    note = forms.CharField(label=_("What was done, or what is still missing"), max_length=200)


class RunFilter(forms.Form):
    """Site, kind of centre and status."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"),
        queryset=None,
        required=False,
        empty_label=_("all"),
        to_field_name="code",
    )
    kind = forms.ChoiceField(
        label=_("kind of centre"), choices=[("", _("all")), *ChecklistKind.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("status"), choices=[("", _("all")), *RunStatus.choices], required=False
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(SYSTEM_READERS))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def filter(self, rows: Any) -> Any:
        """The checks that are asked for; what was typed wrongly filters nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        names = {"site": "site", "kind": "checklist__kind", "status": "status"}
        chosen = {path: asked[name] for name, path in names.items() if asked.get(name)}
        return rows.filter(**chosen)

    @property
    def asked_site(self) -> ResettlementSite | None:
        """The site that is asked for, or the only one that the person reads."""
        asked = self.cleaned_data.get("site") if self.is_valid() else None
        if asked:
            return asked
        readable = list(self.fields["site"].queryset[:2])  # type: ignore[attr-defined]
        return readable[0] if len(readable) == 1 else None
