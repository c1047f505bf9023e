"""Forms of the tasks of member units."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import today
from lib.scope import Scope
from sites.enums import OrganisationKind, SupportSystem, TaskStatus
from sites.models import Organisation, UnitTask

STEPS = ("report", "confirm", "return", "call_off", "postpone")
# What the list shows besides the statuses; "" is what is still open.
SHOWN = [
    ("", _("open")),
    ("all", _("all")),
    ("overdue", _("overdue")),
    ("in_time", _("confirmed, done in time")),
]


class TaskFilter(forms.Form):
    """Unit, system, status, and between which days the tasks were given."""

    unit = forms.ModelChoiceField(
        label=_("Member unit"), queryset=None, required=False, empty_label=_("all")
    )
    system = forms.ChoiceField(
        label=_("System"), choices=[("", _("all")), *SupportSystem.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[*SHOWN, *TaskStatus.choices], required=False
    )
    first = DayField(label=_("Given from"), required=False)
    last = DayField(label=_("Given until"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        units = Organisation.objects.filter(kind=OrganisationKind.MEMBER_UNIT)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.is_valid()

    def rows(self) -> QuerySet[UnitTask]:
        """The tasks that the reader sees and the filter names."""
        rows = UnitTask.objects.within(self.scope).select_related("organisation")
        asked = self.cleaned_data
        for name, lookup in (
            ("unit", "organisation"),
            ("system", "system"),
            ("first", "given_on__gte"),
            ("last", "given_on__lte"),
        ):
            if asked.get(name):
                rows = rows.filter(**{lookup: asked[name]})
        return self._of_status(rows, asked.get("status", ""))

    def _of_status(self, rows: QuerySet[UnitTask], status: str) -> QuerySet[UnitTask]:
        if status == "":
            return rows.open()  # type: ignore[attr-defined]
        if status == "all":
            return rows.exclude(status=TaskStatus.CALLED_OFF)
        if status == "overdue":
            return rows.overdue(self.scope.on)  # type: ignore[attr-defined]
        if status == "in_time":
            return rows.filter(status=TaskStatus.DONE, reported_on__lte=F("due_on"))
        return rows.filter(status=status)


class TaskForm(forms.Form):
    """A task for one of the member units."""

    organisation = forms.ModelChoiceField(
        label=_("Member unit"), queryset=Organisation.objects.none(), empty_label=None
    )
    system = forms.ChoiceField(label=_("System"), choices=SupportSystem.choices)
    title = forms.CharField(label=_("Task"), max_length=120)
    detail = forms.CharField(
        label=_("What is to be done"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Organisation.objects.current(today()).filter(kind=OrganisationKind.MEMBER_UNIT)
        self.fields["organisation"].queryset = units  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """What shows that a task is done, or why it goes back or is called off."""

    step = forms.ChoiceField(
        choices=[(name, name) for name in STEPS],
        widget=forms.HiddenInput,
    )
    due_on = DayField(label=_("New due day, to postpone"), required=False)
    note = forms.CharField(
        label=_("Evidence or reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
