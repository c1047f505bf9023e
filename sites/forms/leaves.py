"""Forms of leave."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.day_field import DayField
from lib.periods import today
from lib.posts import post_tables
from lib.scope import Scope
from sites.enums import LeaveKind
from sites.forms.fields import ColleagueField
from sites.models import Leave, ResettlementSite
from sites.rules import can_keep_leaves


class LeaveFilter(forms.Form):
    """Site, kind, and a day on which the leave holds."""

    site = forms.ModelChoiceField(
        label=gettext_lazy("Resettlement site"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("all"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("all")), *LeaveKind.choices],
        required=False,
    )
    on = DayField(label=gettext_lazy("Away on"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keeping = scope.only(can_keep_leaves.roles)
        sites = ResettlementSite.objects.within(self.keeping)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.is_valid()

    def rows(self) -> QuerySet[Leave]:
        """The leave that the reader sees and the filter names."""
        asked = self.cleaned_data
        rows = Leave.objects.within(self.keeping).select_related("holder", "site")
        for name in ("site", "kind"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name]})
        return rows.current(asked["on"]) if asked.get("on") else rows


class LeaveForm(forms.Form):
    """Who is away, why, and on which days. A site records the leave of its own people alone."""

    holder = ColleagueField(label=gettext_lazy("Holder"))
    site = forms.ModelChoiceField(label=gettext_lazy("Resettlement site"), queryset=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LeaveKind.choices)
    first = DayField(label=gettext_lazy("First day"), initial=today)
    last = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keeping = scope.only(can_keep_leaves.roles)
        sites = ResettlementSite.objects.within(keeping)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.is_county = keeping.area.county
        self.fields["site"].required = not self.is_county

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        holder, site, first = (cleaned.get(name) for name in ("holder", "site", "first"))
        if holder and first and site and not _holds_at(holder, site, first):
            self.add_error(
                "holder",
                forms.ValidationError(
                    _("%(name)s holds no post at %(site)s on the first day. Check the name."),
                    params={"name": holder.name, "site": site.name},
                ),
            )
        return cleaned


class LeaveEndForm(forms.Form):
    """Another last day of a leave."""

    last = DayField(label=gettext_lazy("Last day"))


def _holds_at(holder: Any, site: ResettlementSite, on: Any) -> bool:
    return any(
        table.model.objects.current(on).filter(holder=holder, site=site).exists()  # type: ignore[attr-defined]
        for table in post_tables()
    )
