"""Colouring cells of an .xlsx and writing sentences beside them, in its own XML.

A workbook library would read and write every cell of the file anew: a minute and 700 MB for 50,000
rows, and it drops what it does not know. Here only the marked rows change; all else stays byte for
byte. What is put together in an unusual way raises CannotMark, and the caller goes the long way.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lib.spreadsheets import column_letter
from lib.workbook_styles import Styles, UnknownStyles

WORKBOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
COLUMN_WIDTH = 60
FASTEST = 1
_SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship [^>]*>")
_ID, _TARGET = re.compile(rb'\bId="([^"]*)"'), re.compile(rb'\bTarget="([^"]*)"')
_STYLE = re.compile(rb' s="(\d+)"')
_SPANS = re.compile(rb' spans="[^"]*"')
_DIMENSION = re.compile(rb"<dimension [^>]*?/>")
_COLS = re.compile(rb"<cols>(.*?)</cols>", re.DOTALL)
_COL = re.compile(rb"<col [^>]*?/>")
_MIN, _MAX = re.compile(rb' min="(\d+)"'), re.compile(rb' max="(\d+)"')
_CELL_PLACE = re.compile(rb'<c r="([A-Z]+)\d+"')


class CannotMark(ValueError):
    """A workbook whose XML is not put together as the common programs do it."""


@dataclass(slots=True)
class SheetMarks:
    """What to mark in a sheet: rows count from 1, columns from 0.

    `column` takes the `texts` by row, under `heading` in `heading_row`; `cells` are the columns to
    colour by row. Colours and texts of an earlier round are taken away.
    """

    column: int
    heading: str
    heading_row: int
    cells: dict[int, set[int]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)


def mark_cells(content: bytes, marks: dict[str, SheetMarks]) -> bytes:
    """The workbook with the marks, by sheet name. Raises CannotMark."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = _parts(archive)
        if missing := set(marks) - set(parts):
            raise CannotMark(f"sheets without a part: {len(missing)}")
        try:
            styles = Styles(archive.read(STYLES))
        except (KeyError, UnknownStyles):
            raise CannotMark(STYLES) from None
        changed = {
            parts[name]: _marked(archive.read(parts[name]), sheet, styles)
            for name, sheet in marks.items()
        }
        changed[STYLES] = styles.written()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=FASTEST) as new:
            for entry in archive.infolist():
                data = changed.get(entry.filename)
                new.writestr(entry.filename, archive.read(entry) if data is None else data)
    return out.getvalue()


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the part that holds it."""
    try:
        book, relations = archive.read(WORKBOOK), archive.read(RELATIONS)
        kinds = archive.read("[Content_Types].xml")
    except KeyError:
        raise CannotMark(WORKBOOK) from None
    if b"macroEnabled" in kinds:
        raise CannotMark("macros")
    targets = {}
    for relation in _RELATION.findall(relations):
        key, target = _ID.search(relation), _TARGET.search(relation)
        if key and target:
            path = target[1].decode()
            targets[key[1]] = path[1:] if path.startswith("/") else f"xl/{path}"
    names = set(archive.namelist())
    return {
        _unescaped(name): targets[key]
        for name, key in _SHEET.findall(book)
        if targets.get(key) in names
    }


def _unescaped(name: bytes) -> str:
    text = name.decode()
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


def _marked(xml: bytes, sheet: SheetMarks, styles: Styles) -> bytes:
    letter = column_letter(sheet.column).encode()
    xml = _unmarked(xml, letter, styles)
    if not sheet.texts:
        return xml
    texts = {sheet.heading_row: sheet.heading, **sheet.texts}
    pieces, place = [], 0
    for row in sorted(set(texts) | set(sheet.cells)):
        start = xml.find(b'<row r="%d"' % row, place)
        if start < 0:
            raise CannotMark("a row without its number")
        opened = xml.find(b">", start) + 1
        is_empty = xml[opened - 2 : opened] == b"/>"
        end = opened if is_empty else xml.find(b"</row>", opened)
        head = _SPANS.sub(b"", xml[start : opened - 2] + b">" if is_empty else xml[start:opened])
        cells = b"" if is_empty else xml[opened:end]
        for column in sorted(sheet.cells.get(row, ())):
            cells = _coloured(cells, row, column, styles)
        if row in texts:
            style = styles.heading if row == sheet.heading_row else styles.sentence
            cells = _appended(cells, row, sheet.column, _text_cell(letter, row, style, texts[row]))
        pieces += [xml[place:start], head, cells, b"</row>"]
        place = end if is_empty else end + len(b"</row>")
    pieces.append(xml[place:])
    xml = _DIMENSION.sub(b"", b"".join(pieces), count=1)
    return _widened(xml, sheet.column + 1)


def _unmarked(xml: bytes, letter: bytes, styles: Styles) -> bytes:
    """Takes away the colours and sentences of an earlier round."""
    for old, plain in styles.unmarked.items():
        xml = xml.replace(b' s="%d"' % old, b' s="%d"' % plain)
    if b'<c r="%s' % letter in xml:
        own = rb'<c r="%s\d+"(?:[^>]*/>|[^>]*[^/]>.*?</c>)' % letter
        xml = re.sub(own, b"", xml, flags=re.DOTALL)
    return xml


def _coloured(cells: bytes, row: int, column: int, styles: Styles) -> bytes:
    place = b'<c r="%s%d"' % (column_letter(column).encode(), row)
    start = cells.find(place)
    if start < 0:
        new = place + b' s="%d"/>' % styles.marked(0)
        return _appended(cells, row, column, new)
    end = cells.find(b">", start)
    tag = cells[start:end]
    found = _STYLE.search(tag)
    style = b' s="%d"' % styles.marked(int(found[1]) if found else 0)
    tag = _STYLE.sub(style, tag) if found else tag.replace(place, place + style)
    return cells[:start] + tag + cells[end:]


def _appended(cells: bytes, row: int, column: int, cell: bytes) -> bytes:
    """Puts a cell where its column belongs, since a row's cells stand in their order."""
    for found in _CELL_PLACE.finditer(cells):
        if _number(found[1]) > column:
            return cells[: found.start()] + cell + cells[found.start() :]
    return cells + cell


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _text_cell(letter: bytes, row: int, style: int, text: str) -> bytes:
    return b'<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (
        letter, row, style, escape(text).encode(),
    )  # fmt: skip


def _widened(xml: bytes, number: int) -> bytes:
    """Gives the added column (from 1) its width; a range of columns over it is cut in pieces."""
    own = b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (number, number, COLUMN_WIDTH)
    found = _COLS.search(xml)
    if found is None:
        return xml.replace(b"<sheetData", b"<cols>" + own + b"</cols><sheetData", 1)
    before, after = [], []
    for column in _COL.findall(found[1]):
        low, high = _MIN.search(column), _MAX.search(column)
        if low is None or high is None:
            raise CannotMark("columns")
        first, last = int(low[1]), int(high[1])
        if first < number:
            before.append(_range(column, first, min(last, number - 1)))
        if last > number:
            after.append(_range(column, max(first, number + 1), last))
    columns = b"".join([*before, own, *after])
    return xml[: found.start(1)] + columns + xml[found.end(1) :]


def _range(column: bytes, first: int, last: int) -> bytes:
    return _MAX.sub(b' max="%d"' % last, _MIN.sub(b' min="%d"' % first, column))
