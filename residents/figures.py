"""Figures over the register of households and persons."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from residents.enums import PoliticalStatus
from residents.models import CareTag, ContactPair, Household, Person
from residents.rules import CARE_READERS, READERS

REGISTER_COUNTERS = READERS


def households(scope: Scope, period: Period) -> QuerySet:
    rows = Household.objects.within(scope.only(REGISTER_COUNTERS)).current(period.last)
    return rows.select_related("site").with_head(period.last)


def persons(scope: Scope, period: Period) -> QuerySet:
    rows = Person.objects.within(scope.only(REGISTER_COUNTERS)).current(period.last)
    return rows.select_related("site")


def party_members(scope: Scope, period: Period) -> QuerySet:
    codes = (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY)
    return persons(scope, period).filter(political_code__in=codes)


def contact_pairs(scope: Scope, period: Period) -> QuerySet:
    rows = ContactPair.objects.within(scope.only(REGISTER_COUNTERS)).current(period.last)
    return rows.select_related("site", "household", "cadre")


def care_households(scope: Scope, period: Period) -> QuerySet:
    """Households with at least one care tag in force."""
    tags = CareTag.objects.current(period.last).filter(household=OuterRef("pk"))
    return households(scope, period).filter(Exists(tags))


FIGURES = [
    Figure(
        code="households",
        label=_("Households"),
        definition=_("Households that live at a site on the last day of the period."),
        unit=Unit.HOUSEHOLDS,
        system=System.PARTY,
        requirements=("R8",),
        rows=households,
        columns=(
            Column(_("household number"), lambda row: row.household_no),
            Column(_("resettlement site"), lambda row: row.site.name),
            Column(_("head of household"), lambda row: row.head_name or "", personal=True),
            Column(_("move-in date"), lambda row: row.moved_in_on),
        ),
        keys=("household_no", "id"),
        readers=REGISTER_COUNTERS,
        url=lambda row: reverse("household_detail", args=[row.pk]),
    ),
    Figure(
        code="persons",
        label=_("Residents"),
        definition=_("Persons who belong to a household on the last day of the period."),
        unit=Unit.PERSONS,
        system=System.PARTY,
        requirements=("R8",),
        rows=persons,
        columns=(
            Column(_("name"), lambda row: row.name, personal=True),
            Column(_("sex"), lambda row: row.get_sex_display()),
            Column(_("resettlement site"), lambda row: row.site.name),
        ),
        keys=("id",),
        readers=REGISTER_COUNTERS,
        url=lambda row: reverse("person_detail", args=[row.pk]),
    ),
    Figure(
        code="party_members",
        label=_("Party members among the residents"),
        definition=_(
            "Members and probationary members of the Communist Party of China who belong to a "
            "household on the last day of the period."
        ),
        unit=Unit.PERSONS,
        system=System.PARTY,
        requirements=("R18",),
        rows=party_members,
        columns=(
            Column(_("name"), lambda row: row.name, personal=True),
            Column(_("political status"), lambda row: row.get_political_code_display()),
            Column(_("resettlement site"), lambda row: row.site.name),
        ),
        keys=("id",),
        readers=REGISTER_COUNTERS,
        url=lambda row: reverse("person_detail", args=[row.pk]),
    ),
    Figure(
        code="contact_pairs",
        label=_("Households with a contact cadre"),
        definition=_(
            "Households that a cadre keeps in touch with on the last day of the period, counted "
            "by their contact pairs."
        ),
        unit=Unit.HOUSEHOLDS,
        system=System.PARTY,
        requirements=("R39",),
        rows=contact_pairs,
        columns=(
            Column(_("household number"), lambda pair: pair.household.household_no),
            Column(_("contact cadre"), lambda pair: pair.cadre.name),
            Column(_("resettlement site"), lambda pair: pair.site.name),
            Column(_("first day"), lambda pair: pair.valid_from),
        ),
        keys=("valid_from", "id"),
        distinct="household",
        readers=REGISTER_COUNTERS,
        url=lambda pair: reverse("household_detail", args=[pair.household_id]),
    ),
    Figure(
        code="care_households",
        label=_("Households in care"),
        definition=_(
            "Households of which a member or the whole is in special care on the last day of the "
            "period."
        ),
        unit=Unit.HOUSEHOLDS,
        system=System.GOVERNANCE,
        requirements=("R50",),
        rows=care_households,
        columns=(
            Column(_("household number"), lambda row: row.household_no),
            Column(_("resettlement site"), lambda row: row.site.name),
            Column(_("head of household"), lambda row: row.head_name or "", personal=True),
        ),
        keys=("household_no", "id"),
        readers=REGISTER_COUNTERS,
        exact_for=CARE_READERS,
        url=lambda row: reverse("household_care", args=[row.pk]),
    ),
]
