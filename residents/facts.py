"""What a file says of a household or person: labelled values in groups, masked by the sight."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _

from lib.masking import mask_address
from residents.models import Household, Person
from residents.sight import HIDDEN, Sight

# Shown masked to everybody; a reveal of one of these is logged with its reason.
REVEALED_OF_PERSON = ("id_number", "birth_date", "phone")
REVEALED_OF_HOUSEHOLD = ("origin_village",)

PLACEMENT = (
    "household_no", "site", "relocation_type", "relocation_year", "planned_move_in_on",
    "moved_in_on", "ended_on",
)  # fmt: skip
ORIGIN = (
    "origin_county", "origin_township", "origin_village", "origin_class", "old_house_m2",
    "old_house_demolished_on", "land_reclaimed_on", "homestead_m2", "farmland_mu",
)  # fmt: skip
AFTERWARDS = (
    "poverty_exit_year", "hukou_transferred_on", "title_issued_on", "industry_support",
)  # fmt: skip
HARDSHIP = (
    "monitored_type", "risk_found_on", "risk_cleared_on", "hardship_cause", "net_income_yuan",
    "self_raised_yuan", "demolition_reward_yuan", "remark",
)  # fmt: skip
WHO = ("name", "sex")
IDENTITY = (
    "id_number", "id_missing_reason", "birth_date", "phone", "ethnic_code", "education_code",
    "political_code", "marital_code", "residence_code",
)  # fmt: skip
WORK = (
    "labour_ability_code", "labour_status_code", "labour_skill", "training_had", "training_wanted",
)  # fmt: skip
SCHOOL = ("school_stage_code", "school_name", "school_grade")
INSURANCE = ("has_pension", "has_medical_insurance", "medical_insurance_place")
HEALTH = ("health_code", "illness", "disability_code", "remark")
SENSITIVE = frozenset(HARDSHIP) | frozenset(HEALTH)


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value; `reveals` names the field that a reveal would show, "" for none."""

    name: str
    label: str
    value: str
    reveals: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under a heading; a group of hidden facts says so once."""

    title: str
    facts: list[Fact] = field(default_factory=list)
    hidden: bool = False


def household_groups(household: Household, sight: Sight) -> list[Group]:
    """All facts of a household; `household` carries `home`."""
    sees = sight.may_see_sensitive(household)

    def group(title: str, names: Iterable[str], hidden: bool = False) -> Group:
        return _group(household, title, names, hidden, lambda name: _origin(household, name, sight))

    return [
        group(_("Placement"), PLACEMENT),
        group(_("Place of origin"), ORIGIN),
        group(_("After the move"), AFTERWARDS),
        group(_("Hardship and income"), HARDSHIP, hidden=not sees),
    ]


def person_groups(person: Person, sight: Sight) -> list[Group]:
    """All facts of a person; `person` carries `home`."""
    is_open, sees = sight.is_open(person), sight.may_see_sensitive(person)

    def group(title: str, names: Iterable[str], hidden: bool) -> Group:
        return _group(person, title, names, hidden, lambda name: _personal(person, name, sight))

    who = group(_("Person"), WHO, False)
    age = person.age_on(sight.on)
    who.facts.append(Fact("age", _("age"), "" if age is None else str(age)))
    return [
        who,
        group(_("Identity and contact"), IDENTITY, not is_open),
        group(_("Work and training"), WORK, not is_open),
        group(_("School"), SCHOOL, not is_open),
        group(_("Insurance"), INSURANCE, not is_open),
        group(_("Health"), HEALTH, not sees),
    ]


def label_of(model: type[models.Model], name: str) -> str:
    """A field's label; the sealed identity number is called by what it holds."""
    if name.startswith("id_number"):
        return _("identity number")
    return str(model._meta.get_field(name).verbose_name)


def shown(row: models.Model, name: str) -> str:
    """A field's value in words: labels for codes, ISO days, grouped numbers."""
    display = getattr(row, f"get_{name}_display", None)
    return in_words(display() if display else getattr(row, name))


def in_words(value: Any) -> str:
    """A plain value as tables show it; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return formats.number_format(value.normalize(), force_grouping=True, decimal_pos=None)
    return str(value)


def mask_birth_date(day: date) -> str:
    """The year alone: with month and day the masked identity number could be put together."""
    return f"{day.year}-**-**"


def mask_origin(village: str) -> str:
    return mask_address(village, 2)


def _group(row: models.Model, title: str, names: Iterable[str], hidden: bool, masked: Any) -> Group:
    if hidden:
        return Group(title, hidden=True)
    facts = []
    for name in names:
        fact = masked(name)
        facts.append(fact or Fact(name, label_of(type(row), name), shown(row, name)))
    return Group(title, facts)


def _origin(household: Household, name: str, sight: Sight) -> Fact | None:
    if name != "origin_village":
        return None
    value = mask_origin(household.origin_village)
    reveals = name if value and sight.may_reveal(household) else ""
    return Fact(name, label_of(Household, name), value, reveals)


def _personal(person: Person, name: str, sight: Sight) -> Fact | None:
    if name not in REVEALED_OF_PERSON:
        return None
    value = masked_personal(person, name, sight)
    reveals = name if value and value != HIDDEN and sight.may_reveal(person) else ""
    return Fact(name, label_of(Person, name), value, reveals)


def masked_personal(person: Person, name: str, sight: Sight) -> str:
    """The masked form of an identity number, birth date or phone."""
    if name == "id_number":
        return sight.id_number(person)
    if name == "phone":
        return sight.phone(person)
    born = person.birth_date
    return str(sight.guarded(person, mask_birth_date(born))) if born else ""


def clear_value(row: Household | Person, name: str) -> str:
    """What is behind the mask; only for a reveal that has been logged."""
    return in_words(getattr(row, name))
