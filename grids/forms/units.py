"""Forms of joint-household units."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ParentSiteForm
from grids.models import Grid, GridStairwell, JointHouseholdDwelling, JointHouseholdUnit
from lib.periods import today
from sites.models import Dwelling


class DwellingsField(forms.ModelMultipleChoiceField):
    """Dwellings by building, stairwell and room."""

    def label_from_instance(self, dwelling: Dwelling) -> str:
        return str(dwelling)


class JointUnitForm(ParentSiteForm):
    """A unit with its dwellings: those of its grid that belong to no other unit today."""

    parent = "grid"
    chosen_dwellings = DwellingsField(
        label=_("dwellings"),
        queryset=Dwelling.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Dwellings of the grid that are in no other unit. For a new unit choose the grid and "
            "store; the dwellings are listed then."
        ),
    )
    since = forms.DateField(
        label=_("dwellings changed from"),
        required=False,
        help_text=_("The day from which another choice of dwellings holds; empty is today."),
    )
    # Set by the admin page: what the person may give to a unit, and what to begin with.
    within_reach: QuerySet = Dwelling.objects.none()
    begin_grid: int | None = None
    begin_stairwell: int | None = None

    class Meta:
        model = JointHouseholdUnit
        fields = ["grid", "name", "chosen_dwellings", "since", "valid_from", "valid_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "chosen_dwellings" not in self.fields:
            return
        choices = self._choices()
        self.fields["chosen_dwellings"].queryset = choices  # type: ignore[attr-defined]
        held: set[int] = set()
        if self.instance.pk:
            rows = JointHouseholdDwelling.objects.current(today()).filter(unit=self.instance)
            held = set(rows.values_list("dwelling_id", flat=True))
        else:
            self.initial.setdefault("valid_from", today())
        if self.begin_stairwell:
            held |= {d.pk for d in choices if d.stairwell_id == self.begin_stairwell}
        self.initial["chosen_dwellings"] = sorted(held)

    def _choices(self) -> QuerySet[Dwelling]:
        grid = self.instance.grid_id or self._typed_grid() or self.begin_grid
        others = JointHouseholdDwelling.objects.current(today())
        mine = Q(pk__in=[])
        if self.instance.pk:
            others = others.exclude(unit=self.instance)
            own = JointHouseholdDwelling.objects.current(today()).filter(unit=self.instance)
            mine = Q(pk__in=own.values("dwelling"))
        stairwells = GridStairwell.objects.current(today()).filter(grid=grid).values("stairwell")
        return (
            self.within_reach.filter(Q(stairwell__in=stairwells) | mine)
            .exclude(pk__in=others.values("dwelling"))
            .with_address()
            .order_by("stairwell__building__name", "stairwell__name", "room_no")
        )

    def _typed_grid(self) -> int | None:
        typed = self.data.get("grid", "") if self.is_bound else ""
        found = Grid.objects.filter(pk=int(typed[:18])).first() if typed.isdecimal() else None
        return found.pk if found else None

    def _save_m2m(self) -> None:
        """The page stores the dwellings itself, through their action."""


class FunctionLineForm(ParentSiteForm):
    parent = "grid"
