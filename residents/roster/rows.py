"""What a roster file holds once it has been read: households, persons, findings, questions."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lib.sheet_headers import Question
from lib.spreadsheets import cell_text, column_index

Address = tuple[str, str, str]


@dataclass(slots=True)
class Finding:
    """A refusal or a warning about one cell; `words` fill the sentence of its code."""

    kind: str
    code: str
    sheet: str
    row: int
    column: str
    words: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RosterPerson:
    """One row of a person. `values` holds the person's own fields that the file fills."""

    sheet: str
    row: int
    household_no: str
    columns: dict[str, str]
    values: dict[str, Any]
    id_number: str = ""
    id_index: bytes | None = None
    relation_code: str = ""
    is_head: bool = False
    faulty: bool = False


@dataclass(slots=True)
class RosterHousehold:
    """One household; `sheet` and `row` are those of its first person.

    `address_row` is the person in whose row the address stands.
    """

    no: str
    sheet: str
    row: int
    columns: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    address: Address | None = None
    address_row: RosterPerson | None = None
    floor_area_m2: Decimal | None = None
    head_name: str = ""
    members: list[RosterPerson] = field(default_factory=list)
    faulty: bool = False


@dataclass(slots=True)
class Roster:
    """A whole file; rows that are refused are in `households` and `persons` too.

    `headings` maps sheet to column letter to heading, `fields` to the field that the column holds;
    `sheets` keeps the rows as they were read.
    """

    encoding: str | None = None
    households: list[RosterHousehold] = field(default_factory=list)
    persons: list[RosterPerson] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    rows: int = 0
    sheets: dict[str, list[list[Any]]] = field(default_factory=dict)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)

    def line(self, sheet: str, row: int) -> dict[str, str]:
        """Column letter to text of one row of the file, for showing a faulty row as it stood."""
        rows = self.sheets.get(sheet, [])
        if not 0 < row <= len(rows):
            return {}
        cells = rows[row - 1]
        return {
            letter: cell_text(cells[column_index(letter)])[:40]
            for letter in self.headings.get(sheet, {})
            if column_index(letter) < len(cells)
        }
