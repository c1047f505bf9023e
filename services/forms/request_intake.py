"""The one screen on which a request is written down: resident, category, words, done."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.day_field import DayField
from lib.periods import today
from lib.phones import clean_phone, is_phone
from lib.scope import Role, Scope
from residents.models import Household, Person
from residents.rules import READERS
from residents.search import Found, find
from residents.sight import sight_of
from services.enums.requests import RequestCategory, RequestChannel, Urgency
from services.rules.requests import TAKERS
from sites.enums import OrganisationKind
from sites.models import Organisation, ResettlementSite

SHOWN = 8
THEN = [
    ("accept", gettext_lazy("accept it: the deadline runs from today")),
    ("answer", gettext_lazy("settled on the spot: a colleague calls back")),
    ("record", gettext_lazy("only write it down")),
]
STAFF_CHANNELS = [pair for pair in RequestChannel.choices if pair[0] != RequestChannel.ONLINE]
HANDLING_KINDS = (
    OrganisationKind.PROPERTY_COMPANY, OrganisationKind.RESIDENTS_COMMITTEE,
    OrganisationKind.PARTY_COMMITTEE, OrganisationKind.OWNERS_COMMITTEE, OrganisationKind.MASS,
    OrganisationKind.SOCIAL_SERVICE, OrganisationKind.MEMBER_UNIT, OrganisationKind.PARTNER_UNIT,
    OrganisationKind.ENTERPRISE, OrganisationKind.WORKSHOP, OrganisationKind.GOVERNANCE_TEAM,
    OrganisationKind.VOLUNTEER_TEAM,
)  # fmt: skip


def units_for(site_ids: Iterable[int]) -> QuerySet[Organisation]:
    """Bodies of these sites, first, and of the county, to which requests can be sent."""
    rows = Organisation.objects.current(today()).filter(kind__in=HANDLING_KINDS)
    rows = rows.filter(Q(site__in=list(site_ids)) | Q(site__isnull=True))
    return rows.order_by(F("site").asc(nulls_last=True), "kind", "name")


def candidates_of(text: str, scope: Scope) -> list[tuple[str, str]]:
    """Who can be meant by what was typed."""
    return candidates(find(text, scope.only(TAKERS)), scope)


def candidates(found: Found, scope: Scope) -> list[tuple[str, str]]:
    """("p12", "王建国 · 3-2-501 · H00012"), at most SHOWN, residents first."""
    sight = sight_of(scope)
    people = [
        (f"p{person.pk}", _told(person.name, sight.address(person), person.household["no"]))
        for person in found.persons
        if person.household
    ]
    homes = [
        (f"h{row.pk}", _told(row.head_name or "", sight.address(row), row.household_no))
        for row in found.households
    ]
    return (people + homes)[:SHOWN]


def _told(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


class IntakeForm(forms.Form):
    """A request at the counter, by phone, at the door, by a grid leader or from a meeting.

    `resident` is looked up within the scope; `who` is the answer that was chosen. After
    `is_valid` the cleaned data has `household`, `person` and `site`.
    """

    resident = forms.CharField(
        label=gettext_lazy("Resident"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Name, initials, 3-2-501, household number or telephone."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-focus": ""}),
    )
    who = forms.CharField(required=False, widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=gettext_lazy("Category"), choices=[("", "—"), *RequestCategory.choices]
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"), choices=Urgency.choices, initial=Urgency.ORDINARY
    )
    words = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: the dwelling of the resident."),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=STAFF_CHANNELS)
    lead = forms.ModelChoiceField(
        label=gettext_lazy("Handling unit"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("chosen later"),
    )
    then = forms.ChoiceField(
        label=gettext_lazy("Then"), choices=THEN, initial="accept", widget=forms.RadioSelect
    )
    reply = forms.CharField(
        label=gettext_lazy("What the resident was told"), max_length=2000, required=False
    )
    caller_name = forms.CharField(
        label=gettext_lazy("Name, where the caller is not in the register"),
        max_length=60,
        required=False,
    )
    caller_phone = forms.CharField(
        label=gettext_lazy("Telephone of the caller"), max_length=20, required=False
    )
    occurred_on = DayField(label=gettext_lazy("Day"), initial=today)
    late_reason = forms.CharField(
        label=gettext_lazy("Why it is recorded late"), max_length=200, required=False
    )
    site = forms.ModelChoiceField(
        label=gettext_lazy("Resettlement site"), queryset=None, required=False
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        sites = ResettlementSite.objects.within(scope.only(TAKERS)).order_by("code")
        self.sites = list(sites)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if len(self.sites) == 1:
            del self.fields["site"]
        self.fields["lead"].queryset = units_for([site.pk for site in self.sites])  # type: ignore[attr-defined]
        # A grid leader reports; the centre decides what becomes of it.
        self.may_decide = scope.has({Role.SITE_STAFF})
        if not self.may_decide:
            for name in ("then", "lead", "reply"):
                del self.fields[name]
            self.fields["channel"].initial = RequestChannel.GRID
        self.candidates: list[tuple[str, str]] = []

    def clean_caller_phone(self) -> str:
        number = clean_phone(self.cleaned_data["caller_phone"])
        if number and not is_phone(number):
            raise forms.ValidationError(
                _("“%(found)s” is no telephone number. Write it like 13812345678 or 0856-1234567."),
                params={"found": number},
            )
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._find_resident(data)
        household = data.get("household")
        data["site"] = household.site if household else data.get("site") or self._one_site()
        if data["site"] is None:
            self.add_error("site", _("Choose the site, or the resident whose site it is."))
        if data.get("then") == "answer" and not data.get("reply"):
            self.add_error("reply", _("Write what the resident was told or given."))
        return data

    def _one_site(self) -> ResettlementSite | None:
        return self.sites[0] if len(self.sites) == 1 else None

    def _find_resident(self, data: dict[str, Any]) -> None:
        """Sets `person` and `household` from the chosen answer, or from the only one."""
        data["person"] = data["household"] = None
        text, who = data.get("resident", ""), data.get("who", "")
        if text:
            self.candidates = candidates_of(text, self.scope)
        if not who and len(self.candidates) == 1:
            who = self.candidates[0][0]
        if who:
            data["person"], data["household"] = self._chosen(who)
            if data["household"] is None:
                self.add_error("resident", _("This resident is not in your area. Search again."))
        elif text and self.candidates:
            self.add_error("resident", _("Choose who it is from the list below."))
        elif text:
            self.add_error(
                "resident",
                _(
                    "Nobody is found under “%(text)s”. Look again, or empty this field and give "
                    "name and telephone below."
                )
                % {"text": text},
            )

    def _chosen(self, who: str) -> tuple[Person | None, Household | None]:
        kind, number = who[:1], who[1:19]
        if kind not in ("p", "h") or not number.isdecimal():
            return None, None
        reading, person = self.scope.only(READERS).only(TAKERS), None
        if kind == "p":
            rows = Person.objects.within(reading).with_household(self.scope.on)
            person = rows.filter(pk=number).first()
            if person is None or not person.household:  # type: ignore[attr-defined]
                return None, None
            number = person.household["id"]  # type: ignore[attr-defined]
        households = Household.objects.within(reading).select_related("site")
        return person, households.filter(pk=number).first()
