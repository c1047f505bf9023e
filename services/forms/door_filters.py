"""Filters of door services; they own the filtering and stand in the address."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grids.models import Grid
from lib.day_field import DayField
from lib.scope import Scope
from residents.forms.filters import SiteFilter, any_of
from services.enums.door_services import DoorServiceState
from services.forms.origins import OriginField, of_origin
from services.models import DoorServiceKind
from services.models.door_services import CAPACITIES, DoorServiceQuerySet
from services.rules.door_services import LOGGERS
from sites.models import Organisation, Stairwell

COUNTING, LATE = "counting", "late"
STATES = [
    ("", _("all")),
    (COUNTING, _("all that count")),
    *DoorServiceState.choices,
    (LATE, _("late, waiting for review")),
]
ROLES = [*any_of(CAPACITIES), ("none", pgettext_lazy("of a role", "not said"))]
LOOKUPS = {
    "first": "occurred_on__gte",
    "last": "occurred_on__lte",
    "kind": "kind",
    "organisation": "organisation",
}


class DoorServiceFilter(SiteFilter):
    """Site, days, kind, role, state, origin, one's own."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    kind = forms.ModelChoiceField(
        label=_("Kind of service"), queryset=None, required=False, empty_label=_("all")
    )
    capacity = forms.ChoiceField(label=_("Role"), choices=ROLES, required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    organisation = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=None, required=False, empty_label=_("all")
    )
    origin = OriginField()
    mine = forms.BooleanField(label=_("My own"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].queryset = DoorServiceKind.objects.all()
        site = str(self.data.get("site", ""))
        if not self.has_one_site and not site.isdecimal():
            del self.fields["organisation"]
            return
        bodies = Organisation.objects.filter(site__isnull=False).within(self.reading)
        fields["organisation"].queryset = (
            bodies if self.has_one_site else bodies.filter(site=int(site[:18]))
        )

    def filter(self, rows: DoorServiceQuerySet) -> DoorServiceQuerySet:
        """The services of `rows` that the form asks for."""
        rows = super().filter(rows)
        for name, lookup in LOOKUPS.items():
            if value := self.given(name):
                rows = rows.filter(**{lookup: value})
        if capacity := self.given("capacity"):
            rows = rows.filter(capacity="" if capacity == "none" else capacity)
        rows = of_origin(rows, self.given("origin"))
        if self.given("mine"):
            rows = rows.of_person(self.scope.user_id)
        match self.given("state"):
            case None | "":
                return rows
            case "counting":
                return rows.counting()
            case "late":
                return rows.waiting_for_review()
            case state:
                return rows.filter(state=state)


class SummaryFilter(SiteFilter):
    """Site and days of the table by kind and role."""

    first = DayField(label=_("From"))
    last = DayField(label=_("To"))


class PlaceForm(forms.Form):
    """Where a round went: one of the grids or stairwells that the person looks after."""

    place = forms.ChoiceField(label=_("Grid or stairwell"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        looked_after = scope.only(LOGGERS)
        self.grids = {
            f"g{grid.pk}": grid
            for grid in Grid.objects.within(looked_after).current(scope.on).select_related("site")
        }
        stairwells: QuerySet = Stairwell.objects.within(looked_after)
        self.stairwells = {
            f"s{stairwell.pk}": stairwell
            for stairwell in stairwells.select_related("building", "site").order_by(
                "site", "building__name", "name"
            )
        }
        choices: dict[str, list[tuple[str, str]]] = {}
        for code, grid in self.grids.items():
            choices.setdefault(grid.site.name, []).append((code, grid.name))
        for code, stairwell in self.stairwells.items():
            choices.setdefault(stairwell.site.name, []).append((code, str(stairwell)))
        self.fields["place"].choices = list(choices.items())  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Grid | Stairwell | None:
        """The grid or stairwell; None where nothing or something else was chosen."""
        code = self.cleaned_data.get("place", "") if self.is_valid() else ""
        return self.grids.get(code) or self.stairwells.get(code)
