"""A ledger held against the register: what storing it would do."""

from dataclasses import dataclass, field

from lib.marked_workbook import RowMark
from services.ledgers.reading import LedgerFile
from services.ledgers.rows import Entry


@dataclass(slots=True)
class Checked:
    """What storing a ledger would do: every row as an entry, and the file as it was read."""

    file: LedgerFile
    entries: list[Entry] = field(default_factory=list)

    @property
    def new(self) -> list[Entry]:
        """The rows that would be stored."""
        return [entry for entry in self.entries if entry.record and not entry.is_known]

    @property
    def known(self) -> int:
        return sum(entry.is_known for entry in self.entries)

    @property
    def faults(self) -> list[RowMark]:
        return [mark for entry in self.entries for mark in entry.faults]

    @property
    def notes(self) -> list[RowMark]:
        return [mark for entry in self.entries for mark in entry.notes]

    @property
    def refused(self) -> int:
        """Rows with a fault."""
        return sum(bool(entry.faults) for entry in self.entries)
