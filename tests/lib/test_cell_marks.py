"""Marked cells change; everything else of the workbook stays as it was."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from lib.cell_marks import CannotMark, SheetMarks, mark_cells
from lib.workbook_styles import MARK_COLOUR

SHEET = "xl/worksheets/sheet1.xml"


def workbook(change=None):
    """Three columns and three rows with styles, widths and a formula."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "甲 & 乙"
    page.append(["户编号", "姓名", "号码"])
    page.append(["P1", "某甲", "001"])
    page.append(["P2", "某乙", "=1+1"])
    page["C2"].number_format = "@"
    page["C2"].font = Font(bold=True)
    page["A2"].fill = PatternFill("solid", fgColor="00FF00")
    page.column_dimensions["B"].width = 33
    if change:
        change(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def marked(content, **how):
    given = {"column": 3, "cells": {2: {2}, 3: {1}}, "texts": {2: '错 <&> "1"', 3: "二\n行"}}
    marks = SheetMarks(heading="问题", heading_row=1, **(given | how))
    return mark_cells(content, {"甲 & 乙": marks})


def page_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def rewritten(content, name, change):
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(content))
    with old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == name else data)
    return out.getvalue()


def test_cells_are_coloured_and_texts_stand_beside_them():
    page = page_of(marked(workbook()))

    coloured = {c.coordinate for row in page for c in row if c.fill.fgColor.rgb[2:] == MARK_COLOUR}
    assert coloured == {"C2", "B3"}
    assert [page.cell(row, 4).value for row in (1, 2, 3)] == ["问题", '错 <&> "1"', "二\n行"]


def test_the_rest_stays_as_it_was():
    page = page_of(marked(workbook()))

    assert (page["C2"].number_format, page["C2"].font.bold, page["C2"].value) == ("@", True, "001")
    assert page["A2"].fill.fgColor.rgb == "0000FF00"
    assert page["C3"].value == "=1+1"
    assert page.column_dimensions["B"].width == 33


def test_a_cell_that_is_not_there_is_made_in_its_place():
    def empty(page):
        page["B2"] = None

    page = page_of(marked(workbook(empty), cells={2: {0, 1}}, texts={2: "缺姓名"}))

    assert page["B2"].fill.fgColor.rgb == f"FF{MARK_COLOUR}"
    assert [c.value for c in page[2]] == ["P1", None, "001", "缺姓名"]


def test_a_second_round_takes_the_first_away():
    first = marked(workbook())

    page = page_of(marked(first, cells={3: {0}}, texts={3: "仍缺"}))

    coloured = {c.coordinate for row in page for c in row if c.fill.fgColor.rgb[2:] == MARK_COLOUR}
    assert coloured == {"A3"}
    assert [page.cell(row, 4).value for row in (1, 2, 3)] == ["问题", None, "仍缺"]


def test_nothing_to_say_leaves_a_clean_sheet():
    page = page_of(marked(marked(workbook()), cells={}, texts={}))

    assert page.max_column == 3
    assert not any(c.fill.fgColor.rgb[2:] == MARK_COLOUR for row in page for c in row)


def test_columns_kept_together_are_cut_apart():
    def together(xml):
        return xml.replace(b"<sheetData", b'<cols><col min="1" max="16384" width="9"/></cols>'
                           b"<sheetData", 1)  # fmt: skip

    def without(page):
        page.column_dimensions.clear()

    content = rewritten(workbook(without), SHEET, together)

    with zipfile.ZipFile(io.BytesIO(marked(content))) as archive:
        xml = archive.read(SHEET).decode()

    assert 'min="1" max="3" width="9"' in xml
    assert 'min="4" max="4" width="60"' in xml
    assert 'min="5" max="16384" width="9"' in xml


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, b'<row r="2"', b'<row spans="1:3" r="2"'),
        ("xl/styles.xml", b"fills", b"x:fills"),
        ("[Content_Types].xml", b"sheet.main+xml", b"sheet.macroEnabled.main+xml"),
        ("xl/workbook.xml", b"<sheet ", b"<x:sheet "),
    ],
)
def test_an_unusual_workbook_is_left_to_others(name, old, new):
    content = rewritten(workbook(), name, lambda data: data.replace(old, new))

    with pytest.raises(CannotMark):
        marked(content)
