"""From a file's bytes to households and persons; column by column, sheet by sheet."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from lib.spreadsheets import Sheet, UnreadableFile, cell_text, column_letter, read_workbook
from residents.enums import FindingCode, FindingKind
from residents.roster.addresses import part, room, split_address, split_origin
from residents.roster.cells import reader_of
from residents.roster.checking import check_households, check_person, set_identity
from residents.roster.headers import HOUSEHOLD_FIELDS, Header, find_header
from residents.roster.rows import Finding, Roster, RosterHousehold, RosterPerson

# Lines below a table that are none of its rows.
CLOSING_WORDS = (
    "合计", "总计", "小计", "填表人", "制表人", "审核人", "负责人", "填报单位", "填表单位", "单位盖章",
    "单位(盖章", "单位（盖章", "经办人", "填报人", "联系人", "说明", "注：", "注:", "备注：", "备注:", "主要领导",
)  # fmt: skip
ADDRESS_FIELDS = ("building_name", "stairwell_name", "room_no", "address")
SPECIAL = {*ADDRESS_FIELDS, "id_number", "household_no", "origin"}


def read_roster(content: bytes, filename: str, *, choices: dict[str, str] | None = None) -> Roster:
    """Reads and checks a file by itself. Raises UnreadableFile where it holds no roster.

    Where headings are ambiguous and `choices` does not answer, only `questions` are filled.
    """
    book = read_workbook(content, filename)
    roster = Roster(encoding=book.encoding)
    tables = []
    for sheet in book.sheets:
        header, questions = find_header(sheet.rows, sheet.merges, choices or {})
        if header is not None:
            roster.questions += questions
            tables.append((sheet, header))
    if not tables:
        raise UnreadableFile(
            _(
                "No sheet has a line with the headings of a roster (household number, name, "
                "identity number). Put the headings above the rows and choose the file again."
            )
        )
    if roster.questions:
        return roster
    reader = _Reader(roster)
    for sheet, header in tables:
        roster.sheets[sheet.name] = sheet.rows
        roster.headings[sheet.name] = {column_letter(i): t for i, t in header.texts.items()}
        reader.sheet(sheet, header)
    check_households(roster)
    return roster


class _Reader:
    """What is carried from row to row of one file."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.households: dict[str, RosterHousehold] = {}
        self.readers: dict[str, Callable[[Any], tuple[Any, str]]] = {}
        self.numbers: dict[bytes, RosterPerson] = {}

    def sheet(self, sheet: Sheet, header: Header) -> None:
        columns = {field: i for i, field in sorted(header.columns.items(), reverse=True)}
        letters = header.letters()
        if "household_no" not in columns:
            raise UnreadableFile(
                _(
                    "Sheet “%(sheet)s” has no column for the household number (户编号). "
                    "Add it and choose the file again."
                )
                % {"sheet": sheet.name}
            )
        merged = _fill_merged(sheet, header)
        current: RosterHousehold | None = None
        for index in range(header.first_row, len(sheet.rows)):
            row = sheet.rows[index]
            if len(row) <= max(columns.values()):
                row = [*row, *([""] * (max(columns.values()) + 1 - len(row)))]
            if _is_no_row(row, columns):
                continue
            current = self.row(sheet.name, index, row, columns, letters, current, merged)

    def row(
        self,
        sheet: str,
        index: int,
        row: list[Any],
        columns: dict[str, int],
        letters: dict[str, str],
        current: RosterHousehold | None,
        merged: set[int],
    ) -> RosterHousehold | None:
        """One row; returns the household that a following row without a number belongs to."""
        self.roster.rows += 1
        number = "".join(cell_text(row[columns["household_no"]]).split())
        person = RosterPerson(sheet, index + 1, number, letters, {})
        self.cells(person, row, columns)
        continues = not number and (index in merged or not person.is_head)
        if continues and current is not None:
            number = current.no
        household = self.household(number, person)
        if not number:
            self.refuse(FindingCode.HOUSEHOLD_MISSING, person, "household_no")
        person.household_no = number
        self.home(household, person, row, columns)
        set_identity(self.roster, person, row[columns["id_number"]] if "id_number" in columns
                     else "", self.numbers)  # fmt: skip
        check_person(self.roster, person)
        if not person.relation_code and person.values.get("name") == household.head_name:
            person.is_head = bool(household.head_name)
        household.members.append(person)
        self.roster.persons.append(person)
        return household

    def household(self, number: str, person: RosterPerson) -> RosterHousehold:
        """The household of this number; one without a number is kept apart, never merged."""
        key = number or f"\0{person.sheet}\0{person.row}"
        household = self.households.get(key)
        if household is None:
            household = RosterHousehold(number, person.sheet, person.row, person.columns)
            self.households[key] = household
            self.roster.households.append(household)
        return household

    def cells(self, person: RosterPerson, row: list[Any], columns: dict[str, int]) -> None:
        """Reads the person's own columns."""
        for field, index in columns.items():
            if field in HOUSEHOLD_FIELDS or field in SPECIAL:
                continue
            cell = row[index]
            if cell == "" or cell is None:
                continue
            value = self.read(person, field, cell)
            if value is not None:
                person.values[field] = value
        person.relation_code = person.values.pop("relation_code", "")
        person.is_head = person.relation_code == "02"

    def home(
        self,
        household: RosterHousehold,
        person: RosterPerson,
        row: list[Any],
        columns: dict[str, int],
    ) -> None:
        """Reads the household's columns: the first value that is given counts."""
        for field, index in columns.items():
            if field not in HOUSEHOLD_FIELDS or field in SPECIAL:
                continue
            cell = row[index]
            if cell == "" or cell is None or field in household.values:
                continue
            value = self.read(person, field, cell)
            if value is not None:
                household.values[field] = value
        household.head_name = household.head_name or household.values.get("head_name", "")
        household.floor_area_m2 = household.floor_area_m2 or household.values.get("floor_area_m2")
        if "origin" in columns and "origin_village" not in household.values:
            town, rest = split_origin("".join(cell_text(row[columns["origin"]]).split()))
            told = {"origin_township": town, "origin_village": rest}
            household.values |= {field: text for field, text in told.items() if text}
        self.address(household, person, row, columns)

    def address(
        self,
        household: RosterHousehold,
        person: RosterPerson,
        row: list[Any],
        columns: dict[str, int],
    ) -> None:
        cells = {f: row[columns[f]] for f in ADDRESS_FIELDS if f in columns}
        texts = {field: cell_text(cell) for field, cell in cells.items()}
        if not any(texts.values()):
            return
        if texts.get("room_no"):
            building = part(cells.get("building_name", ""))
            stairwell = part(cells.get("stairwell_name", "")) or "1"
            found = (building, stairwell, room("".join(texts["room_no"].split())))
            whole = split_address(texts["room_no"]) if not found[0] else None
            address = whole or (found if found[0] else None)
        else:
            address = split_address(texts.get("address") or texts.get("building_name", ""))
        if address is None:
            shown = " ".join(text for text in texts.values() if text)
            self.refuse(
                FindingCode.DWELLING_UNKNOWN, person, "room_no", found=shown, unreadable=True
            )
        elif household.address is None:
            household.address = address
        elif household.address != address:
            self.refuse(
                FindingCode.DWELLING_UNKNOWN, person, "room_no",
                found="-".join(address), other="-".join(household.address),
            )  # fmt: skip

    def read(self, person: RosterPerson, field: str, cell: Any) -> Any:
        reader = self.readers.get(field)
        if reader is None:
            reader = self.readers[field] = reader_of(field)
        value, fault = reader(cell)
        if fault:
            self.refuse(fault, person, field, found=cell_text(cell)[:60])
        return value

    def refuse(self, code: str, person: RosterPerson, field: str, **words: Any) -> None:
        person.faulty = True
        column = person.columns.get(field) or person.columns.get("address", "")
        self.roster.findings.append(
            Finding(FindingKind.REFUSED, code, person.sheet, person.row, column, words)
        )


def _is_no_row(row: list[Any], columns: dict[str, int]) -> bool:
    """Blank lines, and the total and signature lines below a table."""
    filled = [cell for cell in row if cell not in ("", None)]
    if not filled:
        return True
    first = "".join(cell_text(filled[0]).split())
    if first.startswith(CLOSING_WORDS):
        return True
    own = ("name", "id_number", "relation_code", "birth_date", "sex", "household_no")
    return not any(cell_text(row[columns[field]]) for field in own if field in columns)


def _fill_merged(sheet: Sheet, header: Header) -> set[int]:
    """Spreads merged household cells over their rows; gives the rows below a merged number."""
    numbers = {i for i, field in header.columns.items() if field == "household_no"}
    continued: set[int] = set()
    for top, left, bottom, _right in sheet.merges:
        field = header.columns.get(left)
        if top < header.first_row or field is None or bottom == top:
            continue
        if field in HOUSEHOLD_FIELDS:
            value = sheet.rows[top][left]
            for index in range(top + 1, min(bottom + 1, len(sheet.rows))):
                if left < len(sheet.rows[index]):
                    sheet.rows[index][left] = value
        if left in numbers:
            continued.update(range(top + 1, bottom + 1))
    return continued
