"""Which lines of a sheet hold a person: not the blank ones, totals, signatures, repeated titles."""

from lib.sheet_headers import plain
from lib.sheet_lines import filled_cells, is_beside_the_rows
from lib.spreadsheets import cell_text
from residents.roster.headings import HOUSEHOLD_FIELDS
from residents.roster.tables import Table

NAME_HEADINGS = frozenset({"姓名", "成员姓名", "家庭成员姓名", "人员姓名"})


def is_person_row(table: Table, index: int, opening: frozenset[str]) -> bool:
    """False for blank lines, headings printed again, and total and signature lines."""
    values = table.values
    name = values["name"][index]
    relation = values.get("relation_code")
    numbered = table.identities[index] or (relation and relation[index])
    if name and numbered and ":" not in name:
        return name not in NAME_HEADINGS
    return _is_incomplete_person(table, index, opening)


def _is_incomplete_person(table: Table, index: int, opening: frozenset[str]) -> bool:
    filled = filled_cells(table.rows[index])
    if is_beside_the_rows(filled, opening):
        return False
    name = cell_text(table.cell("name", index))
    own = [
        field
        for field in table.header.places
        if field not in HOUSEHOLD_FIELDS and field != "remark" and table.cell(field, index) != ""
    ]
    if plain(name) in NAME_HEADINGS:
        return False
    if own == ["name"] and (name[:1].isdigit() or ":" in name or len(filled) == 1):
        return False  # "203人", a signature
    if own:
        return True
    # Nothing of a person: a line of text, or a household that names nobody.
    number = table.numbers[index]
    return bool(number) and index not in table.continued and len(filled) > 2 and ":" not in number
