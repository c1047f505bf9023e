"""Reading .xlsx, .xls and .csv into plain rows, whatever an office's programs made of them."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetVisibleEnum

UNPACKED_LIMIT_MB = 400
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
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
    """Reads a file's visible sheets. Raises UnreadableFile with a sentence."""
    if not content:
        raise UnreadableFile(_("The file is empty. Choose the file that holds the rows."))
    if PurePath(filename).suffix.lower() == ".csv":
        return _read_csv(content, filename)
    if content[:4] == b"PK\x03\x04":
        _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
        return Workbook([_sheet(book, name) for name in visible])
    except UnreadableFile:
        raise
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


def _refuse_bomb(content: bytes) -> None:
    try:
        size = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except zipfile.BadZipFile:
        return
    if size > UNPACKED_LIMIT_MB * 1024 * 1024:
        raise UnreadableFile(
            _("The workbook unpacks to %(size)s MB, the limit is %(limit)s MB. Split it.")
            % {"size": size // (1024 * 1024), "limit": UNPACKED_LIMIT_MB}
        )


def _read_csv(content: bytes, filename: str) -> Workbook:
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise UnreadableFile(_("The file is no text file. Save it as .csv or .xlsx again."))
    head = text[:4096]
    separator = max(",\t;", key=head.count)
    csv.field_size_limit(1_000_000)
    try:
        rows: list[list[Any]] = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        raise UnreadableFile(
            _("The text file's lines cannot be told apart. Save it again.")
        ) from None
    return Workbook([Sheet(PurePath(filename).stem[-31:], rows)], encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
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
        return cell if cell.isalnum() and cell.isascii() else cell.translate(FULL_WIDTH).strip()
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
