"""Filter forms of the lists: they own the filtering and stand in the address.

Only codes, ids and days are filtered by; a name, number or phone would stand in the address and in
logs, so those are found through the search box.
"""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from lib.dated import current_q
from lib.day_field import DayField
from lib.scope import Scope
from residents.enums import (
    Education,
    EthnicGroup,
    LabourStatus,
    MonitoredType,
    PoliticalStatus,
    RelocationType,
    ResidenceStatus,
    Sex,
)
from residents.models import Household, Membership, Person
from residents.models.households import HouseholdQuerySet
from residents.models.persons import PersonQuerySet
from residents.rules import READERS, SENSITIVE_READERS
from sites.models import Building, ResettlementSite

HOUSEHOLD_STATES = [
    ("", _("lives here")),
    ("ended", _("moved away")),
    ("coming", _("not moved in yet")),
    ("all", _("all")),
]
HOUSEHOLD_SORTS = [
    ("", _("household number")),
    ("address", _("address")),
    ("newest", _("newest first")),
]
PERSON_SORTS = [("", _("site and name")), ("name", _("name")), ("newest", _("newest first"))]


def any_of(choices: Any) -> list[tuple[str, Any]]:
    """The choices of a code list with "all" in front."""
    return [("", _("all")), *(pair for pair in choices if pair[0])]


