"""A look into an .xlsx before a reader unpacks it: what it is, how large, how far it reaches.

A reader keeps the whole rectangle from the first to the last cell in memory, so one stray cell at
the far corner of a sheet would cost gigabytes. So does an .xls of five kilobytes.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

UNPACKED_LIMIT_MB = 300
LAST_ROW = 99_999
# Cells of all rectangles together: some 70 bytes each while a file is read.
MOST_CELLS = 16_000_000
_MEGABYTE = 1024 * 1024
_LOCAL_HEADER, _CHUNK = 30, 1 << 16
# A cell from column AAA (the 703rd) or row 100,000 on. The plain forms have a literal start, which
# makes them ten times faster; the other finds what no spreadsheet program writes.
_FAR = re.compile(rb' r="(?:[A-Z]{3}|[A-Z]{1,2}\d{6})')
# The same, or a cell from column CA (the 79th) on.
_FAR_OR_WIDE = re.compile(rb' r="(?:[A-Z]{3}|[C-Z][A-Z]\d|[A-Z]{1,2}\d{6})')
_NARROW, _WIDE = 78, 702
_FAR_ROW = re.compile(rb'<row r="\d{6}')
_ROW_NUMBER = re.compile(rb'<row r="(\d+)')
_ANY_FAR = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{3}|[A-Z]{0,2}\d{6})""")
# The record of an .xls that says its first and last row, first and last column.
_DIMENSIONS = b"\x00\x02\x0e\x00"
_LAST_XLS_ROW, _LAST_XLS_COLUMN = 65_536, 256


class HarmfulWorkbook(ValueError):
    """A workbook that must not be read; the message is a sentence for who sent it."""


@dataclass(slots=True)
class _Reach:
    """How far a sheet reaches, as far as it has been looked through."""

    rows: int = 0
    unnumbered: int = 0
    is_wide: bool = False

    @property
    def cells(self) -> int:
        return max(self.rows, self.unnumbered) * (_WIDE if self.is_wide else _NARROW)


def refuse_harmful(content: bytes) -> None:
    """Raises HarmfulWorkbook for what is no .xlsx, or is too large to be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception:  # a damaged directory fails in many ways
        raise HarmfulWorkbook(
            _("The file is damaged or only part of it arrived. Save it again and choose it again.")
        ) from None
    with archive:
        entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise HarmfulWorkbook(
            _("The file is no Excel workbook but another archive. Save the roster as .xlsx.")
        )
    unpacked = 0
    for entry in entries:
        unpacked += entry.file_size
        _refuse_size(unpacked)
    unpacked = cells = 0
    for entry in entries:
        is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
        reach = _Reach() if is_sheet else None
        unpacked = _measure(content, entry, unpacked, reach)
        cells += reach.cells if reach else 0
        refuse_cells(cells)


def refuse_harmful_xls(content: bytes) -> None:
    """Raises HarmfulWorkbook for an .xls whose sheets say that they reach too far."""
    cells, place = 0, content.find(_DIMENSIONS)
    while place >= 0:
        record = content[place + 4 : place + 18]
        if len(record) == 14:
            _first, rows, _left, columns, reserved = struct.unpack("<IIHHH", record)
            # What looks otherwise is no such record but four bytes of something else.
            if rows <= _LAST_XLS_ROW and columns <= _LAST_XLS_COLUMN and not reserved:
                cells += rows * columns
        place = content.find(_DIMENSIONS, place + 4)
    refuse_cells(cells)


def refuse_cells(number: int) -> None:
    """Raises HarmfulWorkbook for rectangles of more cells than are read at once."""
    if number > MOST_CELLS:
        raise HarmfulWorkbook(
            _(
                "A sheet reaches far beyond its table, over millions of empty cells. Delete the "
                "empty rows below and the empty columns beside the table, save, and choose the "
                "file again."
            )
        )


def _measure(content: bytes, entry: zipfile.ZipInfo, unpacked: int, reach: _Reach | None) -> int:
    """Unpacks an entry piece by piece: what an archive says of its own sizes may be a lie."""
    if entry.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        raise HarmfulWorkbook(_("The workbook is packed in an unusual way. Save it again."))
    data = _raw(content, entry)
    tail = b""
    for start in range(0, len(data), _CHUNK):
        piece = bytes(data[start : start + _CHUNK])
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            if start == 0:
                inflate = zlib.decompressobj(-15)
            try:
                piece = inflate.decompress(piece)
            except zlib.error:
                raise HarmfulWorkbook(
                    _("The file is damaged. Save it again and choose it again.")
                ) from None
        unpacked += len(piece)
        _refuse_size(unpacked)
        if reach:
            _refuse_reach(tail + piece, reach)
            tail = piece[-200:]
    return unpacked


def _raw(content: bytes, entry: zipfile.ZipInfo) -> memoryview:
    start = entry.header_offset
    name = int.from_bytes(content[start + 26 : start + 28], "little")
    extra = int.from_bytes(content[start + 28 : start + 30], "little")
    begin = start + _LOCAL_HEADER + name + extra
    return memoryview(content)[begin : begin + entry.compress_size]


def _refuse_size(unpacked: int) -> None:
    if unpacked > UNPACKED_LIMIT_MB * _MEGABYTE:
        raise HarmfulWorkbook(
            _(
                "The workbook unpacks to more than %(limit)s MB. "
                "Split it, or delete pictures and empty rows, and choose it again."
            )
            % {"limit": UNPACKED_LIMIT_MB}
        )


def _refuse_reach(xml: bytes, reach: _Reach) -> None:
    is_far = (_FAR if reach.is_wide else _FAR_OR_WIDE).search(xml) or _FAR_ROW.search(xml)
    if is_far and not reach.is_wide:
        is_far = _FAR.search(xml) or _FAR_ROW.search(xml)
        reach.is_wide = True
    rows = xml.count(b"<row")
    is_plain = xml.count(b"<c") == xml.count(b'<c r="') and rows == xml.count(b'<row r="')
    if not is_plain:
        is_far = is_far or _ANY_FAR.search(xml)
        reach.unnumbered += rows
    if last := _ROW_NUMBER.match(xml, max(xml.rfind(b'<row r="'), 0)):
        reach.rows = max(reach.rows, int(last[1]))
    if is_far:
        raise HarmfulWorkbook(
            _(
                "A sheet reaches beyond row %(row)s or column 700. Delete the empty rows below "
                "and the empty columns beside the table, save, and choose the file again."
            )
            % {"row": LAST_ROW}
        )
