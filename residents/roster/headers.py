"""Finding the header of a sheet, and which column holds which field."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lib.identity_numbers import LENGTH as ID_LENGTH
from lib.identity_numbers import clean_id_number, fault_of
from lib.spreadsheets import Merge, Sheet, UnreadableFile, cell_text, column_letter
from residents.roster.cells import AREAS, MONEY, SQUARE_METRES_OF_A_MU, WAN
from residents.roster.headings import (
    AMBIGUOUS,
    FIELD_OF,
    GROUPS,
    HEAD_GROUPS,
    HOUSEHOLD_FIELDS,
    IGNORED,
    SYNONYMS,
)
from residents.roster.rows import Question

_NOISE = re.compile(r"[\s*＊:：、,，.。/／()（）\[\]【】]|[(（].*?[)）]")
_UNIT_AT_END = re.compile("(㎡|m²|m2|平方米|平米|万元|元|亩)$")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
HEADER_ROWS_SEARCHED = 40
FEWEST_FIELDS = 3  # below that a line is no header
_WAN = re.compile("万元")
_MU = re.compile("亩")
_UNIT_LINE = re.compile(r"单位[:：].{0,12}万元")


@dataclass(slots=True)
class Header:
    """Where a table starts (index of its first data row) and its columns: index to field.

    `places` gives a field's columns from left to right; `scales` what its numbers are multiplied
    by, where the heading says another unit than ours (万元, 亩).
    """

    first_row: int
    columns: dict[int, str]
    texts: dict[int, str]
    scales: dict[str, Decimal]
    places: dict[str, list[int]]

    def letters(self) -> dict[str, str]:
        """Field to column letter."""
        return {field: column_letter(columns[0]) for field, columns in self.places.items()}


def plain(cell: Any) -> str:
    """A heading without spaces, signs and what stands in brackets."""
    return _NOISE.sub("", _BRACKETS.sub("", cell_text(cell)))


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
    """The header of a sheet, None where it has none, and what has to be asked about it."""
    best, best_score = -1, FEWEST_FIELDS - 1
    for index, row in enumerate(rows[:HEADER_ROWS_SEARCHED]):
        score = len(
            {FIELD_OF[text] for cell in row if (text := plain(cell)) in FIELD_OF} - {IGNORED}
        )
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        return None, []
    texts, first_row = _texts(rows, merges, best)
    columns, questions = _read(texts, choices)
    columns = _of_the_person(columns, texts)
    if "name" not in columns.values():
        return None, []
    labels = {index: own for index, (own, _group) in texts.items()}
    places: dict[str, list[int]] = {}
    for index in sorted(columns):
        places.setdefault(columns[index], []).append(index)
    scales = _scales(rows[:first_row], places)
    return Header(first_row, columns, labels, scales, places), questions


def _of_the_person(columns: dict[int, str], texts: dict[int, tuple[str, str]]) -> dict[int, str]:
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


def _texts(
    rows: list[list[Any]], merges: list[Merge], best: int
) -> tuple[dict[int, tuple[str, str]], int]:
    """Column to (own heading, heading of its group), for headers of one to three rows."""
    width = max(len(row) for row in rows[max(best - 2, 0) : best + 2])
    main = _spread(rows, merges, best, width, whole=False)
    above = _spread(rows, merges, best - 1, width) if best else [""] * width
    if not any(text in FIELD_OF or text in GROUPS or text in AMBIGUOUS for text in above):
        above = [""] * width
    top = _spread(rows, merges, best - 2, width) if best > 1 and any(above) else [""] * width
    below = [plain(cell) for cell in rows[best + 1]] if best + 1 < len(rows) else []
    known = [text for text in below if text]
    is_second = bool(known) and all(text in FIELD_OF or text in AMBIGUOUS for text in known)
    texts: dict[int, tuple[str, str]] = {}
    if is_second:
        group = _spread(rows, merges, best, width)
        below += [""] * (width - len(below))
        for index, own in enumerate(below):
            texts[index] = (own, group[index]) if own else (main[index] or above[index], "")
    else:
        for index, own in enumerate(main):
            higher = above[index] or (top[index] if top[index] in FIELD_OF else "")
            texts[index] = (own, higher) if own else (higher, "")
    return {i: pair for i, pair in texts.items() if pair[0]}, best + (2 if is_second else 1)


def _spread(
    rows: list[list[Any]], merges: list[Merge], index: int, width: int, *, whole: bool = True
) -> list[str]:
    """A row of headings, each spread over the cells that it is merged over; downwards only where
    not `whole`.
    """
    row = [plain(cell) for cell in rows[index]]
    row += [""] * (width - len(row))
    for top, left, bottom, right in merges:
        if top <= index <= bottom and left < width and (whole or top < index):
            text = plain(rows[top][left]) if left < len(rows[top]) else ""
            if right - left > 3 and text not in GROUPS and text not in FIELD_OF:
                continue  # a title
            for column in range(left, min(right + 1, width) if whole else left + 1):
                row[column] = row[column] or text
    return row


def _read(
    texts: dict[int, tuple[str, str]], choices: dict[str, str]
) -> tuple[dict[int, str], list[Question]]:
    columns: dict[int, str] = {}
    for index, (own, group) in texts.items():
        chosen = choices.get(own)
        field = chosen if chosen in SYNONYMS else _field_of(own, group)
        if field:
            columns[index] = field
    taken = set(columns.values())
    questions = []
    for index, (own, _group) in texts.items():
        if index in columns or own not in AMBIGUOUS:
            continue
        left = [f for f in AMBIGUOUS[own] if f not in taken and not _covered(f, taken)]
        if len(left) == 1 or left == ["household_no", IGNORED]:
            columns[index] = left[0]
            taken.add(left[0])
        elif left:
            candidates = tuple(dict.fromkeys((*left, IGNORED)))
            questions.append(Question(column_letter(index), own, candidates))
    return {i: f for i, f in columns.items() if f != IGNORED}, questions


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
