"""Forms that register a dispute, and the filter of the list."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import Period, today
from lib.scope import Scope
from residents.forms.filters import any_of
from services.dispute_summary import COLUMNS
from services.enums.dispute_stages import OPEN, OVER, DisputeStage
from services.enums.disputes import (
    Complexity,
    DisputeChannel,
    DisputeKind,
    DisputeLevel,
    DisputeRisk,
    DisputeSource,
    PartySide,
)
from services.figures.disputes import counted, disputes
from services.forms.dispute_parties import PARTS, PARTY_FIELDS, PartyFields
from services.forms.origins import LEDGER, OriginField, of_origin
from services.models import Dispute, DisputeParty, DisputeWords, ServiceRequest
from services.models.disputes import AREA_READERS, DisputeQuerySet
from services.rules.disputes import REGISTRARS, VIEWERS
from sites.models import ResettlementSite

SIDES = (PartySide.APPLICANT, PartySide.RESPONDENT)


class SpotForm(PartyFields):
    """One screen: who, about what, what was agreed on the spot."""

    sides, parts = SIDES, ("resident", "name")

    site = forms.ModelChoiceField(label=_("Resettlement site"), queryset=None, empty_label=None)
    occurred_on = DayField(label=_("Day"), initial=today)
    kind = forms.ChoiceField(
        label=_("Type of dispute"),
        choices=DisputeKind.choices,
        initial=DisputeKind.NEIGHBOUR,
    )
    title = forms.CharField(label=_("Subject"), max_length=60)
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    summary = forms.CharField(
        label=_("What happened between them"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    terms = forms.CharField(
        label=_("What was agreed"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    late_reason = forms.CharField(
        label=_("Why it is recorded late"),
        max_length=200,
        required=False,
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order: tuple[str, ...] = (
        "site", "occurred_on", "kind", "title", "place", *PARTY_FIELDS, "summary", "terms",
    )  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        registering = scope.only(REGISTRARS)
        sites = ResettlementSite.objects.filter(pk__in=registering.area.site_ids)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if len(registering.area.site_ids) == 1:
            self.fields["site"].widget = forms.HiddenInput()
            self.fields["site"].initial = next(iter(registering.area.site_ids))

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The visible fields as the page groups them: the matter, each party, the words."""
        fields = self.visible_fields()
        by_side = {
            side: [field for field in fields if field.name.startswith(f"{side}_")] for side in SIDES
        }
        words = [field for field in fields if field.name in ("summary", "wish", "terms")]
        placed = {field.name for group in (*by_side.values(), words) for field in group}
        if not (self["late_reason"].value() or "late_reason" in self.errors):
            # Asked for when the day that was typed lies in a closed quarter.
            placed.add("late_reason")
        matter = [field for field in fields if field.name not in placed]
        return [
            (_("The matter"), matter),
            *((side.label, by_side[side]) for side in SIDES),
            (_("In words"), words),
        ]

    def dispute(self) -> Dispute:
        """The dispute that was typed, not stored."""
        typed = self.cleaned_data
        names = ("site", "occurred_on", "kind", "late_reason", "token")
        return Dispute(
            source=typed.get("source") or DisputeSource.OWN_INITIATIVE,
            complexity=Complexity.SIMPLE,
            **{name: typed[name] for name in names},
        )

    def words(self) -> DisputeWords:
        typed = self.cleaned_data
        names = ("title", "place", "summary", "wish")
        return DisputeWords(**{name: typed.get(name, "") for name in names})

    def parties(self) -> list[DisputeParty]:
        return [self.party(side) for side in SIDES]


