"""Finding reports of the net: the filter of their list, and what numbers elsewhere lead to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from grids.enums import FunctionLine, ReportKind, ReportMove, ReportState
from grids.models import NetReport
from lib.day_field import DayField
from lib.scope import Scope
from sites.models import Community, ResettlementSite, Township

# A move and the centre to which it led, or which made it.
DEEDS = (
    (
        f"{ReportMove.PASS_ON}.{ReportState.AT_COMMUNITY}",
        gettext_lazy("passed on to the community centre"),
    ),
    (f"{ReportMove.PASS_ON}.{ReportState.AT_TOWN}", gettext_lazy("passed on to the town centre")),
    (
        f"{ReportMove.PASS_ON}.{ReportState.AT_COUNTY}",
        gettext_lazy("passed on to the county centre"),
    ),
    (
        f"{ReportMove.SETTLE}.{ReportState.AT_COMMUNITY}",
        gettext_lazy("settled by the community centre"),
    ),
    (f"{ReportMove.SETTLE}.{ReportState.AT_TOWN}", gettext_lazy("settled by the town centre")),
    (f"{ReportMove.SETTLE}.{ReportState.AT_COUNTY}", gettext_lazy("settled by the county centre")),
)


class ReportFilter(forms.Form):
    """Which reports a list shows; those that wait, unless asked otherwise."""

    site = forms.ModelChoiceField(
        label=gettext_lazy("Resettlement site"),
        queryset=ResettlementSite.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("all"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("not settled")),
            *ReportState.choices,
            ("all", gettext_lazy("all")),
        ],
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of report"),
        choices=[("", gettext_lazy("all")), *ReportKind.choices],
        required=False,
    )

    line = forms.ChoiceField(
        label=gettext_lazy("Function line"),
        choices=[("", gettext_lazy("all")), *FunctionLine.choices],
        required=False,
    )
    # What numbers elsewhere lead to; there while the address asks for it.
    town = forms.ModelChoiceField(
        label=gettext_lazy("Town"),
        queryset=Township.objects.order_by("code"),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("all"),
    )
    community = forms.ModelChoiceField(
        label=gettext_lazy("Community"),
        queryset=Community.objects.order_by("township", "name"),
        required=False,
        empty_label=gettext_lazy("all"),
    )
    deed = forms.ChoiceField(
        label=pgettext_lazy("of a report", "What was done"),
        choices=[("", gettext_lazy("all")), *DEEDS],
        required=False,
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        sites = ResettlementSite.objects.within(scope.counting()).active(scope.on)
        self.fields["site"].queryset = sites.order_by("code")  # type: ignore[attr-defined]
        self.fields["from"] = DayField(label=gettext_lazy("From"), required=False)
        self.fields["to"] = DayField(label=gettext_lazy("To"), required=False)
        for name in ("town", "community", "deed", "from", "to"):
            if not self.data.get(name):
                del self.fields[name]
        self.is_valid()

    def rows(self) -> Any:
        """The reports that match; nonsense filters nothing.

        The days are those of the deed where one is asked for, else those on which it was seen.
        """
        asked = self.cleaned_data
        rows = NetReport.objects.within(self.scope.counting())
        state = asked.get("state", "")
        if not state:
            rows = rows.waiting()
        elif state != "all":
            rows = rows.filter(state=state)
        same = {"kind": "kind", "line": "line", "site": "site", "town": "site__township"}
        rows = rows.filter(
            **{lookup: asked[name] for name, lookup in same.items() if asked.get(name)}
        )
        if asked.get("community"):
            rows = rows.of_community(asked["community"].pk)
        first, last = asked.get("from"), asked.get("to")
        if asked.get("deed"):
            move, centre = asked["deed"].split(".")
            return rows.with_deed(move, centre, first, last)
        rows = rows.filter(occurred_on__gte=first) if first else rows
        return rows.filter(occurred_on__lte=last) if last else rows
