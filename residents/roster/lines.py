"""Which lines of a sheet hold a person: not the blank ones, totals, signatures, repeated titles."""

import re
from typing import Any

from lib.spreadsheets import cell_text
from residents.roster.headers import plain
from residents.roster.headings import HOUSEHOLD_FIELDS
from residents.roster.tables import Table

NAME_HEADINGS = frozenset({"姓名", "成员姓名", "家庭成员姓名", "人员姓名"})
# How lines below and between the rows of a table begin.
CLOSING_WORDS = (
    *("合计", "总计", "小计", "共计", "累计", "本页", "本表", "总户数", "总人数", "户数合计"),
    *("人数合计", "填表", "制表", "审核", "负责人", "填报", "填单", "单位盖章", "单位(盖章"),
    *(
        "单位(公章",
        "经办人",
        "联系人",
        "说明",
        "主要领导",
        "分管领导",
        "以上",
        "承诺",
        "校对",
        "复核",
    ),
)
# "分管领导(签字):", "制表:某某", "注:": words and a colon, which no household number has.
_LABEL = re.compile(r"[\u4e00-\u9fff()、]{1,16}:")


def opening_texts(lines: list[list[Any]]) -> frozenset[str]:
    """How the lines down to the headings begin; offices print them again on every page."""
    firsts = (next((text for cell in row if (text := _bare(cell))), "") for row in lines)
    return frozenset(text for text in firsts if text and not text[0].isdigit())


def _bare(cell: Any) -> str:
    return "".join(cell_text(cell).split())


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
    row = table.rows[index]
    filled = [text for cell in row if (text := _bare(cell))]
    if not filled or filled[0] in opening or filled[0].startswith(CLOSING_WORDS):
        return False
    if _LABEL.match(filled[0]):
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
