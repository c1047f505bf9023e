"""The file back in its own layout: faulty cells coloured, a sentence beside each row."""

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter

from lib.spreadsheets import ZIP, read_workbook
from residents.roster.headers import find_header
from residents.roster.rows import Finding
from residents.roster.sentences import sentence_of

FILL = PatternFill("solid", fgColor="FFE0B2")
FONT = Font(color="9C2B00")
SENTENCE = Alignment(wrap_text=True, vertical="top")
HEADING = "问题"  # ignored by the reader, so that the mended file goes in as it is
WIDTH = 60  # characters
AS_TEXT = "@"
LAST_COLUMN = 1_000  # a damaged .xls may claim more than a workbook can have
FORMULA_STARTS = ("=", "+", "-", "@")


def mark_workbook(content: bytes, filename: str, findings: Iterable[Finding]) -> bytes:
    """An .xlsx of the same layout with a column “问题” at the right end of each faulty sheet.

    Marks of an earlier round are taken away first. Raises UnreadableFile.
    """
    by_sheet: dict[str, dict[int, list[Finding]]] = {}
    for finding in findings:
        by_sheet.setdefault(finding.sheet, {}).setdefault(finding.row, []).append(finding)
    book, heading_rows = _open(content, filename)
    for name in book.sheetnames:
        column = _problem_column(book[name])
        if name in by_sheet:
            _mark(book[name], by_sheet[name], column, heading_rows.get(name, 1))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _open(content: bytes, filename: str) -> tuple[Workbook, dict[str, int]]:
    """The workbook to mark, and the row of each roster's headings."""
    plain = read_workbook(content, filename)
    heading_rows = {}
    for sheet in plain.sheets:
        header, _questions = find_header(sheet.rows, sheet.merges, {})
        if header is not None:
            heading_rows[sheet.name] = header.first_row
    if content.startswith(ZIP):
        try:
            return load_workbook(io.BytesIO(content)), heading_rows
        except Exception:
            pass
    book = Workbook()
    book.remove(book.active)
    for sheet in plain.sheets:
        _copy(book.create_sheet(sheet.name), sheet.rows)
        for top, left, bottom, right in sheet.merges:
            if bottom >= len(sheet.rows) or right >= LAST_COLUMN:
                continue
            book[sheet.name].merge_cells(start_row=top + 1, start_column=left + 1,
                                         end_row=bottom + 1, end_column=right + 1)  # fmt: skip
    return book, heading_rows


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


def _mark(page: Any, rows: dict[int, list[Finding]], column: int, heading_row: int) -> None:
    page.column_dimensions[get_column_letter(column)].width = WIDTH
    heading = page.cell(heading_row, column, HEADING)
    heading.font = FONT
    for number, findings in rows.items():
        if number < 1:
            continue
        for finding in findings:
            if finding.column:
                page.cell(number, column_index_from_string(finding.column)).fill = FILL
        cell = page.cell(number, column)
        sentences = "\n".join(sentence_of(f.code, f.words) for f in findings)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", sentences)
        cell.data_type = "s"
        cell.font = FONT
        cell.alignment = SENTENCE


def _problem_column(page: Any) -> int:
    """The column behind the last filled one; that of an earlier marking is emptied and reused."""
    for row in page.iter_rows(min_row=1, max_row=min(page.max_row, 60)):
        for cell in row:
            if cell.value == HEADING and cell.font.color is not None:
                _unmark(page, cell.column)
                return int(cell.column)
    return int(page.max_column) + 1


def _unmark(page: Any, column: int) -> None:
    for row in page.iter_rows():
        for cell in row:
            if cell.column == column:
                cell.value = None
            elif cell.has_style and cell.fill.fgColor.rgb == f"00{FILL.fgColor.rgb[2:]}":
                cell.fill = PatternFill()
