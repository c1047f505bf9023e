"""A file back in its own layout: faulty cells coloured, a sentence beside each row."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from lib.cell_marks import CannotMark, SheetMarks, mark_cells
from lib.spreadsheets import ZIP, Sheet, cell_text, column_index, read_workbook
from lib.spreadsheets import Workbook as Plain
from lib.workbook_styles import MARK_COLOUR

FILL = PatternFill("solid", fgColor=MARK_COLOUR)
FONT = Font(color="9C2B00")
SENTENCE = Alignment(wrap_text=True, vertical="top")
HEADING = "问题"  # ignored by the reader, so that the mended file goes in as it is
WIDTH = 60  # characters
AS_TEXT = "@"
LAST_COLUMN = 1_000  # a damaged .xls may claim more than a workbook can have
FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class RowMark:
    """What is wrong in one row of a sheet: the letter of the cell ("" for none), the sentence."""

    sheet: str
    row: int
    column: str
    sentence: str


def mark_rows(
    content: bytes,
    filename: str,
    marks: Iterable[RowMark],
    heading_row: Callable[[Sheet], int],
) -> bytes:
    """An .xlsx of the same layout with a column “问题” at the right end of each faulty sheet.

    `heading_row` tells the number of the line of headings of a sheet. Marks of an earlier round
    are taken away first. Raises UnreadableFile.
    """
    plain = read_workbook(content, filename)
    sheets = {s.name: _empty_marks(s, heading_row(s)) for s in plain.sheets if s.rows}
    sentences: dict[tuple[str, int], list[str]] = {}
    for mark in marks:
        if mark.sheet not in sheets or mark.row < 1:
            continue
        if mark.column:
            cells = sheets[mark.sheet].cells.setdefault(mark.row, set())
            cells.add(column_index(mark.column))
        sentence = ILLEGAL_CHARACTERS_RE.sub("", mark.sentence)
        sentences.setdefault((mark.sheet, mark.row), []).append(sentence)
    for (sheet, row), told in sentences.items():
        sheets[sheet].texts[row] = "\n".join(told)
    if content.startswith(ZIP):
        try:
            return mark_cells(content, sheets)
        except CannotMark:
            pass
    book = _open(content, plain)
    for name, sheet_marks in sheets.items():
        if name in book.sheetnames:
            _mark(book[name], sheet_marks)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _empty_marks(sheet: Sheet, row: int) -> SheetMarks:
    """The place of the added column: behind the last one, or that of an earlier marking."""
    headings = [cell_text(cell) for cell in sheet.rows[row - 1]] if row <= len(sheet.rows) else []
    column = headings.index(HEADING) if HEADING in headings else min(len(headings), LAST_COLUMN)
    return SheetMarks(column, HEADING, row)


def _open(content: bytes, plain: Plain) -> Workbook:
    """The workbook to mark; what is no .xlsx becomes one of the same layout."""
    if content.startswith(ZIP):
        try:
            return load_workbook(io.BytesIO(content))
        except Exception:  # what calamine reads openpyxl may still stumble over
            pass
    book = Workbook()
    book.remove(book.active)
    for sheet in plain.sheets:
        _copy(book.create_sheet(sheet.name), sheet.rows)
        for top, left, bottom, right in sheet.merges:
            book[sheet.name].merge_cells(start_row=top + 1, start_column=left + 1,
                                         end_row=bottom + 1, end_column=right + 1)  # fmt: skip
    return book


def _copy(page: Any, rows: list[list[Any]]) -> None:
    """Text stays text: digits typed as text are not to become a number, nor text a formula."""
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row[:LAST_COLUMN], 1):
            if cell in ("", None):
                continue
            if isinstance(cell, str):
                text = ILLEGAL_CHARACTERS_RE.sub("", cell.strip("\t"))
                target = page.cell(number, column)
                target.value = text
                target.number_format = AS_TEXT
                if text.startswith(FORMULA_STARTS):
                    target.data_type = "s"
            else:
                page.cell(number, column, cell)


def _mark(page: Any, marks: SheetMarks) -> None:
    column = marks.column + 1
    _unmark(page, column)
    if not marks.texts:
        return
    page.column_dimensions[get_column_letter(column)].width = WIDTH
    page.cell(marks.heading_row, column, HEADING).font = FONT
    for row, columns in marks.cells.items():
        for index in columns:
            page.cell(row, index + 1).fill = FILL
    for row, text in marks.texts.items():
        cell = page.cell(row, column, text)
        cell.data_type, cell.font, cell.alignment = "s", FONT, SENTENCE


def _unmark(page: Any, column: int) -> None:
    """Takes away the sentences and colours of an earlier round."""
    if page.max_column < column:
        return
    for row in page.iter_rows():
        for cell in row:
            if cell.column == column:
                cell.value = None
            elif cell.has_style and str(cell.fill.fgColor.rgb)[2:] == MARK_COLOUR:
                cell.fill = PatternFill()
