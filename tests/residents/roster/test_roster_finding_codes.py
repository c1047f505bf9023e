"""Every code that a file can earn by itself: where it stands, what it says, when it does not."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from lib.identity_numbers import check_digit
from residents.enums import FindingCode
from residents.roster import standalone_report
from tests.residents.roster.builders import (
    HEADINGS,
    PEOPLE,
    altered,
    number,
    people,
    with_headings,
    wrong_check_digit,
    xlsx,
)

# What only the register can tell; tests of the import show these.
OF_THE_REGISTER = {"id_in_other_household", "absent_in_file", "head_differs", "dwelling_differs",
                   "household_splits"}  # fmt: skip
LETTER = dict(zip(HEADINGS, "ABCDEFGHIJK", strict=True))
SOUND = PEOPLE[1][8]
LATER = number("19900101", 77)


def refused(rows: list[list[Any]], headings: Any = HEADINGS) -> list[tuple[int, str, str]]:
    report = standalone_report(xlsx(headings, *rows), "花名册.xlsx")
    return [(r["row"], r["column"], r["code"]) for r in report["refused"]]


def message(rows: list[list[Any]]) -> str:
    return standalone_report(xlsx(*with_headings(rows)), "花名册.xlsx")["refused"][0]["message"]


ONE_CELL: list[tuple[int, str, Any, str]] = [
    (1, "身份证号码", wrong_check_digit(SOUND), "id_check_digit"),
    (1, "身份证号码", SOUND[:17], "id_check_digit"),
    (1, "身份证号码", SOUND + "1", "id_check_digit"),
    (1, "身份证号码", "520699720304222", "id_check_digit"),
    (1, "身份证号码", "52069919721304222X", "id_check_digit"),
    (1, "身份证号码", "5206991972O304222X", "id_check_digit"),
    (1, "身份证号码", "不详", "id_missing"),
    (1, "身份证号码", "", "id_missing"),
    (1, "身份证号码", float(SOUND[:17] + "0"), "id_number_as_float"),
    (1, "身份证号码", int(SOUND[:15] + "000"), "id_number_as_float"),
    (1, "身份证号码", "5.20699E+17", "id_number_as_float"),
    (1, "身份证号码", "5.20699197203042E+17", "id_number_as_float"),
    (2, "身份证号码", PEOPLE[0][8], "id_duplicate_in_file"),
    (1, "性别", "男", "sex_mismatch"),
    (1, "性别", "雌", "code_unknown"),
    (1, "民族", "火星族", "code_unknown"),
    (1, "与户主关系", "邻居", "code_unknown"),
    (1, "联系电话", "1390000000", "phone_invalid"),
    (1, "联系电话", "电话不通", "phone_invalid"),
    (1, "联系电话", 139000, "phone_invalid"),
    (1, "与户主关系", "户主", "two_heads"),
    (0, "入住时间", "2019年13月1日", "date_invalid"),
    (0, "入住时间", "2019-02-30", "date_invalid"),
    (0, "入住时间", "去年冬天", "date_invalid"),
    (1, "姓名", "", "name_missing"),
    (1, "房号", "503", "dwelling_unknown"),
]


@pytest.mark.parametrize(("index", "heading", "cell", "code"), ONE_CELL)
def test_one_wrong_cell_is_refused_where_it_stands(index, heading, cell, code):
    assert refused(altered(index, heading, cell)) == [(index + 2, LETTER[heading], code)]


def test_a_household_without_a_head_names_its_first_row():
    assert refused(altered(3, "与户主关系", "兄")) == [(5, "F", "no_head")]


def test_a_head_whose_row_is_refused_for_something_else_still_counts():
    found = refused(altered(0, "身份证号码", wrong_check_digit(PEOPLE[0][8])))

    assert found == [(2, "I", "id_check_digit")]


def test_the_later_of_two_heads_is_refused_and_names_the_first():
    rows = altered(1, "与户主关系", "户主")

    assert "PY001" in message(rows)
    assert "2" in message(rows)


def test_the_later_of_two_equal_numbers_is_refused_across_sheets():
    head, *rows = with_headings(people())
    twice = ["PY009", "9", "1", "101", "李国强", "户主", "", "", PEOPLE[0][8], "", ""]
    content = xlsx(head, *rows, title="3栋", more={"9栋": [head, twice]})

    found = standalone_report(content, "花名册.xlsx")["refused"]

    assert [(r["sheet"], r["row"], r["code"]) for r in found] == [
        ("9栋", 2, "id_duplicate_in_file")
    ]
    assert "3栋" in found[0]["message"]


def test_two_households_in_one_dwelling_the_later_is_refused():
    rows = people()
    rows[5][1:4] = rows[6][1:4] = ["3", "2", "502"]

    assert refused(rows) == [(7, "D", "dwelling_occupied")]
    assert "PY002" in message(rows)


def test_an_address_that_cannot_be_read_says_so():
    rows = [[row[0], "山那边", *row[4:]] if i == 5 else [row[0], "-".join(row[1:4]), *row[4:]]
            for i, row in enumerate(people())]  # fmt: skip
    headings = ["户编号", "楼栋房号", *HEADINGS[4:]]

    assert (7, "B", "dwelling_unknown") in refused(rows, headings)


def test_a_first_row_without_household_number_is_refused():
    rows = people()
    rows.insert(0, ["", "9", "1", "101", "孙一", "户主", "", "", LATER, "", ""])

    assert refused(rows) == [(2, "A", "household_missing")]


def test_a_head_without_household_number_does_not_slip_into_the_household_above():
    rows = people()
    rows.insert(3, ["", "9", "1", "101", "孙一", "户主", "", "", LATER, "", ""])

    assert refused(rows) == [(5, "A", "household_missing")]


def with_birth_date(index: int, told: Any, **cells: Any) -> list[list[Any]]:
    rows = [[*row, ""] for row in people()]
    rows[index][-1] = told
    for heading, cell in cells.items():
        rows[index][HEADINGS.index(heading)] = cell
    return rows


BORN = [*HEADINGS, "出生日期"]


@pytest.mark.parametrize("told", ["1972-03-04", "1972年3月", date(1972, 3, 4), "", "1972.3.4"])
def test_a_birth_date_that_agrees_passes(told):
    assert refused(with_birth_date(1, told), BORN) == []


@pytest.mark.parametrize("told", ["1972-03-05", "1972年4月", date(1971, 3, 4)])
def test_a_birth_date_that_differs_from_the_number_is_refused(told):
    assert refused(with_birth_date(1, told), BORN) == [(3, "L", "birth_date_mismatch")]


def test_a_child_under_sixteen_with_a_birth_date_needs_no_number():
    with time_machine.travel("2026-11-24 12:00:00+08:00"):
        assert refused(with_birth_date(6, "2010-11-25", 身份证号码=""), BORN) == []
        assert refused(with_birth_date(6, "2010-11-24", 身份证号码=""), BORN) == [
            (8, "I", "id_missing")
        ]


def test_a_written_reason_stands_for_the_number():
    rows = [[*row, ""] for row in people()]
    rows[1][8], rows[1][-1] = "", "户口未迁入，正在办理"

    assert refused(rows, [*HEADINGS, "无证原因"]) == []


def test_nobody_is_born_tomorrow():
    with time_machine.travel("2026-11-24 12:00:00+08:00"):
        found = refused(with_birth_date(6, "2026-11-25", 身份证号码=""), BORN)

    assert found == [(8, "L", "date_invalid")]


@pytest.mark.parametrize("area", ["520623", "522224", "000000", "999999"])
def test_no_area_prefix_is_a_ground_for_refusal(area):
    first = area + "19720304222"

    assert refused(altered(1, "身份证号码", first + check_digit(first))) == []


def test_one_row_can_earn_several_codes():
    rows = altered(1, "联系电话", "123")
    rows[1][6], rows[1][8] = "雌", wrong_check_digit(SOUND)

    assert {code for _row, _column, code in refused(rows)} == {
        "phone_invalid", "code_unknown", "id_check_digit",
    }  # fmt: skip


def test_every_code_is_shown_here_or_needs_the_register():
    text = Path(__file__).read_text("utf-8")

    missing = {c.value for c in FindingCode if f'"{c.value}"' not in text} - OF_THE_REGISTER
    assert missing == set()
