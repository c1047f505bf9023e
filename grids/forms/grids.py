"""Forms of grids and of what belongs to them."""

from collections.abc import Iterable
from datetime import date
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
    since = forms.DateField(
        label=gettext_lazy("stairwells changed from"),
        required=False,
        help_text=gettext_lazy(
            "The day from which another choice of stairwells holds; empty is today, and for a new "
            "grid its first day. What held before stays on record."
        ),
    )
    # Stairwells that the person may put into a grid; set by the admin page.
    within_reach: QuerySet = Stairwell.objects.none()
    # The stairwell that the coverage board asks to put in.
    begin_stairwell: int | None = None

    class Meta:
        model = Grid
        fields = ["site", "code", "name", "chosen_stairwells", "since", "valid_from", "valid_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elsewhere = GridStairwell.objects.current(today())
        choices = self.within_reach.select_related("site", "building")
        if self.instance.pk:
            elsewhere = elsewhere.exclude(grid=self.instance.pk)
            choices = choices.filter(site=self.instance.site_id)
            links = GridStairwell.objects.drawn(today()).filter(grid=self.instance.pk)
            held = list(links.values_list("stairwell_id", flat=True))
            self.initial["chosen_stairwells"] = held
            if self.begin_stairwell:
                held.append(self.begin_stairwell)
        if "chosen_stairwells" in self.fields:
            self.fields["chosen_stairwells"].queryset = choices.exclude(
                pk__in=elsewhere.values("stairwell")
            )

    def changes_from(self) -> date:
        """The day from which the choice holds."""
        first = self.cleaned_data["valid_from"]
        typed = self.cleaned_data.get("since")
        return typed or (max(today(), first) if self.instance.pk else first)

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
        if cleaned.get("valid_from") and not self.errors:
            self._check_days(cleaned.get("chosen_stairwells") or ())
        return cleaned

    def _check_days(self, chosen: Iterable[Stairwell]) -> None:
        """None of them is in another grid from that day on."""
        since = self.changes_from()
        if since < self.cleaned_data["valid_from"]:
            self.add_error("since", _("The grid begins later. Give its first day or a later one."))
        links = GridStairwell.objects.drawn_from(since).filter(stairwell__in=chosen)
        others = links.exclude(grid=self.instance.pk).exclude(grid__valid_to__lt=since)
        taken = others.select_related("grid", "stairwell__building")
        if taken:
            self.add_error(
                "since" if self.cleaned_data.get("since") else "chosen_stairwells",
                _(
                    "In another grid on or after %(day)s: %(found)s. Take them out there first, or "
                    "give a later day."
                )
                % {
                    "day": since,
                    "found": "、".join(f"{link.stairwell} ({link.grid})" for link in taken),
                },
            )

    def _save_m2m(self) -> None:
        """The page stores the stairwells itself, through their action."""


class PartyGroupForm(ParentSiteForm):
    parent = "grid"


class GridPostingForm(ParentSiteForm):
    parent = "grid"
