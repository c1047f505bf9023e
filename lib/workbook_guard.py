"""A look into an .xlsx before a reader unpacks it: what it is, how large, how far it reaches.

A reader keeps the whole rectangle from the first to the last cell in memory, so one stray cell at
the far corner of a sheet would cost gigabytes.
"""

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

UNPACKED_LIMIT_MB = 300
LAST_ROW = 99_999
_MEGABYTE = 1024 * 1024
_LOCAL_HEADER, _CHUNK = 30, 1 << 16
# A cell from column AAA (the 703rd) or row 100,000 on. The plain forms have a literal start, which
# makes them ten times faster; the other finds what no spreadsheet program writes.
_FAR = re.compile(rb' r="(?:[A-Z]{3}|[A-Z]{1,2}\d{6})')
_FAR_ROW = re.compile(rb'<row r="\d{6}')
_ANY_FAR = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{3}|[A-Z]{0,2}\d{6})""")


class HarmfulWorkbook(ValueError):
    """A workbook that must not be read; the message is a sentence for who sent it."""


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
    unpacked = 0
    for entry in entries:
        is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
        unpacked = _measure(content, entry, unpacked, is_sheet)


def _measure(content: bytes, entry: zipfile.ZipInfo, unpacked: int, is_sheet: bool) -> int:
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
        if is_sheet:
            _refuse_reach(tail + piece)
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


def _refuse_reach(xml: bytes) -> None:
    is_far = _FAR.search(xml) or _FAR_ROW.search(xml)
    is_plain = xml.count(b"<c") == xml.count(b'<c r="') and xml.count(b"<row") == xml.count(
        b'<row r="'
    )
    if not is_far and not is_plain:
        is_far = _ANY_FAR.search(xml)
    if is_far:
        raise HarmfulWorkbook(
            _(
                "A sheet reaches beyond row %(row)s or column 700. Delete the empty rows below "
                "and the empty columns beside the table, save, and choose the file again."
            )
            % {"row": LAST_ROW}
        )
