"""The filter of the list of requests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.day_field import DayField
from lib.periods import Period, since_last_year
from lib.scope import Scope
from residents.forms.filters import SiteFilter, any_of
from services.enums.requests import (
    RequestCategory,
    RequestChannel,
    RequestLevel,
    RequestState,
    Urgency,
)
from services.forms.origins import LEDGER, OriginField, of_origin
from services.models import ServiceRequest
from services.models.request_rows import OUTLINE_READERS, RequestQuerySet
from services.rules.requests import VIEWERS
from sites.models import Organisation, ResettlementSite

GROUPS = [
    ("", pgettext_lazy("requests", "open")),
    ("new", _("waiting for the centre")),
    ("call_back", _("to be called back")),
    ("ledger", _("from past ledgers, to be verified")),
    ("closed", _("ended")),
    ("counted", _("counted in the report")),
    ("all", _("all")),
]
LATENESS = [
    ("", _("all")),
    ("late", _("late")),
    ("today", _("due today")),
    ("soon", _("due soon")),
    ("was_late", _("done late")),
    ("in_time", _("done in time")),
    ("timed", _("done, in time or late")),
]
NEW_STATES = (
    RequestState.RECEIVED, RequestState.ACCEPTED, RequestState.RETURNED, RequestState.REOPENED,
)  # fmt: skip


class RequestFilter(SiteFilter):
    """Narrows the list of requests; it stands in the address, so names and words are not in it."""

    group = forms.ChoiceField(label=_("Shown"), choices=GROUPS, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=any_of(RequestState.choices), required=False
    )
    category = forms.ChoiceField(
        label=_("Category"), choices=any_of(RequestCategory.choices), required=False
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=any_of(RequestChannel.choices), required=False
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=any_of(Urgency.choices), required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=any_of(RequestLevel.choices), required=False
    )
    unit = forms.ModelChoiceField(
        label=_("Handling unit"), queryset=None, required=False, empty_label=_("all")
    )
    without_unit = forms.BooleanField(label=_("Without a unit"), required=False)
    lateness = forms.ChoiceField(label=_("Deadline"), choices=LATENESS, required=False)
    origin = OriginField()
    first = DayField(label=_("Received from"), required=False)
    last = DayField(label=_("Received to"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        area = scope.only(VIEWERS).area
        self.has_one_site = not area.county and len(area.site_ids) <= 1
        if self.has_one_site:
            self.fields.pop("site", None)
        else:
            sites = ResettlementSite.objects.within(scope.only(VIEWERS))
            self.fields.setdefault("site", SiteFilter.base_fields["site"])
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        used = ServiceRequest.objects.within(scope).filter(lead__isnull=False)
        units = Organisation.objects.filter(pk__in=used.order_by().values("lead"))
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    @property
    def shows_ended(self) -> bool:
        """Whether what has ended is shown too: then the newest come first."""
        return self.given("group") in ("closed", "counted", "all")

    def filter(self, rows: RequestQuerySet) -> RequestQuerySet:
        """The requests that are asked for."""
        rows = self._in_group(super().filter(rows))
        for name in ("state", "category", "channel", "urgency", "level"):
            if self.given(name):
                rows = rows.filter(**{name: self.given(name)})
        if unit := self.given("unit"):
            rows = rows.filter(lead=unit)
        if self.given("without_unit"):
            rows = rows.filter(lead__isnull=True)
        if first := self.given("first"):
            rows = rows.filter(occurred_on__gte=first)
        if last := self.given("last"):
            rows = rows.filter(occurred_on__lte=last)
        return self._by_deadline(of_origin(rows, self.given("origin")))

    def _in_group(self, rows: RequestQuerySet) -> RequestQuerySet:
        group = self.given("group")
        if group == "new":
            return rows.filter(state__in=NEW_STATES)
        if group == "call_back":
            waiting = [RequestState.DONE_CLAIMED, RequestState.CALLED_BACK]
            return rows.open().filter(state__in=waiting)
        if group == "ledger":
            return rows.ledger_claims()
        if group == "closed":
            return rows.ended()
        if group == "counted":
            return rows.counting().taken_up()
        # Whoever asks for a state, a deadline or past ledgers means it among all.
        asked = self.given("state") or self.given("lateness") or self.given("origin") == LEDGER
        return rows if asked or group == "all" else rows.open()

    def _by_deadline(self, rows: RequestQuerySet) -> RequestQuerySet:
        on = self.scope.on
        match self.given("lateness"):
            case "late":
                return rows.late(on)
            case "today":
                return rows.undone().filter(due_on=on)
            case "soon":
                return rows.due_soon(on)
            case "was_late":
                return rows.done_late()
            case "in_time":
                return rows.done().in_time()
            case "timed":
                return rows.done().timed()
        return rows


class ReportFilter(SiteFilter):
    """Site and period of the report; by default since 1 January of last year."""

    first = DayField(label=_("Received from"), required=False)
    last = DayField(label=_("Received to"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        if "site" in self.fields:
            sites = ResettlementSite.objects.within(scope.only(OUTLINE_READERS))
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    @property
    def period(self) -> Period:
        """What was asked for; days in the wrong order keep the default."""
        default = since_last_year(self.scope.on)
        first, last = self.given("first") or default.first, self.given("last") or default.last
        return Period(first, last) if first <= last else default
