"""The one writer of .xlsx files."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from lib.exports import Sheet
from lib.workbook import plain_value, write_workbook


def read(content: bytes) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows()]


def test_rows_are_read_as_they_come_and_counted_in_the_footer():
    sheet = Sheet("名册", "", ["姓名", "人数"], ((f"户{n}", n) for n in range(3)))

    content, count = write_workbook(sheet, ["共 {rows} 行"])

    assert count == 3
    assert read(content) == [
        ("名册", None),
        ("姓名", "人数"),
        ("户0", 0),
        ("户1", 1),
        ("户2", 2),
        (None, None),
        ("共 3 行", None),
    ]


def test_an_empty_list_still_has_title_header_and_footer():
    content, count = write_workbook(Sheet("名册", "", ["姓名"], []), ["共 {rows} 行"])

    assert count == 0
    assert read(content) == [("名册",), ("姓名",), (None,), ("共 0 行",)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", " =1", "\u3000=1", "\r=1"]
)
def test_text_that_could_be_a_formula_is_neutralised(text):
    content, _ = write_workbook(Sheet("名册", text, [text], [[text]]), [text])
    book = openpyxl.load_workbook(io.BytesIO(content))

    for row in book.active.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert cell.value is None or cell.value == "名册" or cell.value.startswith("'")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (7, 7),
        (-7.5, -7.5),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 1, tzinfo=ZoneInfo("UTC")), datetime(2026, 11, 24, 9)),
        ("王建国", "王建国"),
        ("520699199001011234", "520699199001011234"),
        ("a\x00b\x0bc", "abc"),
        ("长" * 40_000, "长" * 32_767),
    ],
)
def test_values_stand_as_they_are(value, shown):
    assert plain_value(value) == shown


def test_a_title_that_no_sheet_may_bear_is_mended():
    content, _ = write_workbook(Sheet("a/b[c]:" + "长" * 40, "", ["x"], []), [])

    name = openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0]
    assert len(name) <= 31
    assert not set(name) & set("/[]:")
