"""Comparing a bureau's list with the register (数据比对): who is there, who is not, what differs.

Nothing is stored, and nothing outside the reader's area is said: whoever is registered at another
site is "not found in your area" like somebody who is registered nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.encryption import blind_index
from lib.exports import Sheet
from lib.masking import mask_identity_number
from lib.scope import Scope
from residents.columns import ListColumn
from residents.models import Membership, Person
from residents.roster.lists import COMPARED, ListedPerson, PersonList
from residents.rules import COMPARERS
from residents.sight import Sight, sight_of
from sites.models import ResettlementSite

CHUNK = 2000
MATCHED, DIFFERS, BY_NAME, SEVERAL, UNREADABLE, NOT_FOUND = (
    "matched", "differs", "by_name", "several", "unreadable", "not_found",
)  # fmt: skip
RESULTS = {
    DIFFERS: gettext_lazy("Identity number found, something differs"),
    UNREADABLE: gettext_lazy("Identity number cannot be right"),
    SEVERAL: gettext_lazy("Several persons of this name"),
    NOT_FOUND: gettext_lazy("Not found in your area"),
    BY_NAME: gettext_lazy("Found by name alone"),
    MATCHED: gettext_lazy("Matched"),
}


@dataclass(slots=True)
class Compared:
    """One row of the list with what the register says of it."""

    listed: ListedPerson
    result: str
    person: Person | None = None
    differences: list[str] = field(default_factory=list)

    @property
    def result_label(self) -> str:
        return str(RESULTS[self.result])

    @property
    def shown_number(self) -> str:
        """The number as the list has it, masked."""
        number = self.listed.id_number
        return mask_identity_number(number) if number else ""


def compare(listed: PersonList, scope: Scope) -> list[Compared]:
    """Every row of the list with its result; two statements for each 2,000 rows.

    A row with an identity number is looked for by it alone; one without by its name.
    """
    persons = Person.objects.within(scope.only(COMPARERS))
    indexes = {
        row.id_number: blind_index(row.id_number)
        for row in listed.persons
        if row.id_number and not row.fault
    }
    by_index = {
        bytes(person.id_number_index): person
        for person in _found(persons, scope, "id_number_index__in", indexes.values())
    }
    by_name: dict[str, list[Person]] = {}
    names = {row.name for row in listed.persons if row.name and not row.id_number}
    for person in _found(persons, scope, "name__in", names):
        by_name.setdefault(person.name, []).append(person)
    sight = sight_of(scope)
    return [
        _by_number(row, by_index.get(indexes.get(row.id_number, b"")), sight)
        if row.id_number
        else _by_name(row, by_name.get(row.name, []))
        for row in listed.persons
    ]


def missing_from(rows: Sequence[Compared], scope: Scope, site: ResettlementSite) -> QuerySet:
    """Residents of a site today whom no row of the list means, by name; nothing is stored.

    A row without a number that fits several persons of its name means each of them, so that nobody
    is called missing who may stand on the list.
    """
    listed = [row.person.pk for row in rows if row.person is not None]
    names = {row.listed.name for row in rows if row.result == SEVERAL}
    living = Membership.objects.current(scope.on).filter(person=OuterRef("pk"))
    persons = Person.objects.within(scope.only(COMPARERS)).filter(Exists(living), site=site)
    persons = persons.exclude(pk__in=listed).exclude(name__in=sorted(names))
    return persons.for_list(scope.on).order_by("name", "pk")


def missing_sheet(persons: Iterable[Person], columns: Sequence[ListColumn], sight: Sight) -> Sheet:
    """Those whom the list does not have, with the register's columns."""
    return Sheet(
        title=_("Not on the list"),
        filter_text="",
        header=[_("name"), *(str(column.label) for column in columns if column.name != "name")],
        rows=(
            [
                person.name,
                *(column.value(person, sight) for column in columns if column.name != "name"),
            ]
            for person in persons
        ),
    )


def _found(persons: QuerySet, scope: Scope, lookup: str, values: Iterable) -> Iterable[Person]:
    wanted = sorted(set(values))
    for start in range(0, len(wanted), CHUNK):
        chunk = persons.filter(**{lookup: wanted[start : start + CHUNK]})
        yield from chunk.for_list(scope.on)  # type: ignore[attr-defined]


def _by_number(row: ListedPerson, person: Person | None, sight: Sight) -> Compared:
    if row.fault:
        return Compared(row, UNREADABLE, differences=[_fault_in_words(row)])
    if person is None:
        return Compared(row, NOT_FOUND)
    differences = _differences(row, person, sight)
    return Compared(row, DIFFERS if differences else MATCHED, person, differences)


def _by_name(row: ListedPerson, persons: list[Person]) -> Compared:
    if not persons:
        return Compared(row, NOT_FOUND)
    if len(persons) > 1:
        told = _("%(number)s persons; only the identity number tells them apart")
        return Compared(row, SEVERAL, differences=[told % {"number": len(persons)}])
    return Compared(row, BY_NAME, persons[0])


def _differences(row: ListedPerson, person: Person, sight: Sight) -> list[str]:
    """What the list and the register say differently; masked values are named, not shown."""
    found = []
    if row.name and row.name != person.name:
        found.append(_("name: “%(name)s” in the register") % {"name": person.name})
    for name in COMPARED:
        says = row.says.get(name)
        if says is None:
            continue
        if name == "household_no":
            known = person.household["no"] if person.household else ""
            if known and known != str(says):
                found.append(_("household number: %(number)s in the register") % {"number": known})
        elif getattr(person, name) and getattr(person, name) != says and sight.is_open(person):
            found.append(_("sex") if name == "sex" else _("phone"))
    return found


def _fault_in_words(row: ListedPerson) -> str:
    sentences = {
        "old": _("a number of 15 digits; the register keeps 18"),
        "length": _("it has %(length)s characters, 18 are expected"),
        "characters": _("it holds other characters than digits"),
        "birth_date": _("its birth date does not exist"),
        "check_digit": _("its last character does not fit the others"),
    }
    return sentences[row.fault] % {"length": len(row.id_number)}


def counts_of(rows: Sequence[Compared]) -> list[tuple[str, str, int]]:
    """(result, its label, rows) in the order in which they need a clerk."""
    numbers = dict.fromkeys(RESULTS, 0)
    for row in rows:
        numbers[row.result] += 1
    return [(result, str(RESULTS[result]), number) for result, number in numbers.items()]


def comparison_sheet(
    listed: PersonList, rows: Iterable[Compared], columns: Sequence[ListColumn], sight: Sight
) -> Sheet:
    """The list as it came, in its order, with the result and the register's columns beside it."""
    width = len(listed.headings)

    def lines() -> Iterable[list]:
        for row in rows:
            own = (row.listed.cells + [""] * width)[:width]
            known = [column.value(row.person, sight) if row.person else "" for column in columns]
            line = [row.listed.sheet, row.listed.row, *own, row.result_label]
            yield [*line, "; ".join(row.differences), *known]

    return Sheet(
        title=_("Comparison of lists"),
        filter_text="",
        header=[
            _("sheet"),
            _("row"),
            *listed.headings,
            _("result"),
            _("difference"),
            *(_("register: %(column)s") % {"column": column.label} for column in columns),
        ],
        rows=lines(),
    )
