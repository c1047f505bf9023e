"""Rosters in the shapes that offices send; each holds the seven people of `builders.PEOPLE`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.residents.roster.builders import (
    HEADINGS,
    PEOPLE,
    Row,
    people,
    text_file,
    with_headings,
    wrong_check_digit,
    xls,
    xlsx,
)

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
TITLE: Row = ["石阡县易地扶贫搬迁平阳社区安置点搬迁户花名册"]
UNIT: Row = ["填报单位：平阳社区党群服务中心", "", "", "", "", "填报日期：2026年11月1日"]
CLOSING: list[Row] = [
    ["合计", "", "", "", "7人"],
    ["填表人：某某", "", "", "审核人：某某", "", "", "联系电话：13900000009"],
    ["注：本表一式三份"],
]


@dataclass(frozen=True)
class WorseFile:
    """A file, and what must come of it: refusals as (row, code)."""

    name: str
    filename: str
    content: bytes
    refused: list[tuple[int, str]] = field(default_factory=list)
    encoding: str | None = None


SHAPES: list[Callable[[], WorseFile]] = []


def shape(build: Callable[[], WorseFile]) -> Callable[[], WorseFile]:
    """Adds a builder to the list of shapes."""
    SHAPES.append(build)
    return build


def book(name: str, *rows: Row, **how: Any) -> WorseFile:
    """A shape as .xlsx without refusals."""
    return WorseFile(name, "花名册.xlsx", xlsx(*rows, **how))


def changed(change: Callable[[dict[str, Any]], None]) -> list[Row]:
    """Headings and the seven rows after `change` was done to each as heading to value."""
    rows = []
    for row in people():
        cells = dict(zip(HEADINGS, row, strict=True))
        change(cells)
        rows.append(list(cells.values()))
    return with_headings(rows)


def joined(heading: str, pattern: str) -> list[Row]:
    """Building, stairwell and room in one column."""
    rows: list[Row] = [[HEADINGS[0], heading, *HEADINGS[4:]]]
    return rows + [[row[0], pattern.format(*row[1:4]), *row[4:]] for row in people()]


def ledger_rows() -> tuple[list[Row], list[tuple[int, int]]]:
    """Household cells on the first member's row only, and each household's (first, last) index."""
    rows, spans = people(), []
    for no in ("PY001", "PY002", "PY003"):
        own = [i for i, row in enumerate(PEOPLE) if row[0] == no]
        spans.append((own[0], own[-1]))
        for index in own[1:]:
            rows[index][:4] = [""] * 4
            rows[index][10] = ""
    return list(rows), spans


@shape
def title_and_unit_lines() -> WorseFile:
    rows = [TITLE, UNIT, [], *with_headings(people()), *CLOSING]
    return book("title and unit lines, closing lines", *rows, merges=["A1:K1", "A2:D2"])


@shape
def merged_households_below_two_headings() -> WorseFile:
    rows, spans = ledger_rows()
    groups = ["户信息", "", "", "", "成员信息", "", "", "", "", "", "搬迁信息"]
    merges = ["A1:K1", "A2:D2", "E2:J2"]
    merges += [f"{c}{a + 4}:{c}{b + 4}" for c in "ABCDK" for a, b in spans]
    return book("merged households", TITLE, groups, HEADINGS, *rows, *CLOSING, merges=merges)


@shape
def headings_merged_downwards() -> WorseFile:
    upper = ["户编号", "住址", "", "", *HEADINGS[4:]]
    lower = ["", "楼栋", "单元", "房号", *[""] * 7]
    merges = ["A1:A2", "B1:D1", *(f"{column}1:{column}2" for column in "EFGHIJK")]
    return book("headings merged over two lines", upper, lower, *people(), merges=merges)


@shape
def household_cells_left_empty() -> WorseFile:
    rows, _spans = ledger_rows()
    return book("household cells only on the head's row", *with_headings(rows))


@shape
def spaces_and_signs_in_headings() -> WorseFile:
    names = ["户 编 号 ", "*楼 栋", "单元：", "房号\n", "姓  名", "与户主\n关系", "性 别", " 民族",
             "公民身份号码（18位）", "联系电话(必填)", "入住时间【年月日】"]  # fmt: skip
    return book("spaces and signs in headings", names, *people())


@shape
def synonyms_for_headings() -> WorseFile:
    names = ["家庭编号", "幢号", "单元号", "门牌号", "家庭成员姓名", "和户主关系", "性别", "族别",
             "居民身份证号码", "手机号码", "实际入住时间"]  # fmt: skip
    return book("synonyms for headings", names, *people())


@shape
def columns_in_another_order() -> WorseFile:
    order = [8, 10, 4, 3, 0, 9, 7, 2, 6, 1, 5]
    rows = [[row[i] for i in order] for row in with_headings(people())]
    return book("columns in another order", *rows)


@shape
def columns_nobody_knows() -> WorseFile:
    rows = [[i, *row, "某某", ""] for i, row in enumerate(with_headings(people()))]
    rows[0] = ["序号", *HEADINGS, "包保干部", "自编"]
    return book("columns that nobody knows", *rows)


@shape
def table_that_starts_in_the_middle() -> WorseFile:
    rows: list[Row] = [[], [], *(["", "", *row] for row in with_headings(people()))]
    return book("empty lines and columns before the table", *rows)


@shape
def blank_lines() -> WorseFile:
    head, *rows = with_headings(people())
    blank: Row = ["", " ", "　"]
    return book("blank lines", head, [], *rows[:3], blank, *rows[3:5], [], blank, *rows[5:], [], [])


@shape
def several_sheets() -> WorseFile:
    head, *rows = with_headings(people())
    broken = people()
    broken[0][8] = wrong_check_digit(broken[0][8])
    more: dict[str, list[Row]] = {
        "4栋": [TITLE, head, *rows[5:]],
        "填表说明": [["一、户编号由社区统一编制"], ["二、身份证号为文本格式"]],
        "旧表": [head, *broken],
        "空白": [],
    }
    return book(
        "several sheets, a hidden one", head, *rows[:5], title="3栋", more=more, hidden=["旧表"]
    )


@shape
def pages_printed_again() -> WorseFile:
    head, *rows = with_headings(people())
    groups = ["户信息", "", "", "", "成员信息"]
    page: list[Row] = [TITLE, UNIT, groups, head]
    merges = ["A1:K1", "A3:D3", "E3:K3", "A8:K8"]
    return book(
        "title and headings on each page", *page, *rows[:3], *page, *rows[3:], merges=merges
    )


@shape
def many_signature_lines() -> WorseFile:
    lines: list[Row] = [
        ["本页小计：7人"],
        ["共计", "3户", "", "", "7人"],
        ["制表：某某", "", "", "", "审核：某某", "", "", "", "日期：2026年11月1日"],
        ["", "", "", "", "镇（街道）分管领导（签字）："],
        ["单位（盖章）"],
        ["备注：本表由社区统一留存"],
    ]
    return book("signatures and notes", *with_headings(people()), *lines)


@shape
def numbered_empty_lines() -> WorseFile:
    rows = [[i, *row] for i, row in enumerate(people(), 1)] + [
        [i, *[""] * 11] for i in range(8, 31)
    ]
    return book("empty lines that are numbered already", ["序号", *HEADINGS], *rows)


@shape
def head_is_called_oneself() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        cells["与户主关系"] = cells["与户主关系"].replace("户主", "本人")

    return book("本人 for 户主", *changed(change))


@shape
def full_width_digits() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        for heading in ("楼栋", "单元", "房号", "身份证号码", "联系电话", "入住时间"):
            cells[heading] = cells[heading].translate(FULL_WIDTH)

    return book("full-width digits", *changed(change))


@shape
def spaces_in_values() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        cells["姓名"] = "　".join(cells["姓名"]) + " "
        cells["户编号"] = f" {cells['户编号']}　"
        no = cells["身份证号码"]
        cells["身份证号码"] = f" {no[:6]} {no[6:14]} {no[14:]}\n"
        cells["联系电话"] = f"{cells['联系电话'][:3]} {cells['联系电话'][3:]} "
        cells["与户主关系"] = f" {cells['与户主关系']} "
        cells["民族"] = f"{cells['民族'][:1]} {cells['民族'][1:]}"

    return book("spaces in values", *changed(change))


@shape
def quotes_and_tabs_before_numbers() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        cells["身份证号码"] = "'" + cells["身份证号码"].lower()
        cells["联系电话"] = "\t" + cells["联系电话"]

    return book("quotes and tabs before numbers", *changed(change))


@shape
def numbers_kept_as_numbers() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        for heading in ("楼栋", "单元", "房号", "联系电话"):
            cells[heading] = int(cells[heading]) if cells[heading] else ""

    return book("numbers kept as numbers", *changed(change))


@shape
def chinese_dates() -> WorseFile:
    spellings = ["2019年12月15日", "二〇一九年十二月十五日", "2019.12.15", "2019/12/15", "20191215",
                 "２０１９年１２月１５日", " 2019年 12月15日 "]  # fmt: skip
    rows = people()
    for row, spelling in zip(rows, spellings, strict=True):
        row[10] = spelling
    return book("dates in Chinese spellings", *with_headings(rows))


@shape
def excel_dates() -> WorseFile:
    cells = [
        date(2019, 12, 15),
        datetime(2019, 12, 15, 8),
        43814,
        "43814",
        20191215,
        43814.0,
        "2019-12-15",
    ]
    rows = people()
    for row, cell in zip(rows, cells, strict=True):
        row[10] = cell
    return book("dates as Excel keeps them", *with_headings(rows))


@shape
def dashed_addresses() -> WorseFile:
    return book("addresses like 3-2-501", *joined("楼栋房号", "{}-{}-{}"))


@shape
def worded_addresses() -> WorseFile:
    return book("addresses like 3栋2单元501", *joined("安置地址", "{}栋{}单元{}"))


@shape
def long_addresses() -> WorseFile:
    return book("addresses with the site's name", *joined("现住址", "平阳社区{}号楼{}单元{}室"))


@shape
def words_in_address_columns() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        cells["楼栋"] += "栋"
        cells["单元"] += "单元"
        cells["房号"] += "室"

    return book("units in the address columns", *changed(change))


@shape
def short_words() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        cells["民族"] = cells["民族"].removesuffix("族")

    return book("汉 for 汉族", *changed(change))


@shape
def sex_left_empty() -> WorseFile:
    def change(cells: dict[str, Any]) -> None:
        cells["性别"] = ""

    return book("sex left empty", *changed(change))


@shape
def number_kept_in_excel_97() -> WorseFile:
    rows, spans = ledger_rows()
    merges = [(0, 0, 0, 10)]
    merges += [(a + 2, b + 2, c, c) for c in (0, 1, 2, 3, 10) for a, b in spans]
    for index, _end in spans:
        rows[index][10] = date(2019, 12, 15)  # type: ignore[index]
    content = xls(TITLE, HEADINGS, *rows, *CLOSING, merges=merges)
    return WorseFile("Excel 97 with merged households", "花名册.xls", content)


@shape
def wrong_suffix() -> WorseFile:
    return WorseFile("xlsx named xls", "花名册.xls", xlsx(*with_headings(people())))


def texts() -> list[WorseFile]:
    """The same rows as text files."""
    rows = with_headings(people())
    tabbed = changed(lambda cells: cells.update(身份证号码="\t" + cells["身份证号码"]))
    named: list[tuple[str, bytes, str]] = [
        ("UTF-8", text_file(*rows), "utf-8"),
        ("UTF-8 with a mark", text_file(*rows, encoding="utf-8-sig"), "utf-8"),
        ("GB 18030", text_file(*rows, encoding="gb18030"), "gb18030"),
        ("tabs before numbers", text_file(*tabbed, encoding="gb18030"), "gb18030"),
        ("semicolons", text_file(*rows, separator=";"), "utf-8"),
        ("tabs", text_file(*rows, separator="\t"), "utf-8"),
        ("title and closing lines", text_file(TITLE, UNIT, [], *rows, *CLOSING), "utf-8"),
        ("lines ended by LF", text_file(*rows).replace(b"\r\n", b"\n"), "utf-8"),
        ("empty lines", text_file(*rows).replace(b"\r\n", b"\r\n\r\n"), "utf-8"),
    ]
    capitals = WorseFile(
        "csv: suffix in capitals", "花名册.CSV", text_file(*rows), encoding="utf-8"
    )
    return [capitals] + [WorseFile(f"csv: {n}", "花名册.csv", c, encoding=e) for n, c, e in named]
