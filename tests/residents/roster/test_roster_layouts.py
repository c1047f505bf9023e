"""Layouts with a trap: units, doubled columns, headings of three lines, sheets of other lists."""

from datetime import date
from decimal import Decimal

import pytest

from lib.spreadsheets import read_workbook
from residents.roster import RosterUnreadable, read_roster, standalone_report
from residents.roster.headers import find_header
from residents.roster.tables import read_table
from tests.residents.roster.builders import HEADINGS, PEOPLE, number, people, with_headings, xlsx


def with_column(heading, cells):
    """The seven people with one column more; the first cell is that of the first person."""
    cells = [*cells, *[""] * 7][:7]
    rows = [[*row, cell] for row, cell in zip(people(), cells, strict=True)]
    return xlsx([*HEADINGS, heading], *rows)


def refused(content):
    return [(r["row"], r["code"]) for r in standalone_report(content, "花名册.xlsx")["refused"]]


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("自筹资金(万元)", 1.2, "self_raised_yuan", "12000"),
        ("自筹资金（元）", "12,000", "self_raised_yuan", "12000"),
        ("自筹资金", "1.2万", "self_raised_yuan", "12000"),
        ("自筹资金", "12000元", "self_raised_yuan", "12000"),
        ("宅基地面积（亩）", 0.3, "homestead_m2", "200"),
        ("耕地面积(亩)", "2.5亩", "farmland_mu", "2.5"),
        ("住房面积㎡", "80平方米", "", "80"),
    ],
)
def test_a_number_is_kept_in_our_unit(heading, cell, field, value):
    roster = read_roster(with_column(heading, [cell]), "花名册.xlsx")

    household = roster.households[0]
    kept = household.values[field] if field else household.floor_area_m2
    assert kept == Decimal(value)
    assert roster.findings == []


def test_a_unit_line_counts_for_money_without_a_unit_of_its_own():
    rows = [[*row, 1.5, 9000] for row in people()]
    unit = ["单位：万元、平方米"]
    content = xlsx(["花名册"], unit, [*HEADINGS, "自筹资金", "拆旧奖励（元）"], *rows)

    values = read_roster(content, "花名册.xlsx").households[0].values

    assert values["self_raised_yuan"] == Decimal("15000")
    assert values["demolition_reward_yuan"] == Decimal("9000")


@pytest.mark.parametrize("cell", ["很多", "-5", "999999999999"])
def test_a_number_that_cannot_be_is_refused(cell):
    assert refused(with_column("自筹资金", [cell])) == [(2, "code_unknown")]


@pytest.mark.parametrize("cell", ["未拆除", "无", "/", "暂未办理", "否"])
def test_not_yet_is_no_date_and_no_fault(cell):
    assert refused(with_column("拆旧时间", [cell])) == []


def test_of_two_telephone_columns_the_first_filled_counts():
    rows = [[*row, "13900000077"] for row in people()]
    content = xlsx([*HEADINGS, "手机号码"], *rows)

    phones = [p.values["phone"] for p in read_roster(content, "花名册.xlsx").persons[:2]]

    assert phones == [PEOPLE[0][9], "13900000077"]


def test_headings_of_three_lines():
    top = ["户编号", "住房信息", "", "", "家庭成员信息", *[""] * 5, "入住时间"]
    middle = ["", "楼栋房号", "", "", "成员基本情况", *[""] * 5, ""]
    own = ["", "楼栋", "单元", "房号", *HEADINGS[4:10], ""]

    report = standalone_report(xlsx(["标题"], top, middle, own, *people()), "花名册.csv")

    assert report["read"] == {"households": 3, "persons": 7}
    assert report["refused"] == []


def test_a_row_without_its_number_is_refused_where_every_row_repeats_it():
    rows = people()
    rows[1][0] = ""

    assert refused(xlsx(*with_headings(rows))) == [(3, "household_missing")]


def test_a_head_without_its_number_still_counts_as_the_head_of_those_below():
    rows = people()
    rows[0][0] = ""
    content = xlsx(*with_headings(rows))

    assert refused(content) == [(2, "household_missing")]
    assert standalone_report(content, "花名册.xlsx")["read"] == {"households": 3, "persons": 7}
    households = read_roster(content, "花名册.xlsx").households
    assert [h.faulty for h in households if h.no] == [True, False, False]


def test_somebody_else_s_number_is_named_once():
    rows = [[*row, f"{row[8][6:10]}-{row[8][10:12]}-{row[8][12:14]}"] for row in people()]
    rows[4][8] = rows[0][8]

    assert refused(xlsx([*HEADINGS, "出生日期"], *rows)) == [(6, "id_duplicate_in_file")]


def test_one_household_of_a_ledger_without_its_number_is_refused_once():
    rows = people()
    for index in (1, 2, 3, 4, 6):
        rows[index][0] = ""

    assert refused(xlsx(*with_headings(rows))) == [(5, "household_missing")]


def test_a_relation_that_cannot_be_read_is_not_a_missing_head_as_well():
    rows = people()
    rows[0][5] = "当家的人"

    assert refused(xlsx(*with_headings(rows))) == [(2, "code_unknown")]


