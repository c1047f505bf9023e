"""Reading a list of names or identity numbers, as any bureau sends one, to compare it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lib.identity_numbers import LENGTH, clean_id_number, fault_of
from lib.names import clean_name
from lib.sheet_headers import plain
from lib.sheet_lines import CLOSING_WORDS
from lib.spreadsheets import Sheet, UnreadableFile, cell_text, read_workbook
from residents.roster.cells import reader_of
from residents.roster.headings import FIELD_OF

HEADER_ROWS_SEARCHED = 40
MOST_ROWS = 50_000
# What a list may say of a person that the register says too.
COMPARED = ("sex", "phone", "household_no")


@dataclass(slots=True)
class ListedPerson:
    """One row of a bureau's list; `fault` is the fault of its identity number, "" for none.

    `cells` are the row as the bureau wrote it; `says` holds those of COMPARED that it fills.
    """

    sheet: str
    row: int
    name: str
    id_number: str
    fault: str
    cells: list[str]
    says: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class PersonList:
    """A bureau's list: the headings of its first sheet with persons, and the rows of all sheets."""

    headings: list[str]
    persons: list[ListedPerson]


def read_list(content: bytes, filename: str) -> PersonList:
    """Reads the sheets that have a column of names or of identity numbers.

    Raises UnreadableFile with a sentence where there is none, or where the list is too long.
    """
    found = PersonList([], [])
    for sheet in read_workbook(content, filename).sheets:
        columns, first_row = _columns(sheet)
        if not columns:
            continue
        if not found.headings:
            found.headings = [cell_text(cell) for cell in sheet.rows[first_row - 1]]
        found.persons += _persons(sheet, columns, first_row)
        if len(found.persons) > MOST_ROWS:
            raise UnreadableFile(
                _("The list has more than %(limit)s rows. Split it.") % {"limit": MOST_ROWS}
            )
    if not found.headings:
        raise UnreadableFile(
            _(
                "No column of names (姓名) or identity numbers (身份证号码) was found. "
                "Put the headings above the rows and choose the file again."
            )
        )
    if not found.persons:
        raise UnreadableFile(
            _("The list has headings but no rows below them. Choose the filled file.")
        )
    return found


def _columns(sheet: Sheet) -> tuple[dict[str, int], int]:
    """Field to column index, and the index of the first row below the headings; {} without any."""
    for index, row in enumerate(sheet.rows[:HEADER_ROWS_SEARCHED]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            known = FIELD_OF.get(plain(cell))
            if known in ("name", "id_number", *COMPARED):
                columns.setdefault(known, place)
        if "name" in columns or "id_number" in columns:
            return columns, index + 1
    return {}, 0


def _persons(sheet: Sheet, columns: dict[str, int], first_row: int) -> list[ListedPerson]:
    readers = {name: reader_of(name) for name in COMPARED if name in columns}
    persons = []
    for index, row in enumerate(sheet.rows[first_row:], start=first_row + 1):
        cells = [cell_text(cell) for cell in row]
        name = clean_name(_at(cells, columns.get("name")))
        number = clean_id_number(_at(cells, columns.get("id_number")))
        if not (name or number) or _is_closing(cells):
            continue
        person = ListedPerson(sheet.name, index, name, number, _fault(number), cells)
        for known, read in readers.items():
            value, _fault_code = read(_at(cells, columns[known]))
            if value not in (None, ""):
                person.says[known] = value
        persons.append(person)
    return persons


def _fault(number: str) -> str:
    return fault_of(number) if number else ""


def _at(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _is_closing(cells: list[str]) -> bool:
    """A total or a signature below the table; those have no identity number."""
    filled = [cell for cell in cells if cell]
    numbered = any(len(clean_id_number(cell)) == LENGTH for cell in filled)
    return not numbered and filled[0].replace(" ", "").startswith(CLOSING_WORDS)
