"""Invented households, and files of rows in the three formats that offices send."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl
import xlwt

from lib.identity_numbers import check_digit

Row = Sequence[Any]
HEADINGS = (
    "户编号", "楼栋", "单元", "房号", "姓名", "与户主关系", "性别", "民族", "身份证号码", "联系电话", "入住时间",
)  # fmt: skip


def number(born: str, order: int) -> str:
    """The sound identity number of a birth date (YYYYMMDD) and an order number."""
    first = f"520699{born}{order:03d}"
    return first + check_digit(first)


def wrong_check_digit(sound: str) -> str:
    """The same number with another last character."""
    return sound[:17] + ("1" if sound[17] != "1" else "2")


LI = number("19700105", 11), number("19720304", 22), number("20010203", 31)
WANG = number("19551212", 13), number("19580918", 24)
LONG = number("19880808", 15), number("20150606", 26)
PHONES = ("13900000001", "13900000002", "13900000003")
MOVED_IN = "2019-12-15"

# Three households of three, two and two people; the shapes below all hold these seven.
PEOPLE: list[list[Any]] = [
    ["PY001", "3", "2", "501", "李国强", "户主", "男", "汉族", LI[0], PHONES[0], MOVED_IN],
    ["PY001", "3", "2", "501", "周秀英", "配偶", "女", "仡佬族", LI[1], "", MOVED_IN],
    ["PY001", "3", "2", "501", "李小军", "长子", "男", "汉族", LI[2], "", MOVED_IN],
    ["PY002", "3", "2", "502", "王建华", "户主", "男", "苗族", WANG[0], PHONES[1], MOVED_IN],
    ["PY002", "3", "2", "502", "吴玉兰", "妻", "女", "苗族", WANG[1], "", MOVED_IN],
    ["PY003", "4", "1", "101", "龙海", "户主", "男", "侗族", LONG[0], PHONES[2], MOVED_IN],
    ["PY003", "4", "1", "101", "龙小梅", "女儿", "女", "侗族", LONG[1], "", MOVED_IN],
]


def people() -> list[list[Any]]:
    """A copy of the seven rows, to be spoilt."""
    return [list(row) for row in PEOPLE]


def altered(index: int, heading: str, value: Any) -> list[list[Any]]:
    """The seven rows with one cell changed; row `index` stands in line index + 2 of a sheet."""
    rows = people()
    rows[index][HEADINGS.index(heading)] = value
    return rows


def xlsx(
    *rows: Row, title: str = "花名册", merges: Iterable[str] = (), more: dict[str, list[Row]] | None = None,
    hidden: Iterable[str] = (),
) -> bytes:  # fmt: skip
    """A workbook; `merges` as "A1:C1", `more` further sheets, `hidden` names of hidden ones."""
    book = openpyxl.Workbook()
    sheets = {title: list(rows), **(more or {})}
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line, row in enumerate(lines, 1):
            for column, value in enumerate(row, 1):
                if value not in ("", None):
                    sheet.cell(line, column, value)
        if name in hidden:
            sheet.sheet_state = "hidden"
    for area in merges:
        book[title].merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(*rows: Row, merges: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook of Excel 97; `merges` as xlwt's first and last row, first and last column."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("花名册")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(line, column, value, day)
            elif value not in ("", None):
                sheet.write(line, column, value)
    for area in merges:
        sheet.merge(*area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_file(*rows: Row, encoding: str = "utf-8", separator: str = ",") -> bytes:
    """A text file as Excel saves it, lines ending in CR LF."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def with_headings(rows: Iterable[Row]) -> list[Row]:
    """The rows below a plain line of headings."""
    return [HEADINGS, *rows]
