"""A sheet's columns as values: each column is read once, equal cells once."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lib.sheet_headers import Header
from lib.spreadsheets import Sheet, cell_text
from residents.enums import FindingCode
from residents.models import Household
from residents.roster.addresses import read_address, split_origin
from residents.roster.cells import reader_of
from residents.roster.headings import HOUSEHOLD_FIELDS
from residents.roster.rows import Address

# Characters that the register keeps of county, town and village of origin.
ORIGIN_ROOM = tuple(
    Household._meta.get_field(f"origin_{part}").max_length or 0
    for part in ("county", "township", "village")
)
ADDRESS_FIELDS = ("building_name", "stairwell_name", "room_no", "address")
SPECIAL = frozenset((*ADDRESS_FIELDS, "id_number", "household_no", "origin"))


@dataclass(slots=True)
class Table:
    """A sheet's rows below its header; every list runs over the rows of the sheet from there.

    `values` holds, by field, what each row says (None for nothing), `faults` the finding code of
    each cell that could not be read, by field and index.
    """

    sheet: Sheet
    header: Header
    letters: dict[str, str]
    rows: list[list[Any]]
    numbers: list[str]
    values: dict[str, list[Any]] = field(default_factory=dict)
    faults: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    addresses: list[Address | str | None] = field(default_factory=list)
    origins: list[tuple[str, str, str]] = field(default_factory=list)
    identities: list[Any] = field(default_factory=list)
    continued: set[int] = field(default_factory=set)

    def cell(self, name: str, index: int) -> Any:
        """The cell of a field in a row, as the file has it."""
        for column in self.header.places.get(name, ()):
            if self.rows[index][column] not in ("", None):
                return self.rows[index][column]
        return ""


def read_table(sheet: Sheet, header: Header) -> Table:
    """Reads a sheet column by column."""
    continued = _fill_merged(sheet, header)
    rows = sheet.rows[header.first_row :]
    table = Table(sheet, header, header.letters(), rows, [], continued=continued)
    columns = _columns(rows, header)
    size = len(rows)
    table.numbers = _mapped(columns.get("household_no") or [""] * size, _number)
    table.identities = columns.get("id_number") or [""] * size
    for name, cells in columns.items():
        if name not in SPECIAL:
            _read_column(table, name, cells)
    parts = [columns.get(name) or [""] * size for name in ADDRESS_FIELDS]
    if any(name in columns for name in ADDRESS_FIELDS):
        table.addresses = _mapped(
            list(zip(*parts, strict=True)), lambda cells: read_address(*cells)
        )
    if "origin" in columns:
        _read_origins(table, columns["origin"])
    return table


def _read_origins(table: Table, cells: list[Any]) -> None:
    """One cell holds county, town and village; what the register has no room for is a fault."""
    table.origins = _mapped(cells, lambda cell: split_origin(cell_text(cell)))
    for index, parts in enumerate(table.origins):
        if any(len(part) > room for part, room in zip(parts, ORIGIN_ROOM, strict=True)):
            table.faults.setdefault(index, []).append(("origin", FindingCode.CODE_UNKNOWN))


def _columns(rows: list[list[Any]], header: Header) -> dict[str, list[Any]]:
    """Field to its cells; where several columns hold a field, the first that is filled counts."""
    by_index = list(zip(*rows, strict=True)) if rows else []
    columns: dict[str, list[Any]] = {}
    for name, places in header.places.items():
        cells = list(by_index[places[0]]) if by_index else []
        for other in places[1:]:
            cells = [
                mine if mine not in ("", None) else yours
                for mine, yours in zip(cells, by_index[other], strict=True)
            ]
        columns[name] = cells
    return columns


def _mapped(cells: list[Any], read: Any) -> list[Any]:
    known = {cell: read(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _read_column(table: Table, name: str, cells: list[Any]) -> None:
    read = reader_of(name, table.header.scales.get(name, Decimal(1)))
    known = {cell: read(cell) for cell in set(cells)}
    table.values[name] = [known[cell][0] for cell in cells]
    faulty = {cell for cell, (_value, fault) in known.items() if fault}
    if faulty:
        for index, cell in enumerate(cells):
            if cell in faulty:
                table.faults.setdefault(index, []).append((name, known[cell][1]))


def _number(cell: Any) -> str:
    return "".join(cell_text(cell).split())


def _fill_merged(sheet: Sheet, header: Header) -> set[int]:
    """Spreads merged household cells over their rows.

    Gives the rows (counted below the header) that lie under a merged household number.
    """
    fields = {column: field for field, places in header.places.items() for column in places}
    continued: set[int] = set()
    ends: dict[int, int] = {}
    for top, left, bottom, _right in sorted(sheet.merges):
        field = fields.get(left, "")
        if top < header.first_row or bottom == top or field not in HOUSEHOLD_FIELDS:
            continue
        if top <= ends.get(left, -1):
            continue  # areas never overlap, but in a damaged file, there perhaps a million times
        ends[left] = bottom
        value = sheet.rows[top][left] if top < len(sheet.rows) else ""
        for index in range(top + 1, min(bottom + 1, len(sheet.rows))):
            sheet.rows[index][left] = value
            if field == "household_no":
                continued.add(index - header.first_row)
    return continued
