"""Filters of the organisation pages; they stand in the address."""

from typing import Any

from django import forms
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import Period, since_last_year, today
from lib.scope import Scope
from sites.enums import OrganisationKind, OrganisationPart
from sites.models import Organisation, ResettlementSite
from sites.rules import SYSTEM_READERS


class OrganisationFilter(forms.Form):
    """Site, part in the system, kind, and the day on which the body exists."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"),
        queryset=None,
        required=False,
        empty_label=_("all"),
        to_field_name="code",
    )
    part = forms.ChoiceField(
        label=_("part in the system"),
        choices=[("", _("all")), *OrganisationPart.choices],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("kind"), choices=[("", _("all")), *OrganisationKind.choices], required=False
    )
    on = DayField(label=_("As of"), required=False, initial=today)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = ResettlementSite.objects.within(scope.only(SYSTEM_READERS).counting())
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def filter(self, rows: QuerySet) -> QuerySet:
        """The bodies that are asked for; what was typed wrongly filters nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        rows = rows.current(asked.get("on") or today())  # type: ignore[attr-defined]
        if asked.get("part"):
            rows = rows.in_part(asked["part"])
        for name in ("site", "kind"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name]})
        return rows


class ReportPeriodForm(forms.Form):
    """First and last day of a report; since last year until today without them."""

    first = DayField(label=_("First day"), required=False)
    last = DayField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and first > (last or today()):
            raise forms.ValidationError(
                _("The first day lies after the last day. Give an earlier one.")
            )
        return self.cleaned_data

    @property
    def period(self) -> Period:
        """The period asked for, or the article's: since last year."""
        asked = self.cleaned_data if self.is_valid() else {}
        last = asked.get("last") or today()
        return Period(asked.get("first") or since_last_year(last).first, last)


def readable_organisations(scope: Scope) -> QuerySet:
    """The bodies that one may read or count, the county's own included."""
    rows = Organisation.objects.within(scope.only(SYSTEM_READERS).counting())
    # The county's own bodies have no site, and a page is found again by a key that is not empty.
    return rows.select_related("site", "community").annotate(
        site_key=Coalesce("site__code", Value(""))
    )
