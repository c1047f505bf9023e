"""What the page of a ledger shows of a check: numbers, wrong rows as in their sheet, notes."""

from dataclasses import dataclass

from lib.marked_workbook import RowMark
from lib.spreadsheets import cell_text, column_index
from services.ledgers.checking import Checked
from services.ledgers.topics import LedgerTopic

SHOWN = 200
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class SheetFaults:
    """The wrong rows of one sheet: headings by letter; number, sentences, cells with a mark."""

    sheet: str
    headings: list[tuple[str, str]]
    rows: list[tuple[int, list[str], list[tuple[str, bool]]]]


@dataclass(frozen=True, slots=True)
class Preview:
    """Numbers of a check and what it found, so much of it as a page holds."""

    rows: int
    new: int
    known: int
    refused: int
    faults: list[SheetFaults]
    notes: list[RowMark]
    more_notes: int
    columns: list[tuple[str, str, str]]
    unread: list[tuple[str, str]]
    passed_over: list[str]
    first: str
    last: str


def preview_of(checked: Checked, topic: LedgerTopic) -> Preview:
    """The preview of a check."""
    notes = checked.notes
    days = [entry.record.occurred_on for entry in checked.new if entry.record]
    return Preview(
        rows=len(checked.entries),
        new=len(checked.new),
        known=checked.known,
        refused=checked.refused,
        faults=_faults(checked),
        notes=notes[:SHOWN],
        more_notes=max(len(notes) - SHOWN, 0),
        columns=_columns(checked, topic),
        unread=checked.file.unread,
        passed_over=checked.file.passed_over,
        first=min(days).isoformat() if days else "",
        last=max(days).isoformat() if days else "",
    )


def _columns(checked: Checked, topic: LedgerTopic) -> list[tuple[str, str, str]]:
    """Sheet, heading and what it is read as."""
    found = []
    letters = {row.sheet: row.letters for row in checked.file.rows}
    for sheet, fields in letters.items():
        headings = checked.file.headings[sheet]
        for name, letter in fields.items():
            if name in topic.columns:
                found.append((sheet, headings.get(letter, ""), str(topic.columns[name].label)))
    return found


def _faults(checked: Checked) -> list[SheetFaults]:
    by_row: dict[str, dict[int, list[RowMark]]] = {}
    for mark in checked.faults[:SHOWN]:
        by_row.setdefault(mark.sheet, {}).setdefault(mark.row, []).append(mark)
    found = []
    for sheet, rows in by_row.items():
        headings = sorted(checked.file.headings[sheet].items(), key=lambda h: (len(h[0]), h[0]))
        shown = []
        for number, marks in rows.items():
            line = checked.file.lines[sheet][number - 1]
            faulty = {mark.column for mark in marks}
            cells = [
                (
                    cell_text(line[column_index(letter)])[:40]
                    if column_index(letter) < len(line)
                    else "",
                    letter in faulty,
                )
                for letter, _text in headings
            ]
            shown.append((number, [mark.sentence for mark in marks], cells))
        found.append(SheetFaults(sheet, headings, shown))
    return found
