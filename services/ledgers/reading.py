"""From a ledger's bytes to its rows."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lib.sheet_headers import Header, find_header
from lib.sheet_lines import filled_cells, is_beside_the_rows, opening_texts
from lib.spreadsheets import Sheet, UnreadableFile, cell_text, column_letter, read_workbook
from services.ledgers.rows import LedgerRow
from services.ledgers.topics import LedgerTopic

MOST_ROWS = 5_000
# "As above": what the cell over it says.
DITTO = frozenset({"同上", "〃", "″", '"', "“", "”", "''", "..", "同左上"})
_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(slots=True)
class LedgerFile:
    """A ledger as read; `headings` by sheet and letter, `unread` what no field stands for."""

    rows: list[LedgerRow] = field(default_factory=list)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, list[list[Any]]] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def read_ledger(content: bytes, filename: str, topic: LedgerTopic) -> LedgerFile:
    """The rows of all sheets that have the headings of the topic.

    Raises UnreadableFile with a sentence where there is no such sheet, where a needed column is
    missing, where there are no rows or too many.
    """
    words, found = topic.vocabulary, LedgerFile()
    for sheet in read_workbook(content, filename).sheets:
        header, _questions = find_header(sheet.rows, sheet.merges, words)
        if header is None:
            if sheet.rows:
                found.passed_over.append(sheet.name)
            continue
        _check_needs(topic, sheet, header)
        _take_rows(found, sheet, header)
    if not found.headings:
        raise UnreadableFile(
            _(
                "No sheet has a line with the headings of this ledger (%(headings)s). Put the "
                "headings above the rows, or take the empty sheet, and choose the file again."
            )
            % {"headings": "、".join(c.headings.split()[0] for c in topic.columns.values())}
        )
    if not found.rows:
        raise UnreadableFile(
            _("The table has headings but no rows below them. Choose the filled file.")
        )
    if len(found.rows) > MOST_ROWS:
        raise UnreadableFile(
            _(
                "The ledger has %(rows)s rows, the limit is %(limit)s. Split it by year or "
                "half-year."
            )
            % {"rows": len(found.rows), "limit": MOST_ROWS}
        )
    return found


def heading_row(sheet: Sheet, topic: LedgerTopic) -> int:
    """The number of a sheet's line of headings, for marking; 1 where it has none."""
    header, _questions = find_header(sheet.rows, sheet.merges, topic.vocabulary)
    return header.first_row if header is not None else 1


def _check_needs(topic: LedgerTopic, sheet: Sheet, header: Header) -> None:
    for names in topic.needs:
        if not any(name in header.places for name in names):
            raise UnreadableFile(
                _(
                    "Sheet “%(sheet)s” has no column for %(columns)s. Add it and choose the file "
                    "again."
                )
                % {
                    "sheet": sheet.name,
                    "columns": _(" or ").join(
                        f"“{topic.columns[name].headings.split()[0]}”" for name in names
                    ),
                }
            )


def _take_rows(found: LedgerFile, sheet: Sheet, header: Header) -> None:
    _fill_merged(sheet, header)
    opening = opening_texts(sheet.rows[: header.first_row])
    letters, year = header.letters(), _year_of(sheet, header)
    found.headings[sheet.name] = {column_letter(i): text for i, text in header.texts.items()}
    found.lines[sheet.name] = sheet.rows
    found.unread += [
        (sheet.name, text)
        for index, text in header.texts.items()
        if index not in header.columns and text not in ("序号", "问题")
    ]
    above: dict[str, Any] = {}
    for index, line in enumerate(sheet.rows[header.first_row :], start=header.first_row + 1):
        cells = {
            name: next((line[i] for i in places if i < len(line) and line[i] not in ("", None)), "")
            for name, places in header.places.items()
        }
        for name, cell in cells.items():
            if cell_text(cell) in DITTO:
                cells[name] = above.get(name, "")
        filled = [name for name, cell in cells.items() if cell_text(cell)]
        if len(filled) < 2 or is_beside_the_rows(filled_cells(line), opening):
            continue
        above = cells
        found.rows.append(LedgerRow(sheet.name, index, cells, letters, year))


def _fill_merged(sheet: Sheet, header: Header) -> None:
    """A cell merged over rows says the same of each of them."""
    columns = {column for places in header.places.values() for column in places}
    for top, left, bottom, _right in sheet.merges:
        if top < header.first_row or left not in columns:
            continue
        value = sheet.rows[top][left] if top < len(sheet.rows) else ""
        for line in sheet.rows[top + 1 : bottom + 1]:
            if left < len(line):
                line[left] = value


def _year_of(sheet: Sheet, header: Header) -> int | None:
    """The one year that the title or the sheet's name gives, for days written without one."""
    texts = [
        sheet.name,
        *(cell_text(cell) for row in sheet.rows[: header.first_row] for cell in row),
    ]
    years = {int(year) for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None
