"""The two lists as exports: whole, in the background, within the scope that holds then."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.exports import Exporter, Sheet
from lib.scope import Scope
from residents.columns import HOUSEHOLD_COLUMNS, PERSON_COLUMNS, ListColumn, chosen_columns
from residents.contacts import CONTACT_COLUMNS, listed_pairs
from residents.forms.contacts import ContactFilter
from residents.forms.filters import HouseholdFilter, PersonFilter
from residents.models import Household, Person
from residents.rules import EXPORTERS, can_export_register
from residents.sight import Sight, sight_of

CHUNK = 2000
# What takes the place of the masked column where clear numbers were asked for with a reason.
CLEAR: dict[str, Callable[[Any, Sight], Any]] = {
    "id_number": lambda row, sight: sight.id_number(row, clear=True),
    "phone": lambda row, sight: sight.phone(row, clear=True),
}


def export_params(
    query: QueryDict, columns: Sequence[ListColumn], *, clear: bool
) -> dict[str, Any]:
    """What the exporters below take: the filter as it stands in the address, and the columns."""
    return {
        "query": query.urlencode(),
        "columns": [column.name for column in columns],
        "clear": clear,
    }


def household_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """All households that the filter names, among those that the maker may export."""
    form = HouseholdFilter(QueryDict(params.get("query", "")), scope=scope)
    households = Household.objects.within(scope.only(EXPORTERS)).for_list(scope.on)
    rows, keys = form.sorted(form.filter(households))
    columns = _columns(HOUSEHOLD_COLUMNS, params)
    return Sheet(
        title=_("Households"),
        filter_text=form.in_words(),
        header=[str(column.label) for column in columns],
        rows=_values(rows.order_by(*keys), columns, sight_of(scope)),
    )


def person_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """All persons that the filter names, among those that the maker may export."""
    form = PersonFilter(QueryDict(params.get("query", "")), scope=scope)
    persons = Person.objects.within(scope.only(EXPORTERS)).for_list(scope.on)
    rows, keys = form.sorted(form.filter(persons))
    columns = _columns(PERSON_COLUMNS, params)
    return Sheet(
        title=_("Persons"),
        filter_text=form.in_words(),
        header=[str(column.label) for column in columns],
        rows=_values(rows.order_by(*keys), columns, sight_of(scope)),
    )


def contact_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The contact pairs of today that the filter names, among those that the maker may export."""
    form = ContactFilter(QueryDict(params.get("query", "")), scope=scope)
    rows = form.filter(listed_pairs(scope.only(EXPORTERS)))
    columns = _columns(CONTACT_COLUMNS, params)
    return Sheet(
        title=_("Contact pairs"),
        filter_text=form.in_words(),
        header=[str(column.label) for column in columns],
        rows=_values(
            rows.order_by("site__code", "household__household_no", "id"), columns, sight_of(scope)
        ),
    )


def _columns(known: Sequence[ListColumn], params: dict[str, Any]) -> tuple[ListColumn, ...]:
    columns = chosen_columns(known, params.get("columns"))
    if params.get("clear"):
        columns = tuple(replace(c, value=CLEAR.get(c.name, c.value)) for c in columns)
    return columns


def _values(rows: QuerySet, columns: Sequence[ListColumn], sight: Sight) -> Iterator[list[Any]]:
    """Read as they are written, so that the length of the list does not matter."""
    for row in rows.iterator(chunk_size=CHUNK):
        values = [column.value(row, sight) for column in columns]
        yield [value if isinstance(value, int) else value or "" for value in values]


EXPORTERS_OF_REGISTER = [
    Exporter("households", gettext_lazy("Households"), can_export_register, household_sheet),
    Exporter("contact_pairs", gettext_lazy("Contact pairs"), can_export_register, contact_sheet),
    Exporter("persons", gettext_lazy("Persons"), can_export_register, person_sheet),
]
