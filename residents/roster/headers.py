"""Finding the header of a sheet, and which column holds which field."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lib.identity_numbers import LENGTH as ID_LENGTH
from lib.identity_numbers import clean_id_number, fault_of
from lib.sheet_headers import Header, Question, Texts, Vocabulary
from lib.sheet_headers import find_header as header_of
from lib.spreadsheets import Merge, Sheet, UnreadableFile, cell_text
from residents.roster.cells import AREAS, MONEY, SQUARE_METRES_OF_A_MU, WAN
from residents.roster.headings import (
    AMBIGUOUS,
    FIELD_OF,
    GROUPS,
    HEAD_GROUPS,
    HOUSEHOLD_FIELDS,
    IGNORED,
)

_UNIT_AT_END = re.compile("(㎡|m²|m2|平方米|平米|万元|元|亩)$")
_WAN = re.compile("万元")
_MU = re.compile("亩")
_UNIT_LINE = re.compile(r"单位[:：].{0,12}万元")


def find_tables(
    sheets: list[Sheet], choices: dict[str, str]
) -> tuple[list[tuple[Sheet, Header]], list[Question]]:
    """The sheets that hold a roster, with their headers, and what has to be asked.

    A sheet of names without household numbers (a staff list, a summary) is passed over, unless it
    is all there is, or holds identity numbers. Raises UnreadableFile where there is no roster.
    """
    tables: list[tuple[Sheet, Header]] = []
    questions: dict[str, Question] = {}
    without: list[tuple[Sheet, Header]] = []
    headless: list[Sheet] = []
    for sheet in sheets:
        header, asked = find_header(sheet.rows, sheet.merges, choices)
        if header is None:
            headless.append(sheet)
            continue
        if "household_no" not in header.places:
            without.append((sheet, header))
            continue
        tables.append((sheet, header))
        questions |= {question.header: question for question in asked}
    for sheet, header in without:
        if not tables or "id_number" in header.places:
            raise UnreadableFile(
                _(
                    "Sheet “%(sheet)s” has no column for the household number (户编号). "
                    "Add it and choose the file again."
                )
                % {"sheet": sheet.name}
            )
    if not tables:
        raise UnreadableFile(
            _(
                "No sheet has a line with the headings of a roster (household number, name, "
                "identity number). Put the headings above the rows and choose the file again."
            )
        )
    for sheet in headless:
        if _holds_identity_numbers(sheet):
            raise UnreadableFile(
                _(
                    "Sheet “%(sheet)s” holds identity numbers but no headings. "
                    "Put the headings above its rows and choose the file again."
                )
                % {"sheet": sheet.name}
            )
    return tables, list(questions.values())


def _holds_identity_numbers(sheet: Sheet) -> bool:
    return any(
        not fault_of(clean_id_number(cell))
        for row in sheet.rows
        for cell in row
        if isinstance(cell, str) and len(cell) >= ID_LENGTH
    )


def find_header(
    rows: list[list[Any]], merges: list[Merge], choices: dict[str, str]
) -> tuple[Header | None, list[Question]]:
    """The header of a sheet of persons, None where it has none, and what has to be asked."""
    header, questions = header_of(rows, merges, VOCABULARY, choices=choices, refine=_of_the_person)
    if header is None or "name" not in header.places:
        return None, []
    header.scales = _scales(rows[: header.first_row], header.places)
    return header, questions


def _of_the_person(columns: dict[int, str], texts: Texts) -> dict[int, str]:
    """Where the head's details stand beside the member's, the columns of the member.

    Of two columns of names the other is the head's: "姓名 … 家庭成员姓名", or 姓名 twice.
    """
    fields = list(columns.values())
    doubled = {f for f in fields if fields.count(f) > 1 and f not in HOUSEHOLD_FIELDS}
    if not doubled:
        return columns
    relation = next((i for i, f in columns.items() if f == "relation_code"), max(columns))
    kept = dict(columns)
    for field in doubled:
        places = [i for i, f in columns.items() if f == field]
        of_head = [
            i for i in places if texts[i][0].startswith("户主") or texts[i][1] in HEAD_GROUPS
        ]
        if field == "name":
            of_members = [i for i in places if "成员" in texts[i][0] or "成员" in texts[i][1]]
            nearest = min(places, key=lambda i: abs(i - relation))
            own = (of_members or [nearest])[0]
            of_head = [i for i in places if i != own]
        if len(of_head) < len(places):
            for index in of_head:
                kept[index] = "head_name" if field == "name" else IGNORED
    return {i: field for i, field in kept.items() if field != IGNORED}


def _scales(lines: list[list[Any]], places: dict[str, list[int]]) -> dict[str, Decimal]:
    """What the numbers of a field are multiplied by, from its heading or the unit line above."""
    all_in_wan = any(_UNIT_LINE.search(cell_text(cell)) for row in lines for cell in row if cell)
    scales = {}
    for field, columns in places.items():
        heading = "".join(cell_text(row[columns[0]]) for row in lines[-3:] if len(row) > columns[0])
        if field in MONEY:
            own_unit = "元" in heading
            if _WAN.search(heading) or (all_in_wan and not own_unit):
                scales[field] = WAN
        elif field in AREAS and _MU.search(heading):
            scales[field] = SQUARE_METRES_OF_A_MU
    return scales


def _field_of(own: str, group: str) -> str | None:
    if own in ("姓名", "名字") and group in (*HEAD_GROUPS, "户信息", "家庭信息"):
        return "head_name"
    if group.startswith("迁出"):
        if own in ("乡镇", "镇", "乡"):
            return "origin_township"
        if own in ("村组", "村", "村居"):
            return "origin_village"
        if own in ("县", "县区", "区县"):
            return "origin_county"
    return FIELD_OF.get(own) or FIELD_OF.get(_UNIT_AT_END.sub("", own))


def _covered(field: str, taken: set[str]) -> bool:
    """Whether finer columns hold already what this one would."""
    if field == "address":
        return "room_no" in taken
    if field == "origin":
        return "origin_township" in taken or "origin_village" in taken
    return False


VOCABULARY = Vocabulary(
    field_of=FIELD_OF,
    groups=GROUPS,
    ambiguous=AMBIGUOUS,
    special=_field_of,
    covered=_covered,
    sure=frozenset({"household_no"}),
)
