"""The form that fills a post of the net."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from grids.models import Grid, GridPosting, GridStairwell, JointHouseholdUnit
from sites.forms.appointments import MORE_FIELDS, AppointForm
from sites.models import Building


class GridAppointForm(AppointForm):
    """A post in a grid, over a building or a joint-household unit where it has one."""

    field_order = ["post", "grid", "building", "joint_unit", "colleague", "cadre"]

    class Meta:
        model = GridPosting
        fields = ["post", "grid", "building", "joint_unit", *MORE_FIELDS]
        labels = {"grid": _("Grid")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = self.scope.on
        grids = Grid.objects.within(self.keeping).current(on)
        self.fields["grid"].queryset = grids  # type: ignore[attr-defined]
        grid = self.asked("grid")
        links = GridStairwell.objects.current(on).filter(grid=grid)
        buildings = Building.objects.filter(pk__in=links.values("stairwell__building"))
        units = JointHouseholdUnit.objects.current(on).filter(grid=grid)
        self.narrow("building", buildings)
        self.narrow("joint_unit", units)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("grid"):
            self.instance.site_id = cleaned["grid"].site_id
        return cleaned
