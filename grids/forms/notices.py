"""Issuing, finding, answering and withdrawing policy notices."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from grids.enums import WayMadeKnown
from grids.forms.days import day_that_counts
from grids.models import PolicyNotice, PolicyNoticeReceipt
from grids.rules import NOTICE_ISSUERS
from lib.day_field import DayField
from lib.periods import today
from lib.scope import Role, Scope
from sites.models import ResettlementSite

USUAL_DAYS = 7


def _in_a_week() -> date:
    return today() + timedelta(days=USUAL_DAYS)


class NoticeForm(forms.Form):
    """The county issues to any of its sites, all unless chosen otherwise; a site to its own."""

    title = forms.CharField(label=gettext_lazy("Title of the notice"), max_length=100)
    words = forms.CharField(
        label=gettext_lazy("Words of the notice"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("As grid staff read them; once issued they do not change."),
    )
    document_no = forms.CharField(label=gettext_lazy("Document no."), max_length=60, required=False)
    issued_on = DayField(label=pgettext_lazy("of a notice", "Issued on"), initial=today)
    due_on = DayField(label=gettext_lazy("To be made known by"), initial=_in_a_week)
    to = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Sites"),
        queryset=ResettlementSite.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Every grid in force of these sites gets the notice."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_county = scope.has({Role.COUNTY_STAFF})
        sites = ResettlementSite.objects.within(scope.only(NOTICE_ISSUERS)).active(scope.on)
        self.fields["to"].queryset = sites.order_by("code")  # type: ignore[attr-defined]
        self.fields["to"].initial = list(sites.values_list("pk", flat=True))

    def clean_issued_on(self) -> date:
        return day_that_counts(self.cleaned_data["issued_on"])

    def clean_to(self) -> Any:
        chosen = self.cleaned_data["to"]
        if not self.of_county and len(chosen) > 1:
            raise forms.ValidationError(_("A site issues to its own grids. Choose one site."))
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        issued, due = cleaned.get("issued_on"), cleaned.get("due_on")
        if issued and due and due < issued:
            self.add_error(
                "due_on", _("The last day lies before the day of issue. Give a later day.")
            )
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What `issue_notice` takes besides the actor."""
        site = None if self.of_county else self.cleaned_data["to"][0]
        return {**self.cleaned_data, "to": list(self.cleaned_data["to"]), "site": site}


class MadeKnownForm(forms.Form):
    """When and how a grid told its residents."""

    made_known_on = DayField(label=gettext_lazy("Made known on"), initial=today)
    how = forms.ChoiceField(
        label=gettext_lazy("How it was made known"), choices=WayMadeKnown.choices
    )
    households = forms.IntegerField(
        label=gettext_lazy("Households reached"), min_value=0, max_value=99999, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, notice: PolicyNotice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice

    def clean_made_known_on(self) -> date:
        day = day_that_counts(self.cleaned_data["made_known_on"])
        if day < self.notice.issued_on:
            raise forms.ValidationError(
                _("The notice was issued on %(day)s. Give that day or a later one.")
                % {"day": self.notice.issued_on}
            )
        return day


class WithdrawForm(forms.Form):
    """Why a notice is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class _SiteFilter(forms.Form):
    site = forms.ModelChoiceField(
        label=gettext_lazy("Resettlement site"),
        queryset=ResettlementSite.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("all"),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        sites = ResettlementSite.objects.within(scope).active(scope.on)
        self.fields["site"].queryset = sites.order_by("code")  # type: ignore[attr-defined]
        if not scope.area.county and len(scope.area.site_ids) == 1:
            # Whoever sees one site has nothing to choose.
            del self.fields["site"]
        self.is_valid()

    def receipts(self) -> Any:
        """The receipts that one sees, of the site asked for; nonsense filters nothing."""
        rows = PolicyNoticeReceipt.objects.within(self.scope)
        site = self.cleaned_data.get("site")
        return rows.filter(site=site) if site else rows


class NoticeFilter(_SiteFilter):
    """Which notices a list shows."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("all")),
            ("unread", gettext_lazy("still to be read")),
            ("waiting", gettext_lazy("still to be made known")),
            ("late", gettext_lazy("late")),
            ("done", gettext_lazy("made known everywhere")),
            ("withdrawn", gettext_lazy("withdrawn")),
        ],
        required=False,
    )

    def rows(self) -> Any:
        """The notices that match, each with the numbers of its receipts."""
        on, state = self.scope.on, self.cleaned_data.get("state", "")
        receipts = self.receipts()
        if state == "unread":
            receipts = receipts.open(on).filter(read_at=None)
        elif state == "waiting":
            receipts = receipts.open(on)
        elif state == "late":
            receipts = receipts.late(on)
        rows = PolicyNotice.objects.filter(pk__in=receipts.values("notice"))
        if state == "withdrawn":
            rows = rows.filter(withdrawn_at__isnull=False)
        elif state == "done":
            untold = self.receipts().filter(made_known_on=None)
            rows = rows.exclude(pk__in=untold.values("notice"))
        return rows.with_receipts(self.receipts(), on).select_related("site")


class ReceiptFilter(_SiteFilter):
    """Which grids the page of a notice, and its export, show."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("all")),
            ("read", pgettext_lazy("of a notice", "read")),
            ("unread", gettext_lazy("still to be read")),
            ("done", gettext_lazy("made known")),
            ("waiting", gettext_lazy("still to be made known")),
            ("late", gettext_lazy("late")),
        ],
        required=False,
    )

    def rows(self) -> Any:
        """The receipts that match, with what their lines show."""
        on, state = self.scope.on, self.cleaned_data.get("state", "")
        rows = self.receipts().select_related("site", "grid", "notice", "read_by", "recorded_by")
        if state in ("read", "unread"):
            return rows.filter(read_at__isnull=state == "unread")
        if state == "done":
            return rows.filter(made_known_on__isnull=False)
        if state == "waiting":
            return rows.open(on)
        return rows.late(on) if state == "late" else rows
