"""One form for every kind of life event: what the kind asks for, the day, and what shows it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.dated import current_q
from lib.day_field import DayField
from lib.identity_numbers import clean_id_number
from lib.scope import Scope
from residents.actions.life_events.recording import Facts
from residents.enums import LifeEventKind, Relation, Sex
from residents.models import Household, Membership, Occupancy, Person
from residents.rules import EDITORS
from residents.search import tidy
from sites.models import Dwelling, ResettlementSite

# What each kind asks for, in the order of the form.
ASKED: dict[str, tuple[str, ...]] = {
    LifeEventKind.BIRTH: ("name", "sex", "relation"),
    LifeEventKind.DEATH: ("person", "new_head"),
    LifeEventKind.MARRIAGE_IN: ("resident", "name", "sex", "relation", "new_head"),
    LifeEventKind.JOIN: ("resident", "relation", "new_head"),
    LifeEventKind.MARRIAGE_OUT: ("person", "new_head"),
    LifeEventKind.SPLIT: ("persons", "head", "dwelling", "new_head", "number"),
    LifeEventKind.MERGE: ("into",),
    LifeEventKind.MOVE: ("dwelling",),
    LifeEventKind.OTHER_SITE: ("site",),
    LifeEventKind.OUT: ("persons", "new_head"),
    LifeEventKind.ABSENCE: ("persons",),
    LifeEventKind.RETURN: ("persons",),
    LifeEventKind.HEAD: ("person",),
    LifeEventKind.HUKOU: (),
}
ALWAYS = ("on", "evidence", "note", "token")
OPTIONAL = {
    (LifeEventKind.SPLIT, "dwelling"), (LifeEventKind.OUT, "persons"),
    (LifeEventKind.MARRIAGE_IN, "name"), (LifeEventKind.MARRIAGE_IN, "resident"),
}  # fmt: skip


class LifeEventForm(forms.Form):
    """The fields of one kind; `arguments()` are those of its action."""

    person = forms.ModelChoiceField(label=gettext_lazy("Member"), queryset=None)
    persons = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Members"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    head = forms.ModelChoiceField(label=gettext_lazy("Head of the new household"), queryset=None)
    resident = forms.CharField(
        label=gettext_lazy("Resident of the site"),
        help_text=gettext_lazy("Name or identity number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=Sex.choices)
    relation = forms.ChoiceField(
        label=gettext_lazy("Relation to the head"),
        choices=[pair for pair in Relation.choices if pair[0] != Relation.HEAD],
    )
    into = forms.CharField(label=gettext_lazy("Number of the other household"), max_length=30)
    dwelling = forms.CharField(
        label=gettext_lazy("Dwelling"), help_text=gettext_lazy("Like 3-2-501; it must be free.")
    )
    site = forms.ModelChoiceField(label=gettext_lazy("To the site"), queryset=None)
    new_head = forms.ModelChoiceField(
        label=gettext_lazy("Head of those who stay"),
        queryset=None,
        required=False,
        help_text=gettext_lazy("Only where the head leaves."),
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the new household"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Empty: it is numbered behind the old one."),
    )
    on = DayField(label=gettext_lazy("Day of the event"))
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: birth certificate, marriage certificate."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self,
        *args: Any,
        kind: str,
        household: Household,
        scope: Scope,
        resident: Person | None = None,
        **kwargs: Any,
    ) -> None:
        """`resident` is who comes in, where a roster has told it already."""
        super().__init__(*args, **kwargs)
        self.kind, self.household, self.scope = kind, household, scope
        self.told = resident if "resident" in ASKED[kind] else None
        for name in list(self.fields):
            if name not in (*ASKED[kind], *ALWAYS):
                del self.fields[name]
        members = Person.objects.filter(
            current_q(scope.on, "membership__"), membership__household=household
        ).order_by("birth_date", "pk")
        for name in ("person", "persons", "head", "new_head"):
            if name in self.fields:
                self.fields[name].queryset = members  # type: ignore[attr-defined]
        if "resident" in self.fields:
            self._ask_whom_he_leaves()
        if "site" in self.fields:
            sites = ResettlementSite.objects.active(scope.on).exclude(pk=household.site_id)
            self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        for name in self.fields:
            if (kind, name) in OPTIONAL:
                self.fields[name].required = False
        self.fields["on"].initial = scope.on

    def _ask_whom_he_leaves(self) -> None:
        """Who heads the household that the resident leaves is asked only where he heads it."""
        if self.told is not None:
            for name in {"resident", "name", "sex"} & self.fields.keys():
                del self.fields[name]
        elif self.kind == LifeEventKind.MARRIAGE_IN:
            self.fields["resident"].help_text = _("Name or identity number; empty for a newcomer.")
        typed = str(self.data.get(self.add_prefix("resident"), ""))
        found = [self.told] if self.told else self._residents(typed)
        heads = Membership.objects.current(self.scope.on).filter(person__in=found[:1], is_head=True)
        others = Person.objects.filter(
            current_q(self.scope.on, "membership__"),
            membership__household__in=heads.values("household"),
        ).exclude(pk__in=[person.pk for person in found])
        if others.exists():
            self.fields["new_head"].queryset = others.order_by("birth_date", "pk")  # type: ignore[attr-defined]
        else:
            del self.fields["new_head"]

    def _residents(self, text: str) -> list[Person]:
        """Those of the site whom an identity number or a name means; two at most."""
        text = text.strip()
        if not text:
            return []
        rows = Person.objects.within(self.scope.only(EDITORS)).filter(site=self.household.site_id)
        number = clean_id_number(text)
        return list(rows.with_id_number(number)[:1]) or list(rows.filter(name=text)[:2])

    def clean_dwelling(self) -> Dwelling | None:
        """A free dwelling of the household's site, by building, stairwell and room."""
        text = tidy(self.cleaned_data["dwelling"])
        if not text:
            return None
        parts = text.split("-")
        rows = Dwelling.objects.filter(site=self.household.site_id)
        found = None
        if len(parts) == 3:
            found = rows.filter(
                stairwell__building__name=parts[0], stairwell__name=parts[1], room_no=parts[2]
            ).first()
        if found is None:
            raise forms.ValidationError(
                _("The site has no dwelling “%(text)s”. Write it like 3-2-501."),
                params={"text": text[:30]},
            )
        if Occupancy.objects.current(self.scope.on).filter(dwelling=found).exists():
            raise forms.ValidationError(_("Somebody lives in this dwelling. Choose a free one."))
        return found

    def clean_into(self) -> Household:
        """Another household of the site, by its number."""
        number = self.cleaned_data["into"].strip()
        rows = Household.objects.within(self.scope.only(EDITORS)).current(self.scope.on)
        found = rows.filter(site=self.household.site_id, household_no=number).first()
        if found is None or found.pk == self.household.pk:
            raise forms.ValidationError(
                _("The site has no other household “%(number)s” today. Check the number."),
                params={"number": number},
            )
        return found

    def clean_resident(self) -> Person | None:
        """One person of the household's site, by identity number or by a name that he alone has."""
        text = self.cleaned_data["resident"].strip()
        if not text:
            return None
        found = self._residents(text)
        if len(found) == 1:
            return found[0]
        nobody = _("Nobody at the site is called so. Leave it empty for a newcomer.")
        if self.kind != LifeEventKind.MARRIAGE_IN:
            nobody = _("Nobody at the site is called so. Check the name, or type the number.")
        raise forms.ValidationError(
            _("Several residents of the site are called so. Type the identity number.")
            if found
            else nobody
        )

    def clean_number(self) -> str:
        """A number that the site has not given yet."""
        number = self.cleaned_data["number"].strip()
        rows = Household.objects.filter(site=self.household.site_id, household_no=number)
        if number and rows.exists():
            raise forms.ValidationError(
                _("The site has a household %(number)s already. Give this one another number."),
                params={"number": number},
            )
        return number

    def clean(self) -> dict[str, Any]:
        if self.kind == LifeEventKind.MARRIAGE_IN and not self.errors and not self.told:
            data = self.cleaned_data
            if not data.get("resident") and not data.get("name"):
                self.add_error("name", _("Say who it is: a resident, or a newcomer's name."))
        return self.cleaned_data

    def facts(self) -> Facts:
        """Day, evidence, note and token of the event."""
        data = self.cleaned_data
        return Facts(data["on"], data["evidence"], data["note"], data["token"])

    def arguments(self) -> dict[str, Any]:
        """What else the action of this kind takes."""
        given = {name: self.cleaned_data[name] for name in ASKED[self.kind] if name in self.fields}
        if self.told or "resident" in given:
            given["person"] = self.told or given.pop("resident")
        if "persons" in given:
            given["persons"] = list(given["persons"])
        return given
