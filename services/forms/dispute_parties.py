"""Forms of parties and of those who help to settle."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.scope import Scope
from residents.forms.fields import IdNumberField, PhoneField
from residents.models import Person
from residents.search import find
from residents.sight import sight_of
from services.enums.disputes import Capacity, PartySide
from services.models import DisputeParty
from sites.forms.fields import ColleagueField

PARTS = ("resident", "name", "phone", "address", "agent_name", "agent_phone")
PARTY_FIELDS = tuple(f"{side}_{part}" for side in ("applicant", "respondent") for part in PARTS)
LABELS = {
    "resident": gettext_lazy("Resident: name, room or telephone"),
    "name": gettext_lazy("Or the name of somebody from elsewhere"),
    "phone": gettext_lazy("Telephone"),
    "address": gettext_lazy("Unit or address"),
    "agent_name": gettext_lazy("Agent"),
    "agent_phone": gettext_lazy("Telephone of the agent"),
}
NAMED = 5


class ResidentField(forms.CharField):
    """A resident, as the search box finds him; gives the person, or None for nothing typed."""

    def __init__(self, *, scope: Scope, **kwargs: Any) -> None:
        super().__init__(max_length=60, required=False, **kwargs)
        self.scope = scope
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> Person | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = find(text, self.scope)
        persons = found.persons
        heads = {household.head_id for household in found.households if household.head_id}
        if not persons and heads:
            rows = Person.objects.within(self.scope).filter(pk__in=heads)
            persons = list(rows.for_list(self.scope.on))
        if len(persons) == 1:
            return persons[0]
        if persons:
            sight = sight_of(self.scope)
            some = "、".join(f"{row.name} {sight.address(row)}".strip() for row in persons[:NAMED])
            raise forms.ValidationError(
                _("Several residents match: %(some)s. Type the room, telephone or whole name."),
                params={"some": some},
            )
        raise forms.ValidationError(
            _("No resident here matches. Check it, or give the name of somebody from elsewhere.")
        )


def home_of(person: Person) -> str:
    """Where a resident lives today, as a paper says it; "" without a dwelling."""
    if not person.home:
        return ""
    return "{site}{building}栋{stairwell}单元{room}室".format(site=person.site.name, **person.home)


class PartyFields(forms.Form):
    """The fields of one party for each of `sides`, prefixed by the side."""

    sides: tuple[PartySide, ...] = ()
    parts: tuple[str, ...] = PARTS

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side in self.sides:
            fields = {
                "resident": ResidentField(scope=scope),
                "name": forms.CharField(max_length=60, required=False),
                "phone": PhoneField(max_length=20, required=False),
                "address": forms.CharField(max_length=120, required=False),
                "agent_name": forms.CharField(max_length=60, required=False),
                "agent_phone": PhoneField(max_length=20, required=False),
            }
            for part in self.parts:
                fields[part].label = LABELS[part]
                self.fields[f"{side}_{part}"] = fields[part]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for side in self.sides:
            wrong = f"{side}_resident" in self.errors
            if not wrong and not typed.get(f"{side}_resident") and not typed.get(f"{side}_name"):
                self.add_error(
                    f"{side}_name", _("Name the party: a resident, or somebody from elsewhere.")
                )
        persons = [typed.get(f"{side}_resident") for side in self.sides]
        if len(persons) == 2 and persons[0] is not None and persons[0] == persons[1]:
            self.add_error(
                "respondent_resident", _("Nobody quarrels with himself: name the other party.")
            )
        return typed

    def party(self, side: PartySide) -> DisputeParty:
        """The party of this side, not stored."""
        typed = self.cleaned_data
        person = typed[f"{side}_resident"]
        given = {part: typed.get(f"{side}_{part}") for part in PARTS[2:]}
        return DisputeParty(
            side=side,
            person=person,
            name=person.name if person else typed[f"{side}_name"],
            sex=person.sex if person else "0",
            birth_date=person.birth_date if person else None,
            **{
                "address": home_of(person) if person else "",
                **{part: value for part, value in given.items() if value},
            },
        )


class PartyForm(forms.ModelForm):
    """One party as the papers of the case give him."""

    id_number = IdNumberField(
        label=gettext_lazy("Identity number of somebody from elsewhere"),
        required=False,
        help_text=gettext_lazy(
            "Needed for the court alone; kept sealed. Empty keeps what is stored."
        ),
    )
    phone = PhoneField(label=gettext_lazy("Telephone"), max_length=20, required=False)
    agent_phone = PhoneField(
        label=gettext_lazy("Telephone of the agent"), max_length=20, required=False
    )
    field_order = (
        "side", "resident", "name", "is_organisation", "sex", "phone", "address", "occupation",
        "id_number", "agent_name", "agent_phone",
    )  # fmt: skip

    class Meta:
        model = DisputeParty
        fields = [
            "side", "name", "is_organisation", "sex", "phone", "address", "occupation",
            "agent_name", "agent_phone",
        ]  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["resident"] = ResidentField(scope=scope, label=LABELS["resident"])
            self.fields["name"].required = False
        if self.instance.person_id:
            del self.fields["id_number"]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        person = typed.get("resident")
        if person is not None:
            self.instance.person, typed["name"] = person, person.name
            typed["address"] = typed.get("address") or home_of(person)
            typed["sex"] = person.sex
            self.instance.birth_date = person.birth_date
        elif not typed.get("name") and "resident" not in self.errors:
            self.add_error("name", _("Name the party: a resident, or somebody from elsewhere."))
        if typed.get("id_number"):
            self.instance.set_id_number(typed["id_number"])
        return typed


class ParticipantForm(forms.Form):
    """Grid staff who take part, or somebody invited: an elder, the police, a relative."""

    capacity = forms.ChoiceField(
        label=gettext_lazy("Capacity"),
        choices=[(one.value, one.label) for one in (Capacity.GRID_STAFF, Capacity.INVITED)],
    )
    user = ColleagueField(
        label=gettext_lazy("Colleague"),
        required=False,
        help_text=gettext_lazy(
            "User name, or the name where only one colleague has it. Whoever is named reads the "
            "parties and every word of this case, where his post lets him, until he leaves it."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Or the name of somebody outside the directory"),
        max_length=60,
        required=False,
    )


class LeaveForm(forms.Form):
    """Why somebody leaves a case."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy(
            "For example: his part is done. What he did stays in the file; he reads it no more."
        ),
    )
