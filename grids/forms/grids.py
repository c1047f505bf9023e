"""Forms of grids and of what belongs to them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.forms import ParentSiteForm
from grids.models import Grid, GridStairwell
from lib.periods import today
from sites.models import Stairwell


class StairwellsField(forms.ModelMultipleChoiceField):
    """Stairwells by site, building and stairwell number."""

    def label_from_instance(self, stairwell: Stairwell) -> str:
        return f"{stairwell.site} {stairwell}"


class GridForm(forms.ModelForm):
    """A grid with its stairwells: those of its site that belong to no other grid."""

    chosen_stairwells = StairwellsField(
        label=gettext_lazy("stairwells"),
        queryset=Stairwell.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Stairwells of other grids in force are not listed: take them out there first."
        ),
    )
    # Stairwells that the person may put into a grid; set by the admin page.
    within_reach: QuerySet = Stairwell.objects.none()
    # The stairwell that the coverage board asks to put in.
    begin_stairwell: int | None = None

    class Meta:
        model = Grid
        fields = ["site", "code", "name", "chosen_stairwells", "valid_from", "valid_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elsewhere = GridStairwell.objects.exclude(grid__valid_to__lt=today())
        choices = self.within_reach.select_related("site", "building")
        if self.instance.pk:
            elsewhere = elsewhere.exclude(grid=self.instance.pk)
            choices = choices.filter(site=self.instance.site_id)
            links = GridStairwell.objects.filter(grid=self.instance.pk)
            held = list(links.values_list("stairwell_id", flat=True))
            self.initial["chosen_stairwells"] = held
            if self.begin_stairwell:
                held.append(self.begin_stairwell)
        if "chosen_stairwells" in self.fields:
            self.fields["chosen_stairwells"].queryset = choices.exclude(
                pk__in=elsewhere.values("stairwell")
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        site = cleaned.get("site") or (self.instance.site if self.instance.pk else None)
        strangers = [
            s for s in cleaned.get("chosen_stairwells") or () if site and s.site_id != site.pk
        ]
        if strangers:
            self.add_error(
                "chosen_stairwells",
                _("Not at %(site)s: %(found)s. Choose stairwells of the grid's own site.")
                % {"site": site, "found": "、".join(str(stairwell) for stairwell in strangers)},
            )
        return cleaned

    def _save_m2m(self) -> None:
        """The page stores the stairwells itself, through their action."""


class PartyGroupForm(ParentSiteForm):
    parent = "grid"


class GridPostingForm(ParentSiteForm):
    parent = "grid"
