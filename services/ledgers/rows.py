"""A row of a ledger, and what is to be said of it."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from lib.marked_workbook import RowMark
from lib.spreadsheets import cell_text
from services.models.recorded import Recorded


@dataclass(slots=True)
class LedgerRow:
    """One row: its cells by field, the letter of each field's column, the year of its sheet."""

    sheet: str
    number: int
    cells: dict[str, Any]
    letters: dict[str, str]
    year: int | None = None

    def text(self, name: str) -> str:
        """What a cell says, spaces made single; "" for an empty or missing one."""
        return " ".join(cell_text(self.cells.get(name, "")).split())

    def mark(self, name: str, sentence: str) -> RowMark:
        """A sentence about one cell of this row."""
        return RowMark(self.sheet, self.number, self.letters.get(name, ""), sentence)


@dataclass(slots=True)
class Entry:
    """A row as a record that could be stored, with the rows that hang on it.

    `faults` refuse the row, `notes` only tell; a row that is stored already `is_known`.
    """

    row: LedgerRow
    record: Recorded | None = None
    hanging: list[models.Model] = field(default_factory=list)
    faults: list[RowMark] = field(default_factory=list)
    notes: list[RowMark] = field(default_factory=list)
    is_known: bool = False

    def refuse(self, name: str, sentence: str) -> None:
        self.faults.append(self.row.mark(name, sentence))

    def note(self, name: str, sentence: str) -> None:
        self.notes.append(self.row.mark(name, sentence))