class SiteFilter(forms.Form):
    """One of the sites that the reader may read; who has one site has no choice to make."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.reading = scope.only(READERS)
        area = self.reading.area
        self.has_one_site = not area.county and len(area.site_ids) == 1
        if self.has_one_site:
            del self.fields["site"]
        else:
            sites = ResettlementSite.objects.within(self.reading)
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def filter(self, rows: QuerySet) -> QuerySet:
        """The rows of the chosen site."""
        site = self.given("site")
        return rows.filter(site=site) if site else rows

    def in_words(self) -> str:
        """The active filters as a line of text, for the foot of an export."""
        shown = []
        for name, field in self.fields.items():
            value = self.given(name)
            if value in (None, "", False):
                continue
            labels = dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
            words = _("yes") if value is True else labels.get(value, value)
            colon = pgettext("between a label and its value", ":")
            shown.append(f"{field.label}{colon}{words}")
        return "; ".join(shown) or str(_("none"))

    def given(self, name: str) -> Any:
        """The checked value of a field; None where it is empty, wrong or not offered."""
        return self.cleaned_data.get(name) if self.errors is not None else None


class PlaceFilter(SiteFilter):
    """Site and, within a site, building."""

    building = forms.ModelChoiceField(
        label=_("Building"), queryset=None, required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        site = self.data.get("site", "")
        if not self.has_one_site and not site.isdecimal():
            del self.fields["building"]
            return
        buildings = Building.objects.within(self.reading)
        chosen = buildings if self.has_one_site else buildings.filter(site=int(site[:18]))
        self.fields["building"].queryset = chosen  # type: ignore[attr-defined]


class HouseholdFilter(PlaceFilter):
    """Narrows a list of households."""

    state = forms.ChoiceField(label=_("State"), choices=HOUSEHOLD_STATES, required=False)
    relocation_type = forms.ChoiceField(
        label=_("Relocation type"), choices=any_of(RelocationType.choices), required=False
    )
    relocation_year = forms.IntegerField(
        label=_("Relocation year"), min_value=2000, max_value=2100, required=False
    )
    moved_in_from = DayField(label=_("Moved in from"), required=False)
    moved_in_to = DayField(label=_("Moved in to"), required=False)
    monitored_type = forms.ChoiceField(
        label=_("Monitored type"), choices=any_of(MonitoredType.choices), required=False
    )
    without_head = forms.BooleanField(label=_("Without a head"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=HOUSEHOLD_SORTS, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        if not scope.only(SENSITIVE_READERS).grants:
            del self.fields["monitored_type"]

    def filter(self, rows: HouseholdQuerySet) -> HouseholdQuerySet:
        """The households of `rows` that the form asks for."""
        on = self.scope.on
        rows = self._in_state(rows, on)
        rows = super().filter(rows)
        if building := self.given("building"):
            rows = rows.filter(
                current_q(on, "occupancy__"), occupancy__dwelling__stairwell__building=building
            )
        for name in ("relocation_type", "relocation_year"):
            if value := self.given(name):
                rows = rows.filter(**{name: value})
        if first := self.given("moved_in_from"):
            rows = rows.filter(moved_in_on__gte=first)
        if last := self.given("moved_in_to"):
            rows = rows.filter(moved_in_on__lte=last)
        if monitored := self.given("monitored_type"):
            # Being in the answer tells it, so only rows whose hardship the reader may see.
            readable = Household.objects.within(self.scope.only(SENSITIVE_READERS))
            rows = rows.filter(monitored_type=monitored, pk__in=readable.values("pk"))
        if self.given("without_head"):
            rows = rows.without_head(on)
        return rows

    def _in_state(self, rows: HouseholdQuerySet, on: date) -> HouseholdQuerySet:
        match self.given("state"):
            case "ended":
                return rows.filter(ended_on__lte=on)
            case "coming":
                return rows.filter(moved_in_on__gt=on)
            case "all":
                return rows
        return rows.current(on)

    def sorted(self, rows: HouseholdQuerySet) -> tuple[HouseholdQuerySet, tuple[str, ...]]:
        """The rows and the keys to page them by."""
        match self.given("sort"):
            case "newest":
                return rows, ("-id",)
            case "address":
                return rows.with_address_key(self.scope.on), ("site__code", "address_key", "id")
        return rows, ("site__code", "household_no", "id")


class PersonFilter(PlaceFilter):
    """Narrows a list of persons."""

    sex = forms.ChoiceField(label=_("Sex"), choices=any_of(Sex.choices), required=False)
    age_from = forms.IntegerField(label=_("Age from"), min_value=0, max_value=130, required=False)
    age_to = forms.IntegerField(label=_("Age to"), min_value=0, max_value=130, required=False)
    ethnic = forms.ChoiceField(
        label=_("Ethnic group"), choices=any_of(EthnicGroup.choices), required=False
    )
    education = forms.ChoiceField(
        label=_("Education"), choices=any_of(Education.choices), required=False
    )
    political = forms.ChoiceField(
        label=_("Political status"), choices=any_of(PoliticalStatus.choices), required=False
    )
    residence = forms.ChoiceField(
        label=_("Residence"), choices=any_of(ResidenceStatus.choices), required=False
    )
    labour_status = forms.ChoiceField(
        label=_("Labour status"), choices=any_of(LabourStatus.choices), required=False
    )
    former = forms.BooleanField(label=_("Former residents too"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=PERSON_SORTS, required=False)

    # Filters that tell more than name, sex and age; children are left out of their answers.
    CODES = {
        "ethnic": "ethnic_code",
        "education": "education_code",
        "political": "political_code",
        "residence": "residence_code",
        "labour_status": "labour_status_code",
    }

    def filter(self, rows: PersonQuerySet) -> PersonQuerySet:
        """The persons of `rows` that the form asks for."""
        on = self.scope.on
        if not self.given("former"):
            rows = rows.filter(Exists(Membership.objects.current(on).filter(person=OuterRef("pk"))))
        rows = super().filter(rows)
        if building := self.given("building"):
            living = Person.objects.filter(
                current_q(on, "membership__"),
                current_q(on, "membership__household__occupancy__"),
                membership__household__occupancy__dwelling__stairwell__building=building,
            )
            rows = rows.filter(pk__in=living.values("pk"))
        if sex := self.given("sex"):
            rows = rows.filter(sex=sex)
        if (oldest := self.given("age_to")) is not None:
            rows = rows.filter(birth_date__gt=years_before(on, oldest + 1))
        if (youngest := self.given("age_from")) is not None:
            rows = rows.filter(birth_date__lte=years_before(on, youngest))
        codes = {column: self.given(name) for name, column in self.CODES.items()}
        codes = {column: value for column, value in codes.items() if value}
        return rows.filter(self._seen_into(), **codes) if codes else rows

    def _seen_into(self) -> Q:
        """Not a child, or a child of whom the reader may see more than name, sex and age."""
        readable = Person.objects.within(self.scope.only(SENSITIVE_READERS))
        return (
            Q(birth_date__isnull=True)
            | Q(birth_date__lte=years_before(self.scope.on, 14))
            | Q(pk__in=readable.values("pk"))
        )

    def sorted(self, rows: PersonQuerySet) -> tuple[PersonQuerySet, tuple[str, ...]]:
        """The rows and the keys to page them by."""
        match self.given("sort"):
            case "newest":
                return rows, ("-id",)
            case "name":
                return rows, ("name_pinyin", "name", "id")
        return rows, ("site__code", "name_pinyin", "name", "id")


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
