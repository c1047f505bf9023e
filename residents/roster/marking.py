"""The file back in its own layout: faulty cells coloured, a sentence beside each row."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from lib.spreadsheets import UnreadableFile, read_workbook
from residents.roster.rows import Finding
from residents.roster.sentences import sentence_of

FILL = PatternFill("solid", fgColor="FFE0B2")
FONT = Font(color="9C2B00")
HEADING = "问题"  # ignored by the reader, so that the mended file goes in as it is


def mark_workbook(content: bytes, filename: str, findings: Iterable[Finding]) -> bytes:
    """An .xlsx of the same layout with a column “问题” at the right end of each faulty sheet."""
    book = _open(content, filename)
    by_sheet: dict[str, dict[int, list[Finding]]] = {}
    for finding in findings:
        by_sheet.setdefault(finding.sheet, {}).setdefault(finding.row, []).append(finding)
    for name, rows in by_sheet.items():
        if name in book.sheetnames:
            _mark(book[name], rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _open(content: bytes, filename: str) -> Workbook:
    if content[:4] == b"PK\x03\x04":
        try:
            return load_workbook(io.BytesIO(content))
        except (InvalidFileException, KeyError, ValueError) as error:
            raise UnreadableFile(_("The uploaded workbook cannot be marked.")) from error
    plain = read_workbook(content, filename)
    book = Workbook()
    book.remove(book.active)
    for sheet in plain.sheets:
        copy = book.create_sheet(sheet.name)
        for row in sheet.rows:
            copy.append([_kept(cell) for cell in row])
        for top, left, bottom, right in sheet.merges:
            copy.merge_cells(start_row=top + 1, start_column=left + 1,
                             end_row=bottom + 1, end_column=right + 1)  # fmt: skip
    return book


def _kept(cell: Any) -> Any:
    """Text stays text: a number that was typed as text is not to become a number."""
    if isinstance(cell, str):
        return cell.strip("\t") or None
    return cell


def _mark(sheet: Any, rows: dict[int, list[Finding]]) -> None:
    column = _problem_column(sheet)
    sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 60
    first = max(min(rows) - 1, 1)
    sheet.cell(first, column).value = HEADING
    sheet.cell(first, column).font = FONT
    for number, findings in rows.items():
        if number < 1:
            continue
        for finding in findings:
            if finding.column:
                cell = sheet.cell(number, column_index_from_string(finding.column))
                cell.fill = FILL
        cell = sheet.cell(number, column)
        cell.value = "\n".join(sentence_of(f.code, f.words) for f in findings)
        cell.font = FONT
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _problem_column(sheet: Any) -> int:
    """The column behind the last one; that of an earlier marking is used again and emptied."""
    for row in sheet.iter_rows(min_row=1, max_row=min(sheet.max_row, 60)):
        for cell in row:
            if cell.value == HEADING:
                for index in range(1, sheet.max_row + 1):
                    old = sheet.cell(index, cell.column)
                    old.value = None
                return cell.column
    return sheet.max_column + 1
