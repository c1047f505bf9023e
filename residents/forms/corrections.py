"""Corrections of a household's and of a person's own fields."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.day_field import DayField
from lib.identity_numbers import birth_date_of, sex_of
from lib.names import clean_name
from lib.periods import today
from residents.enums import Relation
from residents.facts import (
    AFTERWARDS,
    HEALTH,
    INSURANCE,
    SCHOOL,
    WORK,
    mask_birth_date,
    mask_origin,
)
from residents.forms.fields import IdNumberField, PhoneField
from residents.models import Household, Membership, Person

NUMBER_NEEDED_FROM = 16


class CorrectionForm(forms.ModelForm):
    """Own fields of one row, with the version that was shown.

    Masked values are not shown here either: a `new_…` field left empty keeps what is stored.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    SECTIONS: Sequence[tuple[Any, Sequence[str]]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                self.fields[name] = DayField(label=field.label, required=field.required)
            elif isinstance(field, forms.TypedChoiceField) and not field.required:
                field.choices = [("", _("not given")), *(c for c in field.choices if c[0])]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Heading and bound fields of each part of the form."""
        return [
            (str(title), [self[name] for name in names if name in self.fields])
            for title, names in self.SECTIONS
        ]

    def keeps(self, name: str, masked: str) -> None:
        """Says under a `new_…` field what stays if it is left empty."""
        if masked:
            self.fields[name].help_text = _("Now %(masked)s. Leave it empty to keep this.") % {
                "masked": masked
            }

    def values(self) -> dict[str, Any]:
        """Model field to checked value."""
        own = {field.name for field in self._meta.model._meta.concrete_fields}
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in own}

    def tell_stale(self, sentence: str, version: int) -> None:
        """Shows what a colleague changed; what was typed stays, and the next save goes through."""
        self.add_error(None, sentence)
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)


class HouseholdForm(CorrectionForm):
    """Corrections of a household; its site, members and dwelling change in other ways."""

    new_origin_village = forms.CharField(
        label=gettext_lazy("Village of origin"), max_length=120, required=False
    )

    SECTIONS = (
        (
            gettext_lazy("Placement"),
            (
                "household_no", "relocation_type", "relocation_year", "planned_move_in_on",
                "moved_in_on", "self_raised_yuan",
            ),
        ),
        (
            gettext_lazy("Place of origin"),
            (
                "origin_county", "origin_township", "new_origin_village", "origin_class",
                "old_house_m2", "old_house_demolished_on", "demolition_reward_yuan",
                "land_reclaimed_on", "homestead_m2", "farmland_mu",
            ),
        ),
        (gettext_lazy("After the move"), AFTERWARDS),
        (
            gettext_lazy("Hardship and income"),
            (
                "monitored_type", "risk_found_on", "risk_cleared_on", "hardship_cause",
                "net_income_yuan", "remark",
            ),
        ),
    )  # fmt: skip

    class Meta:
        model = Household
        fields = [
            "household_no", "relocation_type", "relocation_year", "planned_move_in_on",
            "moved_in_on", "self_raised_yuan", "origin_county", "origin_township", "origin_class",
            "old_house_m2", "old_house_demolished_on", "demolition_reward_yuan",
            "land_reclaimed_on", "homestead_m2", "farmland_mu", *AFTERWARDS, "monitored_type",
            "risk_found_on", "risk_cleared_on", "hardship_cause", "net_income_yuan", "remark",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keeps("new_origin_village", mask_origin(self.instance.origin_village))

    def clean_household_no(self) -> str:
        number = self.cleaned_data["household_no"]
        same = Household.objects.filter(site=self.instance.site_id, household_no=number)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("The site has a household %(number)s already. Give this one another number."),
                params={"number": number},
            )
        return number

    def clean_moved_in_on(self) -> date | None:
        day, ended = self.cleaned_data["moved_in_on"], self.instance.ended_on
        if day and ended and day > ended:
            raise forms.ValidationError(
                _("The household moved away on %(day)s. Give an earlier move-in date."),
                params={"day": ended},
            )
        return day

    def values(self) -> dict[str, Any]:
        values = super().values()
        if village := self.cleaned_data["new_origin_village"]:
            values["origin_village"] = village
        return values


class PersonForm(CorrectionForm):
    """Corrections of a person; sex and birth date must agree with the identity number."""

    new_id_number = IdNumberField(label=gettext_lazy("Identity number"), required=False)
    new_birth_date = DayField(label=gettext_lazy("Birth date"), required=False)
    new_phone = PhoneField(label=gettext_lazy("Phone"), required=False)
    remove_phone = forms.BooleanField(label=gettext_lazy("Remove the phone"), required=False)
    relation = forms.ChoiceField(
        label=gettext_lazy("Relation to head"),
        choices=[
            ("", gettext_lazy("not given")),
            *(pair for pair in Relation.choices if pair[0] != Relation.HEAD),
        ],
        required=False,
    )

    SECTIONS = (
        (
            gettext_lazy("Person"),
            ("name", "relation", "sex", "new_id_number", "id_missing_reason", "new_birth_date"),
        ),
        (
            gettext_lazy("Identity and contact"),
            (
                "new_phone", "remove_phone", "ethnic_code", "education_code", "political_code",
                "marital_code", "residence_code",
            ),
        ),
        (gettext_lazy("Work and training"), WORK),
        (gettext_lazy("School"), SCHOOL),
        (gettext_lazy("Insurance"), INSURANCE),
        (gettext_lazy("Health"), HEALTH),
    )  # fmt: skip

    class Meta:
        model = Person
        fields = [
            "name", "sex", "id_missing_reason", "ethnic_code", "education_code",
            "political_code", "marital_code", "residence_code", *WORK, *SCHOOL, *INSURANCE, *HEALTH,
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance
        self.keeps("new_id_number", person.id_number_masked)
        self.keeps("new_phone", person.phone_masked)
        if person.birth_date:
            self.keeps("new_birth_date", mask_birth_date(person.birth_date))
        if not person.phone:
            del self.fields["remove_phone"]
        membership = Membership.objects.current(today()).filter(person=person).first()
        if membership is None or membership.is_head:
            del self.fields["relation"]
        else:
            self.fields["relation"].initial = membership.relation_code

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Sex and birth date as the number says; without a number a reason from 16 on."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        number = cleaned["new_id_number"] or self.instance.id_number
        if number:
            self._agree(number, cleaned)
        else:
            self._explain(cleaned)
        return cleaned

    def _agree(self, number: str, cleaned: dict[str, Any]) -> None:
        born, sex = birth_date_of(number), sex_of(number)
        given = cleaned["new_birth_date"]
        if given and given != born:
            self.add_error(
                "new_birth_date",
                _("The identity number says another birth date. Correct one of the two."),
            )
        if cleaned["new_id_number"]:
            cleaned["new_birth_date"] = born
            if "sex" not in self.changed_data:
                cleaned["sex"] = sex
        if cleaned["sex"] != sex:
            self.add_error(
                "sex", _("The identity number says the other sex. Correct one of the two.")
            )

    def _explain(self, cleaned: dict[str, Any]) -> None:
        born = cleaned["new_birth_date"] or self.instance.birth_date
        age = Person(birth_date=born).age_on(today())
        if (age is None or age >= NUMBER_NEEDED_FROM) and not cleaned["id_missing_reason"]:
            self.add_error(
                "id_missing_reason",
                _("From the age of 16 write why there is no identity number, or type the number."),
            )

    @property
    def relation_code(self) -> str | None:
        """The relation to the head; None where this form does not ask for it."""
        return self.cleaned_data.get("relation")

    def values(self) -> dict[str, Any]:
        values = super().values()
        values["sex"] = self.cleaned_data["sex"]
        if born := self.cleaned_data["new_birth_date"]:
            values["birth_date"] = born
        if phone := self.cleaned_data["new_phone"]:
            values["phone"] = phone
        elif self.cleaned_data.get("remove_phone"):
            values["phone"] = ""
        return values