class DisputeForm(SpotForm):
    """A dispute that goes its whole way: where it came from, who, about what, what is asked for.

    `came_from` is the request that it is made of; its site is the dispute's.
    """

    parts = PARTS

    source = forms.ChoiceField(
        label=_("Source"), choices=DisputeSource.choices, initial=DisputeSource.ON_APPLICATION
    )
    complexity = forms.ChoiceField(
        label=_("Difficulty"), choices=Complexity.choices, initial=Complexity.GENERAL
    )
    channel = forms.ChoiceField(
        label=_("Handled at"),
        choices=DisputeChannel.choices,
        initial=DisputeChannel.SERVICE_CENTRE,
    )
    wish = forms.CharField(
        label=_("What is asked for"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = (
        "site", "occurred_on", "source", "kind", "complexity", "channel", "title", "place",
        *PARTY_FIELDS, "summary", "wish",
    )  # fmt: skip

    def __init__(self, *args: Any, came_from: ServiceRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.came_from = came_from
        del self.fields["terms"]
        if came_from is not None:
            sites = ResettlementSite.objects.filter(pk=came_from.site_id)
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]
            self.initial = {"site": came_from.site_id, "summary": came_from.words} | self.initial

    def dispute(self) -> Dispute:
        dispute = super().dispute()
        dispute.request = self.came_from
        dispute.complexity = self.cleaned_data["complexity"]
        dispute.channel = self.cleaned_data["channel"]
        return dispute


class WordsForm(forms.ModelForm):
    """The words of a dispute as they should have been."""

    class Meta:
        model = DisputeWords
        fields = ["title", "place", "summary", "wish"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "wish": forms.Textarea(attrs={"rows": 2}),
        }


SHOWN = [
    ("", _("not filed yet")),
    ("open", _("not settled yet")),
    ("late", _("past the time limit")),
    ("unconfirmed", _("settled, waiting for call-back")),
    ("settled", _("settled and confirmed")),
    ("mine", _("my cases")),
    ("all", _("all")),
]


COUNTED = [
    ("", COLUMNS["registered"]),
    *((name, label) for name, label in COLUMNS.items() if name != "registered"),
]


class DisputeFilter(forms.Form):
    """Site, state, stage, type, channel, level, risk, and as what it counts in which days.

    Every number of the summary is a link to this list, so both read the same definitions: asked for
    days it lists what counts there. Risk is known of the cases that one reads, of no other.
    """

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, required=False, empty_label=_("all")
    )
    show = forms.ChoiceField(label=_("Show"), choices=SHOWN, required=False)
    stage = forms.ChoiceField(
        label=_("Stage of the case"), choices=any_of(DisputeStage.choices), required=False
    )
    kind = forms.ChoiceField(
        label=_("Type of dispute"), choices=any_of(DisputeKind.choices), required=False
    )
    channel = forms.ChoiceField(
        label=_("Handled at"), choices=any_of(DisputeChannel.choices), required=False
    )
    level = forms.ChoiceField(
        label=_("Level of handling"), choices=any_of(DisputeLevel.choices), required=False
    )
    risk = forms.ChoiceField(label=_("Risk"), choices=any_of(DisputeRisk.choices), required=False)
    origin = OriginField()
    counted = forms.ChoiceField(label=_("Counted as"), choices=COUNTED, required=False)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.asks_for_days = any(self.data.get(name) for name in ("counted", "first", "last"))
        asked = scope.counting() if self.asks_for_days else scope
        area = asked.only(VIEWERS).area
        if not area.county and len(area.site_ids) == 1:
            del self.fields["site"]
        else:
            sites = ResettlementSite.objects.within(asked.only(AREA_READERS))
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.is_valid()

    def rows(self) -> DisputeQuerySet:
        """The disputes that are asked for."""
        if self.asks_for_days:
            rows = self._shown(disputes(self.scope.counting())).filter(self._counted())
        else:
            rows = self._shown(Dispute.objects.within(self.scope))
        for name in ("site", "stage", "kind", "channel", "level"):
            if value := self.cleaned_data.get(name):
                rows = rows.filter(**{name: value})
        if risk := self.cleaned_data.get("risk"):
            rows = rows.readable(self.scope).filter(risk=risk)
        return of_origin(rows, self.cleaned_data.get("origin"))

    def _counted(self) -> Q:
        typed = self.cleaned_data
        first = typed.get("first") or date.min
        period = Period(first, max(typed.get("last") or date.max, first))
        return counted(period)[typed.get("counted") or "registered"]

    def _shown(self, rows: DisputeQuerySet) -> DisputeQuerySet:
        match self.cleaned_data.get("show"):
            case "open":
                return rows.filter(stage__in=OPEN)
            case "late":
                return rows.overdue(self.scope.on)
            case "unconfirmed":
                return rows.unconfirmed()
            case "settled":
                return rows.filter(confirmed_by__isnull=False)
            case "mine":
                return rows.mine(self.scope)
            case "all":
                return rows
        asked = self.cleaned_data.get("stage") or self.cleaned_data.get("origin") == LEDGER
        if asked or self.asks_for_days:
            return rows
        return rows.exclude(stage=OVER[-1])

    def in_words(self) -> str:
        """The active filters as a line of text, for the foot of an export."""
        shown = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value not in (None, ""):
                labels = dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
                shown.append(f"{field.label}: {labels.get(value, value)}")
        return "; ".join(shown) or str(_("none"))
