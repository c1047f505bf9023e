"""The roster back in its own layout, each finding beside its row."""

from collections.abc import Iterable

from lib.marked_workbook import RowMark, mark_rows
from lib.spreadsheets import Sheet
from residents.roster.headers import find_header
from residents.roster.rows import Finding
from residents.roster.sentences import sentence_of


def mark_workbook(content: bytes, filename: str, findings: Iterable[Finding]) -> bytes:
    """The file with faulty cells coloured, as `lib.marked_workbook` does. Raises UnreadableFile."""
    marks = (RowMark(f.sheet, f.row, f.column, sentence_of(f.code, f.words)) for f in findings)
    return mark_rows(content, filename, marks, _heading_row)


def _heading_row(sheet: Sheet) -> int:
    header, _questions = find_header(sheet.rows, sheet.merges, {})
    return header.first_row if header is not None else 1
