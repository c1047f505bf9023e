"""Lists of the register as exports: whole, in the background, within the scope that holds then."""

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
from residents.forms.care import CareFilter
from residents.forms.contacts import ContactFilter
from residents.forms.filters import HouseholdFilter, PersonFilter
from residents.models import CareTag, Household, Person, VisitInterval, visit_days_of
from residents.rules import CARE_EXPORTERS, EXPORTERS, can_export_care, can_export_register
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


def care_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The tags in force that the filter names, of the households whose care the maker may read."""
    form = CareFilter(QueryDict(params.get("query", "")), scope=scope)
    tags = form.filter(CareTag.objects.within(scope.only(CARE_EXPORTERS)).current(scope.on))
    tags = tags.select_related("person", "site").order_by("tier", "review_on", "id")
    return Sheet(
        title=_("Care"),
        filter_text=form.in_words(),
        header=[
            _("resettlement site"),
            _("household number"),
            _("head of household"),
            _("member"),
            _("address"),
            _("attention tier"),
            _("days between visits"),
            _("ground of care"),
            _("reason"),
            _("to be reviewed on"),
            _("expires on"),
        ],
        rows=_care_rows(tags, scope),
    )


def _care_rows(tags: QuerySet[CareTag], scope: Scope) -> Iterator[list[Any]]:
    sight, listed = sight_of(scope), list(tags)
    intervals = VisitInterval.objects.within(scope).by_place()
    households = Household.objects.for_list(scope.on)
    found = households.in_bulk({tag.household_id for tag in listed})
    for tag in listed:
        household = found[tag.household_id]
        yield [
            tag.site.name,
            household.household_no,
            household.head_name or "",
            tag.person.name if tag.person else "",
            sight.address(household),
            tag.get_tier_display(),
            visit_days_of(intervals, tag.site_id, tag.tier) or "",
            tag.get_kind_display(),
            tag.reason,
            tag.review_on,
            tag.valid_to,
        ]


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
    Exporter("care", gettext_lazy("Care"), can_export_care, care_sheet, of_list=True),
    Exporter("persons", gettext_lazy("Persons"), can_export_register, person_sheet),
]
