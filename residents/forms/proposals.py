"""Which of the proposed life events are accepted, and when they happened."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.day_field import DayField
from lib.periods import today
from residents.actions.proposals import Chosen
from residents.enums import LifeEventKind
from residents.proposals import Proposal


class ProposalsForm(forms.Form):
    """A tick and, where several events fit, a choice for each proposal that is open."""

    on = DayField(label=gettext_lazy("Day of the event"), initial=today)
    evidence = forms.CharField(label=gettext_lazy("Evidence"), max_length=120, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, proposals: list[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        for row in proposals:
            if not row.is_open:
                continue
            self.fields[f"take_{row.finding.pk}"] = forms.BooleanField(
                label=_("accept: %(what)s") % {"what": row.sentence}, required=False
            )
            self.fields[f"kind_{row.finding.pk}"] = forms.ChoiceField(
                label=_("what happened: %(what)s") % {"what": row.sentence},
                choices=[(kind.value, kind.label) for kind in row.kinds],
                required=False,
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each proposal with its tick and its choice; none of them where it is not open."""
        for row in self.proposals:
            name = f"take_{row.finding.pk}"
            fields = (
                (self[name], self[f"kind_{row.finding.pk}"]) if name in self.fields else ("", "")
            )
            yield {"proposal": row, "take": fields[0], "kind": fields[1]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen():
            raise forms.ValidationError(_("Nothing is ticked. Tick what has happened."))
        return cleaned

    def chosen(self) -> list[Chosen]:
        """The ticked ones."""
        data = self.cleaned_data
        return [
            Chosen(row, LifeEventKind(data.get(f"kind_{row.finding.pk}") or row.kinds[0]))
            for row in self.proposals
            if data.get(f"take_{row.finding.pk}")
        ]
