"""The file comes back in its own layout, faulty cells coloured, a sentence beside each row."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from residents.roster import mark_workbook, read_roster
from tests.residents.roster.builders import (
    HEADINGS,
    PEOPLE,
    altered,
    saved,
    text_file,
    with_headings,
    wrong_check_digit,
    xls,
    xlsx,
)

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def marked(content: bytes, filename: str) -> openpyxl.Workbook:
    roster = read_roster(content, filename)
    return openpyxl.load_workbook(io.BytesIO(mark_workbook(content, filename, roster.findings)))


def coloured(sheet) -> set[str]:
    return {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fill_type == "solid"}


def test_faulty_cells_are_coloured_and_explained():
    rows = altered(1, "身份证号码", wrong_check_digit(PEOPLE[1][8]))
    rows[3][9] = "123"

    sheet = marked(xlsx(*with_headings(rows)), "花名册.xlsx").active

    assert coloured(sheet) == {"I3", "J5"}
    assert PEOPLE[1][8][-1] in sheet["L3"].value
    assert "123" in sheet["L5"].value
    assert sheet["L4"].value is None


def test_the_layout_stays():
    path = SAMPLES / "roster_ledger.xlsx"
    before = openpyxl.load_workbook(path).active

    after = marked(path.read_bytes(), path.name).active

    assert after.title == before.title
    assert set(map(str, after.merged_cells.ranges)) == set(map(str, before.merged_cells.ranges))
    assert [[c.value for c in row][: before.max_column] for row in after.iter_rows()] == [
        [c.value for c in row] for row in before.iter_rows()
    ]


def test_the_sentence_is_in_the_readers_language():
    content = xlsx(*with_headings(altered(1, "姓名", "")))

    with translation.override("en"):
        assert "The name is missing" in marked(content, "a.xlsx").active["L3"].value


def test_a_marked_workbook_that_was_mended_reads_clean():
    path = SAMPLES / "roster_ledger.xlsx"
    mended = openpyxl.load_workbook(SAMPLES / "roster_ledger_mended.xlsx").active
    book = marked(path.read_bytes(), path.name)
    for coordinate in coloured(book.active):
        book.active[coordinate].value = mended[coordinate].value

    roster = read_roster(saved(book), path.name)

    assert roster.findings == []
    assert len(roster.persons) == 203


def test_a_marked_workbook_is_refused_alike_while_nothing_is_mended():
    content = xlsx(*with_headings(altered(1, "姓名", "")))
    once = mark_workbook(content, "a.xlsx", read_roster(content, "a.xlsx").findings)

    again = read_roster(once, "a.xlsx")

    assert [(f.row, f.column, f.code) for f in again.findings] == [(3, "E", "name_missing")]
    sheet = openpyxl.load_workbook(io.BytesIO(mark_workbook(once, "a.xlsx", again.findings))).active
    assert sheet.max_column == len(HEADINGS) + 1


def test_old_sentences_go_when_the_fault_is_another():
    first = altered(1, "姓名", "")
    content = xlsx(*with_headings(first))
    book = openpyxl.load_workbook(
        io.BytesIO(mark_workbook(content, "a.xlsx", read_roster(content, "a.xlsx").findings))
    )
    book.active["E3"].value, book.active["J5"].value = "周秀英", "123"

    sheet = marked(saved(book), "a.xlsx").active

    assert sheet["L3"].value is None
    assert "123" in sheet["L5"].value


@pytest.mark.parametrize(
    ("filename", "build"),
    [
        ("花名册.xls", lambda rows: xls(*rows)),
        ("花名册.csv", lambda rows: text_file(*rows)),
        ("花名册.csv", lambda rows: text_file(*rows, encoding="gb18030")),
    ],
)
def test_other_formats_come_back_as_xlsx_with_numbers_as_text(filename, build):
    rows = with_headings(altered(1, "联系电话", "123"))

    sheet = marked(build(rows), filename).active

    assert coloured(sheet) == {"J3"}
    assert [cell.value for cell in sheet[2]][:11] == rows[1]
    sheet["J3"].value = None
    assert read_roster(saved(sheet.parent), "花名册.xlsx").findings == []


def test_text_that_looks_like_a_formula_stays_text():
    rows = with_headings(altered(1, "姓名", '=HYPERLINK("http://x","y")'))
    rows[2][9] = "123"

    sheet = marked(text_file(*rows), "花名册.csv").active

    assert sheet["E3"].data_type != "f"
    assert sheet["L3"].data_type != "f"


def test_control_characters_in_a_faulty_cell_do_not_stop_the_marking():
    rows = with_headings(altered(1, "联系电话", "12\x123"))

    sheet = marked(text_file(*rows), "花名册.csv").active

    assert coloured(sheet) == {"J3"}
    assert "123" in sheet["L3"].value


def test_only_sheets_with_findings_are_marked():
    head, *rows = with_headings(altered(1, "姓名", ""))
    book = marked(xlsx(head, *rows[:5], more={"4栋": [head, *rows[5:]]}), "花名册.xlsx")

    assert coloured(book["4栋"]) == set()
    assert book["4栋"].max_column == len(HEADINGS)
