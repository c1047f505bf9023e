"""From a file's bytes to households and persons."""

from typing import Any

from django.utils.translation import gettext as _

from lib.sheet_lines import opening_texts
from lib.spreadsheets import UnreadableFile, column_letter, read_workbook
from residents.enums import FindingCode, FindingKind, Relation
from residents.roster.cells import shown
from residents.roster.checking import Identities, check_households, check_person
from residents.roster.headers import find_tables
from residents.roster.headings import HOUSEHOLD_FIELDS
from residents.roster.lines import is_person_row
from residents.roster.rows import Finding, Roster, RosterHousehold, RosterPerson
from residents.roster.tables import SPECIAL, Table, read_table

LONGEST_NUMBER = 30  # characters of a household number in the register


def read_roster(content: bytes, filename: str, *, choices: dict[str, str] | None = None) -> Roster:
    """Reads and checks a file by itself. Raises UnreadableFile where it holds no roster.

    Where headings are ambiguous and `choices` does not answer, only `questions` are filled.
    """
    book = read_workbook(content, filename)
    roster = Roster(encoding=book.encoding)
    tables, roster.questions = find_tables(book.sheets, choices or {})
    if roster.questions:
        return roster
    reader = _Reader(roster)
    for sheet, header in tables:
        roster.sheets[sheet.name] = sheet.rows
        roster.headings[sheet.name] = {column_letter(i): t for i, t in header.texts.items()}
        roster.fields[sheet.name] = {column_letter(i): f for i, f in header.columns.items()}
        reader.table(read_table(sheet, header))
    if not roster.persons:
        raise UnreadableFile(
            _("The table has headings but no rows of persons below them. Choose the filled file.")
        )
    check_households(roster)
    order = {sheet.name: place for place, (sheet, _header) in enumerate(tables)}
    roster.findings.sort(key=lambda finding: (order[finding.sheet], finding.row))
    return roster


