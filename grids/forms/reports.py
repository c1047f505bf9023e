"""Filing and moving reports of the net."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grids.enums import REPORT_MACHINE, FunctionLine, GridPost, ReportKind, ReportMove
from grids.forms.days import day_that_counts
from grids.models import Grid, GridPosting, GridStairwell, JointHouseholdUnit, NetReport
from grids.rules import REPORT_FILERS
from lib.day_field import DayField
from lib.periods import today
from lib.scope import Role, Scope
from residents.models import Household
from residents.rules import READERS


class ReportForm(forms.Form):
    """What was seen, where, and when; who told it where that is not who files it."""

    place = forms.ChoiceField(label=gettext_lazy("Grid or unit"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of report"), choices=ReportKind.choices)
    line = forms.ChoiceField(
        label=gettext_lazy("Function line"),
        choices=[("", gettext_lazy("none in particular")), *FunctionLine.choices],
        required=False,
        help_text=gettext_lazy("The department's line of work that it belongs to."),
    )
    words = forms.CharField(
        label=gettext_lazy("What was seen"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    occurred_on = DayField(label=gettext_lazy("Seen on"), initial=today)
    household_no = forms.CharField(
        label=gettext_lazy("Number of the household"), max_length=30, required=False
    )
    told_by = forms.CharField(
        label=gettext_lazy("Told by"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example the unit's leader; empty where it is yourself."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        grids, units = places_of(scope)
        self.places: dict[str, tuple[Grid, JointHouseholdUnit | None]] = {
            **{f"g{grid.pk}": (grid, None) for grid in grids},
            **{f"u{unit.pk}": (unit.grid, unit) for unit in units},
        }
        order = sorted(self.places, key=lambda key: (self.places[key][0].code, key[0] != "g"))
        self.fields["place"].choices = [(key, self._words(key)) for key in order]  # type: ignore[attr-defined]
        if not scope.has(READERS):
            # A unit's leader reads no register: he names the family in his own words.
            del self.fields["household_no"]

    def _words(self, key: str) -> str:
        grid, unit = self.places[key]
        return f"{grid} {unit}" if unit else str(grid)

    def clean_occurred_on(self) -> date:
        return day_that_counts(self.cleaned_data["occurred_on"])

    def clean(self) -> dict[str, Any]:
        """A household is one that lives in the grid, within what the person reads."""
        cleaned = super().clean() or {}
        number = (cleaned.get("household_no") or "").strip()
        cleaned["household"] = None
        if number and cleaned.get("place"):
            grid, _unit = self.places[cleaned["place"]]
            on = self.scope.on
            drawn = GridStairwell.objects.current(on).filter(grid=grid)
            rows = Household.objects.within(self.scope.only(READERS)).current(on)
            rows = rows.living_in(drawn.values_list("stairwell", flat=True), on)
            cleaned["household"] = found = rows.filter(household_no=number).first()
            if found is None:
                self.add_error(
                    "household_no",
                    _("No household “%(number)s” lives in this grid today. Check the number.")
                    % {"number": number},
                )
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What `file_report` takes besides the actor."""
        typed = self.cleaned_data
        grid, unit = self.places[typed["place"]]
        names = ("kind", "line", "words", "occurred_on", "household", "told_by", "token")
        return {"grid": grid, "joint_unit": unit, **{name: typed[name] for name in names}}


def places_of(scope: Scope) -> tuple[list[Grid], list[JointHouseholdUnit]]:
    """The grids and units for which the person may file; two statements."""
    staff = scope.only(REPORT_FILERS - {Role.JOINT_HOUSEHOLD_LEADER})
    grids = list(Grid.objects.within(staff).current(scope.on)) if staff.grants else []
    led = GridPosting.objects.current(scope.on).filter(
        holder=scope.user_id, post=GridPost.JOINT_HOUSEHOLD_LEADER
    )
    units = JointHouseholdUnit.objects.current(scope.on).select_related("grid")
    mine = units.filter(grid__in=grids) | units.filter(pk__in=led.values("joint_unit"))
    return grids, list(mine.order_by("grid__code", "name"))


class MoveForm(forms.Form):
    """What becomes of a report; settling and sending back need words."""

    move = forms.ChoiceField(choices=[])
    state = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("What came of it, or why"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, report: NetReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = [ReportMove(move) for move in REPORT_MACHINE.moves_from(report.state)]
        self.fields["move"].choices = [(move.value, move.label) for move in moves]  # type: ignore[attr-defined]
        self.fields["state"].initial = report.state

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("move") != ReportMove.PASS_ON and not (cleaned.get("why") or "").strip():
            self.add_error("why", _("Say what came of it, or why it is sent back."))
        return cleaned
