"""Template tags of every page: icons, numbers, dates, filter chips."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django import forms, template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext as _

from lib.figures import Unit

register = template.Library()
PAGING = ("after", "before")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration only, so a word always stands beside it.

    Made once for each name: a page shows dozens of them.
    """
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.filter
def number(value: float | None) -> str:
    """4500 as 4,500; nothing for None."""
    return "" if value is None else formats.number_format(value, force_grouping=True)


@register.filter
def unit_word(unit: str, value: int = 2) -> str:
    """The unit of a figure in words, singular for one in English: 户, 人, 人次, 次."""
    words = {
        Unit.SITES: npgettext("unit", "site", "sites", value),
        Unit.GRIDS: npgettext("unit", "grid", "grids", value),
        Unit.GROUPS: npgettext("unit", "group", "groups", value),
        Unit.HOUSEHOLDS: npgettext("unit", "household", "households", value),
        Unit.PERSONS: npgettext("unit", "person", "persons", value),
        Unit.PERSON_TIMES: npgettext("unit", "person-time", "person-times", value),
        Unit.TIMES: npgettext("unit", "time", "times", value),
        Unit.CASES: npgettext("unit", "case", "cases", value),
        Unit.DWELLINGS: npgettext("unit", "dwelling", "dwellings", value),
        Unit.BUILDINGS: npgettext("unit", "building", "buildings", value),
        Unit.ORGANISATIONS: npgettext("unit", "organisation", "organisations", value),
        Unit.STAIRWELLS: npgettext("unit", "stairwell", "stairwells", value),
        Unit.POSTS: npgettext("unit", "post", "posts", value),
        Unit.ROOMS: npgettext("unit", "room", "rooms", value),
        Unit.FACILITIES: npgettext("unit", "facility", "facilities", value),
        Unit.HOURS: npgettext("unit", "hour", "hours", value),
        Unit.POINTS: npgettext("unit", "point", "points", value),
        Unit.YUAN: npgettext("unit", "yuan", "yuan", value),
    }
    return words.get(Unit(unit), unit) if unit in set(Unit) else unit


@register.filter
def with_unit(value: int | str | None, unit: str) -> SafeString:
    """`4,500 户`: the number in tabular figures, the unit small beside it; words as they are."""
    if not isinstance(value, int):
        return format_html('<span class="num">{}</span>', value or "—")
    return format_html(
        '<span class="num">{}</span> <span class="unit">{}</span>',
        number(value),
        unit_word(unit, value),
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """2026-11-23, as dates stand in tables."""
    return _local(value).strftime("%Y-%m-%d") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026-11-23 14:05, local time."""
    return _local(value).strftime("%Y-%m-%d %H:%M") if value else ""


@register.filter
def long_day(value: date | datetime | None) -> str:
    """2026年11月23日, as dates stand in sentences and papers; 23 November 2026 in English."""
    if not value:
        return ""
    local = _local(value)
    if (get_language() or "").startswith("zh"):
        return f"{local.year}年{local.month}月{local.day}日"
    return formats.date_format(local, "j F Y")


def _local(value: date | datetime) -> date | datetime:
    is_aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_aware else value


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter and the address without it."""

    label: str
    value: str
    url: str


@register.inclusion_tag("components/filter_chips.html", takes_context=True)
def filter_chips(context: template.Context, form: forms.Form) -> dict[str, object]:
    """What a bound filter form (method GET) filters by, each with a link that clears it."""
    query = context["request"].GET
    names = [name for name in form.fields if any(query.getlist(form.add_prefix(name)))]
    chips = [
        Chip(
            label=str(form[name].label),
            value=_shown(form, name),
            url=address_without(query, form.add_prefix(name)),
        )
        for name in names
        if name in getattr(form, "cleaned_data", {}) and not form[name].is_hidden
    ]
    cleared = address_without(query, *(form.add_prefix(name) for name in form.fields))
    return {"chips": chips, "clear_url": cleared}


def address_without(query: QueryDict, *names: str) -> str:
    """The query string without these names and without the place in the list: `?a=b`, or `?`."""
    kept = query.copy()
    for name in (*names, *PAGING):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def _shown(form: forms.Form, name: str) -> str:
    """The words of a filter's value, as its own field shows them."""
    value, field = form.cleaned_data[name], form.fields[name]
    if isinstance(field, forms.BooleanField) and isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(one) for one in value)
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in _flat(field.choices)}
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in chosen)
    return day(value) if isinstance(value, date) else str(value)


def _flat(choices) -> list[tuple[object, object]]:
    """Choices without their groups."""
    pairs = []
    for key, label in choices:
        pairs += list(label) if isinstance(label, list | tuple) else [(key, label)]
    return pairs
