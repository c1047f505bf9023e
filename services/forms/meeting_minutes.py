"""The form of the minutes: for each point its conclusion and votes, then the text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models import AgendaItem, Meeting

VOTES = {
    "votes_for": pgettext_lazy("votes", "For"),
    "votes_against": pgettext_lazy("votes", "Against"),
    "votes_abstained": pgettext_lazy("votes", "Abstained"),
}


class MinutesForm(forms.Form):
    """`conclusion-ID`, `votes_for-ID`, `votes_against-ID`, `votes_abstained-ID` a point; the text.

    A conclusion may be missing while one writes; whoever finishes the minutes is told of it.
    """

    minutes = forms.CharField(
        label=_("Minutes"), required=False, widget=forms.Textarea(attrs={"rows": 14})
    )

    def __init__(
        self, data: Any = None, *, meeting: Meeting, draft: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"minutes": meeting.minutes, **(draft or {})})
        self.items = list(meeting.agenda.select_related("resolution", "request", "dispute"))
        for item in self.items:
            self.fields[f"conclusion-{item.pk}"] = forms.CharField(
                label=_("Conclusion"),
                required=False,
                initial=item.conclusion,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for name, label in VOTES.items():
                self.fields[f"{name}-{item.pk}"] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=9999,
                    initial=getattr(item, name),
                )

    def points(self) -> list[dict[str, Any]]:
        """Each point with its bound fields, for the page."""
        return [
            {
                "item": item,
                "conclusion": self[f"conclusion-{item.pk}"],
                "votes": [self[f"{name}-{item.pk}"] for name in VOTES],
            }
            for item in self.items
        ]

    def written(self) -> dict[str, Any]:
        """The checked values as the action takes them."""
        typed = self.cleaned_data
        return {
            "minutes": typed["minutes"],
            "conclusions": {item.pk: self._point(item) for item in self.items},
        }

    def _point(self, item: AgendaItem) -> dict[str, Any]:
        return {name: self.cleaned_data[f"{name}-{item.pk}"] for name in ("conclusion", *VOTES)}
