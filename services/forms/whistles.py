"""The filter of the list of whistles."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.day_field import DayField
from lib.scope import Scope
from residents.forms.filters import SiteFilter, any_of
from services.enums.whistles import WhistleCase
from services.models import WhistleCall
from services.rules.requests import VIEWERS
from sites.models import ResettlementSite

GROUPS = [
    ("", _("all")),
    ("open", pgettext_lazy("requests", "open")),
    ("awaited", _("without arrival")),
    ("closed", _("ended")),
]


class WhistleFilter(SiteFilter):
    """Site, case, days, and whether units are still on their way."""

    group = forms.ChoiceField(label=_("Shown"), choices=GROUPS, required=False)
    case = forms.ChoiceField(label=_("Case"), choices=any_of(WhistleCase.choices), required=False)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        area = scope.only(VIEWERS).area
        self.has_one_site = not area.county and len(area.site_ids) <= 1
        if self.has_one_site:
            self.fields.pop("site", None)
        elif "site" in self.fields:
            sites = ResettlementSite.objects.within(scope.only(VIEWERS))
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def filter(self, rows: QuerySet) -> QuerySet:
        """The whistles that are asked for."""
        rows = super().filter(rows)
        if case := self.given("case"):
            rows = rows.filter(case=case)
        if first := self.given("first"):
            rows = rows.filter(occurred_on__gte=first)
        if last := self.given("last"):
            rows = rows.filter(occurred_on__lte=last)
        match self.given("group"):
            case "open":
                return rows.filter(ended_on__isnull=True)
            case "awaited":
                return rows.filter(pk__in=WhistleCall.objects.awaited().values("whistle"))
            case "closed":
                return rows.filter(ended_on__isnull=False)
        return rows
