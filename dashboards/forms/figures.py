"""The filter of the figure pages: one site or all that may be counted, and the period."""

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from dashboards.rules import FIGURE_READERS
from lib.day_field import DayField
from lib.periods import Period, since_last_year, today
from lib.scope import Scope
from sites.models import ResettlementSite


class FigureFilter(forms.Form):
    """Bound to the query string; a site outside what may be counted does not exist (Http404).

    A stock is as of one day, so its form (`is_stock`) has no first day.
    """

    def __init__(self, query: QueryDict, scope: Scope, *, is_stock: bool = False) -> None:
        super().__init__(query or None)
        self.sites = list(ResettlementSite.objects.within(scope.only(FIGURE_READERS).counting()))
        codes = [(site.code, site.name) for site in self.sites]
        asked = query.get("site", "")
        if asked and asked not in dict(codes):
            raise Http404
        if len(codes) > 1:
            self.fields["site"] = forms.ChoiceField(
                label=_("Resettlement site"), choices=[("", _("all sites")), *codes], required=False
            )
        if not is_stock:
            self.fields["from"] = DayField(
                label=_("First day"), required=False, initial=since_last_year(today()).first
            )
        self.fields["to"] = DayField(
            label=_("As of") if is_stock else _("Last day"), required=False, initial=today
        )
        self.site = next((site for site in self.sites if site.code == asked), None)

    def clean(self) -> dict[str, object]:
        """Both days of the period, in order."""
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and first > (last or today()):
            self.add_error("from", _("The first day lies after the last day. Give an earlier one."))
        return self.cleaned_data

    @property
    def period(self) -> Period:
        """The period asked for; without one, or with a wrong one, since last year until today."""
        asked = self.cleaned_data if self.is_valid() else {}
        last = asked.get("to") or today()
        return Period(asked.get("from") or since_last_year(last).first, last)

    @property
    def query(self) -> str:
        """What is filtered as a query string, without the place in a list."""
        kept = QueryDict(mutable=True)
        for name in ("site", "from", "to"):
            if name in self.fields and self.data.get(name) and name not in self.errors:
                kept[name] = self.data[name]
        return kept.urlencode()


class ExportForm(forms.Form):
    """Why rows leave the house."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