def test_a_child_without_number_stands_once_in_its_household():
    child = ["PY003", "4", "1", "101", "龙小宝", "次子", "", "", "", "", "", "2024-05-01"]
    rows = [[*row, ""] for row in people()] + [child, list(child)]

    assert refused(xlsx([*HEADINGS, "出生日期"], *rows)) == [(10, "id_duplicate_in_file")]


def test_a_reason_may_stand_in_the_number_s_own_cell():
    rows = people()
    rows[6][8] = "新生儿未上户"

    roster = read_roster(xlsx(*with_headings(rows)), "花名册.xlsx")

    assert roster.findings == []
    assert roster.persons[6].values["id_missing_reason"] == "新生儿未上户"


def test_a_household_that_names_nobody_is_no_silent_loss():
    rows = [*people(), ["PY004", "4", "1", "102", "", "", "", "", "", "", "2019-12-15"]]

    assert refused(xlsx(*with_headings(rows))) == [
        (9, "id_missing"), (9, "name_missing"), (9, "no_head"),
    ]  # fmt: skip


def test_a_list_of_staff_beside_the_roster_is_passed_over():
    staff = [["姓名", "性别", "民族", "联系电话"], ["某某", "男", "汉", "13900000008"]]

    report = standalone_report(
        xlsx(*with_headings(people()), more={"联系表": staff}), "花名册.xlsx"
    )

    assert report["read"] == {"households": 3, "persons": 7}


def test_a_second_roster_without_household_numbers_is_not_passed_over():
    loose = [["姓名", "身份证号码", "性别"], ["某某", number("19900101", 11), "男"]]

    with pytest.raises(RosterUnreadable, match="散户"):
        read_roster(xlsx(*with_headings(people()), more={"散户": loose}), "花名册.xlsx")


def test_digits_that_excel_rounded_and_text_kept_are_named_as_such():
    rows = people()
    rows[1][8] = number("19720304", 22)[:15] + "000"

    assert refused(xlsx(*with_headings(rows))) == [(3, "id_number_as_float")]


@pytest.mark.parametrize("day", [date(1972, 3, 1), "1972-03-01"])
def test_the_first_of_the_month_is_a_day_and_not_a_month(day):
    assert refused(with_column("出生日期", ["", day])) == [(3, "birth_date_mismatch")]


def test_a_failed_formula_is_no_name():
    rows = people()
    rows[1][4] = "#N/A"

    assert refused(xlsx(*with_headings(rows))) == [(3, "name_missing")]


def names_and_heads(content):
    roster = read_roster(content, "花名册.xlsx")
    assert roster.findings == []
    return [p.values["name"] for p in roster.persons], [p.is_head for p in roster.persons]


EXPECTED = [row[4] for row in PEOPLE], [row[5] == "户主" for row in PEOPLE]


@pytest.mark.parametrize("own", ["家庭成员姓名", "姓名"])
def test_the_head_s_name_beside_the_member_s_is_no_member(own):
    heads = {row[0]: row[4] for row in reversed(people()) if row[5] == "户主"}
    rows = [[row[0], heads[row[0]], *row[1:]] for row in people()]
    headings = ["户编号", "姓名", *HEADINGS[1:4], own, *HEADINGS[5:]]

    assert names_and_heads(xlsx(headings, *rows)) == EXPECTED


def test_the_head_s_number_beside_the_member_s_is_no_member_s():
    heads = {row[0]: row for row in reversed(people()) if row[5] == "户主"}
    rows = [[row[0], heads[row[0]][4], heads[row[0]][8], *row[1:]] for row in people()]
    groups = ["户编号", "户主信息", "", "家庭成员信息"]
    headings = ["", "姓名", "身份证号码", *HEADINGS[1:]]

    content = xlsx(groups, headings, *rows, merges=["A1:A2", "B1:C1", "D1:M1"])

    assert names_and_heads(content) == EXPECTED


def test_yes_in_a_column_of_heads_makes_the_head():
    rows = [[*row[:5], "是" if row[5] == "户主" else "否", *row[6:]] for row in people()]

    assert names_and_heads(xlsx([*HEADINGS[:5], "是否户主", *HEADINGS[6:]], *rows)) == EXPECTED


def test_a_sheet_of_numbers_without_headings_is_no_silent_loss():
    head, *rows = with_headings(people())

    with pytest.raises(RosterUnreadable, match="续表"):
        read_roster(xlsx(head, *rows[:5], more={"续表": rows[5:]}), "花名册.xlsx")


def test_of_areas_that_overlap_in_a_damaged_file_the_first_is_spread():
    sheet = read_workbook(xlsx(HEADINGS, *people()), "a.xlsx").sheets[0]
    header, _questions = find_header(sheet.rows, [], {})
    sheet.merges = [(2, 0, 6, 0), (1, 0, 3, 0)]

    table = read_table(sheet, header)

    assert table.numbers == ["PY001", "PY001", "PY001", "PY002", "PY002", "PY003", "PY003"]
    assert table.continued == {1, 2}
