"""Writing an .xlsx, row by row, so that a list of any length fits into memory."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lib.exports import Sheet

# A cell that starts so would be a live formula, or text that a paste turns into one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORBIDDEN_IN_NAMES = re.compile(r"[\\/*?:\[\]']")
LONGEST_NAME, LONGEST_CELL = 31, 32_767
ROWS_IN_A_SHEET = 1_000_000
COLUMN_WIDTH = 18


def write_workbook(
    sheet: Sheet, footer: Sequence[str], further: Sequence[Sheet] = ()
) -> tuple[bytes, int]:
    """The file and its number of rows: title, header, rows, then the footer's lines.

    `further` sheets follow with their own header and rows; they are not counted.
    A "{rows}" in a footer line becomes the number of rows. Text that could be read as a formula
    gets an apostrophe in front; longer lists go on in further sheets.
    """
    book = Workbook(write_only=True)
    count, page = 0, None  # type: int, Any
    for row in sheet.rows:
        if count % ROWS_IN_A_SHEET == 0:
            page = _new_page(book, sheet, count // ROWS_IN_A_SHEET + 1)
        page.append([plain_value(value) for value in row])
        count += 1
    page = page or _new_page(book, sheet, 1)
    page.append([])
    for line in footer:
        page.append([plain_value(line.replace("{rows}", str(count)))])
    for other in further:
        page = _new_page(book, other, 1)
        for row in other.rows:
            page.append([plain_value(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue(), count


def plain_value(value: Any) -> Any:
    """A value that a spreadsheet shows as it is: neutralised text, a number, a date or nothing."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    text = FORBIDDEN_IN_CELLS.sub("", str(value))
    if text.lstrip(" \u3000").startswith(FORMULA_STARTS):
        text = f"'{text}"
    return text[:LONGEST_CELL]


def _new_page(book: Workbook, sheet: Sheet, number: int) -> Any:
    name = FORBIDDEN_IN_NAMES.sub(" ", sheet.title)[: LONGEST_NAME - 4] or "1"
    page = book.create_sheet(name if number == 1 else f"{name} {number}")
    for index in range(len(sheet.header)):
        page.column_dimensions[get_column_letter(index + 1)].width = COLUMN_WIDTH
    page.freeze_panes = "A3"
    page.append(_bold(page, [sheet.title], size=14))
    page.append(_bold(page, sheet.header))
    return page


def _bold(page: Any, values: Iterable[Any], size: int = 11) -> list[WriteOnlyCell]:
    cells = [WriteOnlyCell(page, value=plain_value(str(value))) for value in values]
    for cell in cells:
        cell.font = Font(bold=True, size=size)
    return cells
