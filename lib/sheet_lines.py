"""Lines of a sheet that are no rows of its table: titles again, totals, signatures, remarks."""

import re
from typing import Any

from lib.spreadsheets import cell_text

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
    firsts = (next((text for cell in row if (text := bare(cell))), "") for row in lines)
    return frozenset(text for text in firsts if text and not text[0].isdigit())


def bare(cell: Any) -> str:
    """A cell as text without any space."""
    return "".join(cell_text(cell).split())


def filled_cells(row: list[Any]) -> list[str]:
    """The texts of a row that are not empty."""
    return [text for cell in row if (text := bare(cell))]


def is_beside_the_rows(filled: list[str], opening: frozenset[str]) -> bool:
    """Whether a line with these texts is blank, a title or heading again, a total or signature."""
    if not filled or filled[0] in opening or filled[0].startswith(CLOSING_WORDS):
        return True
    return bool(_LABEL.match(filled[0]))
