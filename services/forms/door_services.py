"""Forms of door services: one service, a day's round, why one is withdrawn."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from lib.day_field import DayField
from lib.scope import Scope
from residents.models import Household
from services.actions.door_services import RoundEntry, ServiceFacts
from services.colleagues import ColleaguesField, colleagues_of
from services.enums.door_services import ServiceWay
from services.enums.requests import RequestCategory
from services.models import DoorService, DoorServiceKind
from services.models.door_services import CAPACITIES
from sites.models import Organisation


class FactsForm(forms.Form):
    """What is said of a service: when, which kind, as whom, by whom."""

    occurred_on = DayField(label=gettext_lazy("Done on"))
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind of service"),
        queryset=DoorServiceKind.objects.none(),
        empty_label=gettext_lazy("choose a kind"),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("Role in which it was done"),
        choices=[("", gettext_lazy("the usual role of the kind")), *CAPACITIES],
        required=False,
    )
    way = forms.ChoiceField(label=gettext_lazy("Way of service"), choices=ServiceWay.choices)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("On behalf of"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("the service centre itself"),
    )
    words = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    by_me = forms.BooleanField(label=gettext_lazy("I did it"), required=False, initial=True)
    others = ColleaguesField(
        label=gettext_lazy("Colleagues who did it"), queryset=User.objects.none(), required=False
    )
    late_reason = forms.CharField(
        label=gettext_lazy("Why it is recorded so late"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only for a day of a quarter that is closed already."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, scope: Scope, actor: User, site_ids: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        fields: dict[str, Any] = self.fields
        fields["kind"].queryset = DoorServiceKind.objects.offered()
        fields["occurred_on"].initial = scope.on
        bodies = Organisation.objects.current(scope.on).filter(site__in=site_ids)
        fields["organisation"].queryset = bodies
        others = colleagues_of(site_ids, scope.on).exclude(pk=actor.pk)
        fields["others"].queryset = others

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("by_me") and not data.get("others") and "others" not in self.errors:
            self.add_error("by_me", _("Say who did it: yourself, a colleague, or both."))
        return data

    @property
    def facts(self) -> ServiceFacts:
        data = self.cleaned_data
        return ServiceFacts(
            kind=data["kind"],
            occurred_on=data["occurred_on"],
            doers=[*([self.actor] if data["by_me"] else []), *data["others"]],
            capacity=data["capacity"],
            way=data["way"],
            organisation=data["organisation"],
            words=data["words"],
            late_reason=data["late_reason"],
        )


class ServiceForm(FactsForm):
    """One service for a household; a second of the same kind and day is asked about once."""

    again = forms.BooleanField(
        label=gettext_lazy("It is another service: record it too"), required=False
    )

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, site_ids=[household.site_id], **kwargs)
        self.household = household
        self.double: DoorService | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") and data.get("occurred_on") and not data.get("again"):
            self.double = (
                DoorService.objects.counting()
                .filter(
                    household=self.household, kind=data["kind"], occurred_on=data["occurred_on"]
                )
                .exclude(token=data.get("token"))
                .select_related("recorded_by")
                .first()
            )
            if self.double:
                self.add_error(
                    "again",
                    _(
                        "%(name)s has recorded this kind for this household and day already. "
                        "Tick here if it is another service; else leave the page."
                    )
                    % {"name": self.double.recorded_by.name},
                )
        return data


class RoundForm(FactsForm):
    """A day's round: the facts once, the households ticked, what differs beside its household."""

    def __init__(
        self, *args: Any, households: Sequence[Household], site_id: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, site_ids=[site_id], **kwargs)
        self.households = households
        self.entries: list[RoundEntry] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kinds = {str(kind.pk): kind for kind in self.fields["kind"].queryset}  # type: ignore[attr-defined]
        ticked = set(self._list("household"))
        for household in self.households:
            if str(household.pk) not in ticked:
                continue
            words = self.data.get(f"words_{household.pk}", "").strip()
            if len(words) > 300:
                self.add_error(
                    None,
                    _("Household %(number)s: write at most 300 characters.")
                    % {"number": household.household_no},
                )
            kind = kinds.get(self.data.get(f"kind_{household.pk}", ""))
            self.entries.append(RoundEntry(household, kind, words or None))
        if not self.entries:
            self.add_error(None, _("No household is ticked. Tick those that were served."))
        return data

    def rows(self, served: dict[int, list[str]]) -> list[dict[str, Any]]:
        """The households as the page shows them, with what was ticked and typed."""
        ticked = set(self._list("household"))
        return [
            {
                "household": household,
                "ticked": str(household.pk) in ticked,
                "kind": self.data.get(f"kind_{household.pk}", ""),
                "words": self.data.get(f"words_{household.pk}", ""),
                "served": "、".join(served.get(household.pk, [])),
            }
            for household in self.households
        ]

    def _list(self, name: str) -> list[str]:
        return self.data.getlist(name) if self.is_bound else []  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a record is withdrawn."""

    why = forms.CharField(label=gettext_lazy("Why it is withdrawn"), max_length=200)


class RaiseForm(forms.Form):
    """What the household asked for at the door, to become a request."""

    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=RequestCategory.choices)
    words = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FindForm(forms.Form):
    """Whom the service was for, as the search box takes it."""

    text = forms.CharField(
        label=gettext_lazy("Household"),
        max_length=60,
        help_text=gettext_lazy("Name, dwelling such as 3-2-501, or household number."),
    )