class _Reader:
    """What is carried from row to row of one file."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.households: dict[str, RosterHousehold] = {}
        self.identities = Identities(roster)

    def table(self, table: Table) -> None:
        own = [
            (name, values)
            for name, values in table.values.items()
            if name not in HOUSEHOLD_FIELDS and name not in SPECIAL and name != "relation_code"
        ]
        relations = table.values.get("relation_code") or [None] * len(table.rows)
        opening = opening_texts(table.sheet.rows[: table.header.first_row])
        kept = [i for i in range(len(table.rows)) if is_person_row(table, i, opening)]
        repeats = _repeats_numbers(table, kept)
        current: RosterHousehold | None = None
        members: dict[int, tuple[RosterHousehold, list[int]]] = {}
        for index in kept:
            person = RosterPerson(
                table.sheet.name, table.header.first_row + index + 1, "", table.letters, {}
            )
            person.values = {
                name: values[index] for name, values in own if values[index] is not None
            }
            person.relation_code = relations[index] or ""
            if person.values.pop("is_head", False) and not person.relation_code:
                person.relation_code = Relation.HEAD
            person.is_head = person.relation_code == Relation.HEAD
            current = self.household(table, index, person, current, repeats)
            members.setdefault(id(current), (current, []))[1].append(index)
            self.faults(table, index, person)
            self.identities.check(person, table.identities[index], table.cell("birth_date", index))
            check_person(self.roster, person)
            current.members.append(person)
            self.roster.persons.append(person)
        self.roster.rows += len(kept)
        for household, indexes in members.values():
            _fill_household(household, table, indexes)
        if table.addresses:
            self.dwellings(table, kept)
        _heads_by_name(self.roster.persons[-len(kept) :] if kept else [], members)

    def household(
        self,
        table: Table,
        index: int,
        person: RosterPerson,
        current: RosterHousehold | None,
        repeats: bool,
    ) -> RosterHousehold:
        """The household of a row. One without a number belongs to the household above it, unless
        it is a head or the sheet repeats the number in every row; then it is refused.
        """
        number = table.numbers[index]
        if number and len(number) <= LONGEST_NUMBER:
            person.household_no = number
            known = self.households.get(number)
            if known is None:
                known = self.households[number] = self.opened(number, person)
            return known
        continues = index in table.continued or not (person.is_head or repeats)
        if not number and continues and current is not None:
            person.household_no = current.no
            return current
        self.refuse(FindingCode.HOUSEHOLD_MISSING, person, "household_no", found=number[:60])
        return self.opened("", person)

    def opened(self, number: str, person: RosterPerson) -> RosterHousehold:
        household = RosterHousehold(number, person.sheet, person.row, person.columns)
        self.roster.households.append(household)
        return household

    def faults(self, table: Table, index: int, person: RosterPerson) -> None:
        """Refuses the row for each of its cells that could not be read."""
        for name, code in table.faults.get(index, ()):
            if name in HOUSEHOLD_FIELDS and index in table.continued:
                continue  # a merged cell is faulty once, in its first row
            found = shown(table.cell(name, index))
            self.refuse(code, person, name, found=found, field=name)

    def dwellings(self, table: Table, kept: list[int]) -> None:
        """A household has one dwelling: the first that a row of it says."""
        persons = self.roster.persons[-len(kept) :] if kept else []
        by_number = self.households
        for person, index in zip(persons, kept, strict=True):
            address = table.addresses[index]
            if address is None:
                continue
            household = by_number.get(person.household_no)
            if isinstance(address, str):
                if index not in table.continued:
                    self.refuse(
                        FindingCode.DWELLING_UNKNOWN, person, "room_no",
                        found=address[:60], unreadable=True,
                    )  # fmt: skip
            elif household is None:
                continue
            elif household.address is None:
                household.address, household.address_row = address, person
            elif household.address != address:
                self.refuse(
                    FindingCode.DWELLING_UNKNOWN, person, "room_no",
                    found="-".join(address), other="-".join(household.address),
                )  # fmt: skip

    def refuse(self, code: str, person: RosterPerson, name: str, **words: Any) -> None:
        person.faulty = True
        column = person.columns.get(name) or ""
        if name == "room_no" and not column:
            column = person.columns.get("address") or person.columns.get("building_name", "")
        self.roster.findings.append(
            Finding(FindingKind.REFUSED, code, person.sheet, person.row, column, words)
        )


def _repeats_numbers(table: Table, kept: list[int]) -> bool:
    """Whether the sheet writes the household number in every row of a household.

    Else it writes it once, in the first row, and leaves it blank in the rows below.
    """
    repeated = blank = 0
    previous = ""
    for index in kept:
        number = table.numbers[index]
        if not number:
            blank += 1
        elif number == previous and index not in table.continued:
            repeated += 1
        previous = number or previous
    return repeated > blank


def _fill_household(household: RosterHousehold, table: Table, indexes: list[int]) -> None:
    """The household's own columns: the first row that says something counts."""
    for name, values in table.values.items():
        if name in HOUSEHOLD_FIELDS and household.values.get(name) is None:
            for index in indexes:
                if values[index] is not None:
                    household.values[name] = values[index]
                    break
    household.head_name = household.values.get("head_name", "")
    household.floor_area_m2 = household.values.get("floor_area_m2")
    if table.origins and "origin_village" not in household.values:
        said = next((table.origins[i] for i in indexes if any(table.origins[i])), ("", "", ""))
        for name, value in zip(("county", "township", "village"), said, strict=True):
            if value:
                household.values.setdefault(f"origin_{name}", value)


def _heads_by_name(
    persons: list[RosterPerson], members: dict[int, tuple[RosterHousehold, list[int]]]
) -> None:
    """Where no relation is given, the person of the head's name is the head."""
    heads = {h.no: h.head_name for h, _indexes in members.values() if h.head_name and h.no}
    for person in persons:
        if not person.relation_code and person.values.get("name") == heads.get(person.household_no):
            person.is_head, person.relation_code = True, Relation.HEAD
