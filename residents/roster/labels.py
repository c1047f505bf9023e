"""What the fields of a roster are called, wherever one is named to a person."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from residents.models import Household, Membership, Person
from residents.roster.headings import IGNORED
from sites.models import Building, Dwelling, Stairwell

# Fields that stand in no column of the register under this name.
_OWN: dict[str, Any] = {
    "address": gettext_lazy("address at the site"),
    "origin": gettext_lazy("address of origin"),
    "head_name": gettext_lazy("name of the head"),
    "is_head": gettext_lazy("is the head"),
    IGNORED: gettext_lazy("none of these: leave the column out"),
}
_ELSEWHERE = {
    "building_name": (Building, "name"),
    "stairwell_name": (Stairwell, "name"),
    "room_no": (Dwelling, "room_no"),
    "floor_area_m2": (Dwelling, "floor_area_m2"),
}


def model_field(name: str) -> Any:
    """The model field that holds a field of a roster; None where it is none of one's own."""
    if name in _ELSEWHERE:
        model, own = _ELSEWHERE[name]
        return model._meta.get_field(own)
    for model in (Person, Household, Membership):
        for field in model._meta.concrete_fields:
            if field.name == name:
                return field
    return None


def label_of_field(name: str) -> str:
    """The field in the reader's words."""
    if name in _OWN:
        return str(_OWN[name])
    field = model_field(name)
    return str(field.verbose_name) if field is not None else _("identity number")
