"""Forms and filter of the care tags."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q
from lib.day_field import DayField
from lib.periods import today
from lib.scope import Scope
from residents.enums import AttentionTier, CareKind
from residents.forms.filters import SiteFilter, any_of
from residents.models import CareTag, Household, Person
from residents.rules import CARE_READERS

REVIEW_AFTER = timedelta(days=90)
EXPIRES_AFTER = timedelta(days=180)


class ReviewForm(forms.Form):
    """How closely, why, and until when."""

    tier = forms.ChoiceField(label=_("Attention tier"), choices=AttentionTier.choices)
    reason = forms.CharField(label=_("Reason"), max_length=200)
    review_on = DayField(label=_("To be reviewed on"), initial=lambda: today() + REVIEW_AFTER)
    valid_to = DayField(
        label=_("Expires on"),
        initial=lambda: today() + EXPIRES_AFTER,
        help_text=_("A year ahead at most; whoever reviews the tag renews it."),
    )


class TagForm(ReviewForm):
    """Who is in care, and on which ground."""

    person = forms.ModelChoiceField(
        label=_("Who"), queryset=None, required=False, empty_label=_("the whole household")
    )
    kind = forms.ChoiceField(label=_("Ground of care"), choices=CareKind.choices)
    field_order = ("person", "kind", "tier", "reason", "review_on", "valid_to")

    def __init__(self, *args: Any, household: Household, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Person.objects.within(scope.only(CARE_READERS)).filter(
            current_q(scope.on, "membership__"), membership__household=household
        )
        self.fields["person"].queryset = members.order_by("birth_date", "pk")  # type: ignore[attr-defined]


class EndTagForm(forms.Form):
    """Why the ground of care is gone."""

    why = forms.CharField(label=_("Why it ends"), max_length=200)


class CareFilter(SiteFilter):
    """Site, ground, tier, and whether a review is due."""

    kind = forms.ChoiceField(
        label=_("Ground of care"), choices=any_of(CareKind.choices), required=False
    )
    tier = forms.ChoiceField(
        label=_("Attention tier"), choices=any_of(AttentionTier.choices), required=False
    )
    due = forms.BooleanField(label=_("Review due"), required=False)

    def filter(self, rows: QuerySet[CareTag]) -> QuerySet[CareTag]:
        """The tags that are asked for, among those in force."""
        rows = super().filter(rows)
        for name in ("kind", "tier"):
            if self.given(name):
                rows = rows.filter(**{name: self.given(name)})
        if self.given("due"):
            rows = rows.filter(review_on__lte=self.scope.on)
        return rows
