"""Reading .xlsx, .xls and .csv into plain rows, whatever an office's programs made of them."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lib.workbook_guard import (
    HarmfulWorkbook,
    refuse_cells,
    refuse_harmful,
    refuse_harmful_xls,
)

# What a failed formula leaves in its cell.
ERROR_CELLS = frozenset(
    ("#N/A", "#NA", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA")
)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LONGEST_CELL = 100_000
LAST_TEXT_LINE = 100_000
LINES_OF_A_ROW = 10  # a heading may hold line breaks; an unclosed quotation mark swallows more
# How pictures, PDFs and packed archives begin.
_NO_TABLES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
)  # fmt: skip
_CELL_SIGNS: dict[int, Any] = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: " ", 0xA0: " ", 0x200B: None, 0x200E: None, 0x200F: None, 0xFEFF: None}
    | {code: None for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F)}
)
_AS_TEXT = re.compile(r'^="(.*)"$')
Merge = tuple[int, int, int, int]


class UnreadableFile(ValueError):
    """A file that cannot be read; the message is a sentence for the person who sent it."""


@dataclass(slots=True)
class Sheet:
    """A visible sheet: rows from its first line on, merged areas as (top, left, bottom, right)."""

    name: str
    rows: list[list[Any]]
    merges: list[Merge] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """A file's visible sheets; `encoding` is that of a text file, else None."""

    sheets: list[Sheet]
    encoding: str | None = None


def read_workbook(content: bytes, filename: str) -> Workbook:
    """Reads a file's visible sheets. Raises UnreadableFile with a sentence.

    What a file is, its first bytes say: offices rename .csv to .xls and pictures to .xlsx.
    """
    if not content.strip(b"\x00 \r\n\t"):
        raise UnreadableFile(_("The file is empty. Choose the file that holds the rows."))
    if content.startswith(ZIP):
        _refuse(refuse_harmful, content)
        return _read_with_calamine(content)
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(
                _("The file is protected by a password. Take the password away and save it again.")
            )
        _refuse(refuse_harmful_xls, content)
        return _read_with_calamine(content)
    # A bitmap has four empty bytes there; "BM" alone begins many a heading.
    is_bitmap = content.startswith(b"BM") and content[6:10] == bytes(4)
    if is_bitmap or content.startswith(_NO_TABLES):
        raise UnreadableFile(
            _(
                "The file is a picture, a PDF or a packed archive, not a table. "
                "Choose the roster itself, as .xlsx, .xls or .csv."
            )
        )
    return _read_text(content, filename)


def _refuse(guard: Callable[[Any], None], found: Any) -> None:
    try:
        guard(found)
    except HarmfulWorkbook as error:
        raise UnreadableFile(str(error)) from None


def _read_with_calamine(content: bytes) -> Workbook:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        return Workbook([_sheet(book, name) for name in visible])
    except BaseException as error:  # calamine's panics are no Exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise UnreadableFile(
            _(
                "The file cannot be read as a workbook. Open it in the program that made it, "
                "take away a password, save it as .xlsx and choose it again."
            )
        ) from None


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    merges = [(top, left, bottom, right) for (top, left), (bottom, right) in
              sheet.merged_cell_ranges or []]  # fmt: skip
    return Sheet(name, sheet.to_python(skip_empty_area=False), merges)


def _read_text(content: bytes, filename: str) -> Workbook:
    text, encoding = _decoded(content)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<html", "<!doctype", "<?xml", "<table", "<meta", "{\\rtf")):
        raise UnreadableFile(
            _(
                "The file is a web page or XML under the name of a table. Open it in Excel or WPS, "
                "save it as .xlsx and choose it again."
            )
        )
    if "\x00" in text:
        raise UnreadableFile(_("The file is no text file. Save it as .csv or .xlsx again."))
    head = text[:4096]
    separator = max(",\t;|", key=head.count)
    csv.field_size_limit(LONGEST_CELL)
    rows = _lines_of(text, separator)
    if '="' in text:  # Excel's way to keep digits as text
        rows = [[_AS_TEXT.sub(r"\1", cell) for cell in row] for row in rows]
    width = max(map(len, rows), default=0)
    _refuse(refuse_cells, width * len(rows))
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return Workbook([Sheet(PurePath(filename).stem[-31:] or "csv", rows)], encoding)


def _lines_of(text: str, separator: str) -> list[list[Any]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[list[Any]] = []
    before = 0
    try:
        for row in lines:
            rows.append(row)
            if lines.line_num - before > LINES_OF_A_ROW:
                raise UnreadableFile(
                    _(
                        "A quotation mark in line %(line)s of the text file is not closed, so the "
                        "lines below it run together. Delete it, or save the file as .xlsx."
                    )
                    % {"line": before + 1}
                )
            before = lines.line_num
            if len(rows) > LAST_TEXT_LINE:
                raise UnreadableFile(
                    _("The file has more than %(limit)s lines. Split it.")
                    % {"limit": LAST_TEXT_LINE}
                )
    except csv.Error:
        raise UnreadableFile(
            _("The text file's lines cannot be told apart. Save it again.")
        ) from None
    return rows


def _decoded(content: bytes) -> tuple[str, str]:
    encodings = ["utf-8-sig", "gb18030"]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings.insert(0, "utf-16")
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        _("The text is neither UTF-8 nor GB 18030. Save the file as .xlsx and choose it again.")
    )


def cell_text(cell: Any) -> str:
    """A cell as text: whole numbers without ".0", full-width signs as plain ones, ends trimmed."""
    if type(cell) is str:
        return cell if cell.isalnum() and cell.isascii() else cell.translate(_CELL_SIGNS).strip()
    if cell is None:
        return ""
    if type(cell) is float and cell.is_integer():
        return str(int(cell))
    return str(cell)


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
