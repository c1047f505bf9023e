"""Workbooks that would cost too much to read are refused before a reader unpacks them."""

import io
import struct
import zipfile

import openpyxl
import pytest
import xlwt

from lib import workbook_guard
from lib.spreadsheets import UnreadableFile, read_workbook


def workbook(*cells):
    book = openpyxl.Workbook()
    for row, column in cells:
        book.active.cell(row, column, "x")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(content, name, change):
    """The same archive with one entry's text changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == name else data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("cell", [(1_048_576, 1), (100_000, 3), (1, 16_384), (1, 703)])
def test_a_cell_far_away_is_refused(cell):
    with pytest.raises(UnreadableFile, match=r"99999|700"):
        read_workbook(workbook((1, 1), cell), "a.xlsx")


def test_cells_at_the_edge_are_read():
    book = read_workbook(workbook((1, 1), (2000, 702)), "a.xlsx")

    assert len(book.sheets[0].rows) == 2000


@pytest.mark.parametrize("far", [b"<c r='XFD1048576'", b'<c\tr="XFD1048576"', b'<c s="0" r="XFD9"'])
def test_a_far_cell_in_another_spelling_is_refused(far):
    content = rewritten(workbook((1, 1), (2, 2)), SHEET, lambda xml: xml.replace(b'<c r="B2"', far))

    with pytest.raises(UnreadableFile):
        read_workbook(content, "a.xlsx")


def test_an_archive_that_lies_about_its_size_is_measured(monkeypatch):
    monkeypatch.setattr(workbook_guard, "UNPACKED_LIMIT_MB", 2)
    content = bytearray(
        rewritten(workbook((1, 1)), SHEET, lambda xml: xml + b" " * 3 * 1024 * 1024)
    )
    place = content.rfind(SHEET.encode()) - 46
    struct.pack_into("<I", content, place + 24, 100)

    with pytest.raises(UnreadableFile, match="2 MB"):
        read_workbook(bytes(content), "a.xlsx")


def test_a_directory_that_says_too_much_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(workbook_guard, "UNPACKED_LIMIT_MB", 2)
    content = rewritten(workbook((1, 1)), SHEET, lambda xml: xml + b" " * 3 * 1024 * 1024)

    with pytest.raises(UnreadableFile, match="2 MB"):
        read_workbook(content, "a.xlsx")


def test_a_password_is_named():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(UnreadableFile, match=r"password|密码"):
        read_workbook(content, "a.xlsx")


@pytest.mark.parametrize("start", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"%PDF-1.7", b"Rar!\x1a"])
def test_a_picture_is_named(start):
    with pytest.raises(UnreadableFile, match=r"picture|图片"):
        read_workbook(start + b"x" * 100, "a.xlsx")


def test_text_that_excel_wrapped_as_a_formula_is_text():
    book = read_workbook('户编号,号码\nP1,="520699"\nP2,"=""00123"""\n'.encode(), "a.csv")

    assert [row[1] for row in book.sheets[0].rows] == ["号码", "520699", "00123"]


def test_lines_of_unequal_length_are_filled():
    book = read_workbook("a;b;c\n1\n2;3\n".encode("utf-16"), "a.txt")

    assert book.encoding == "utf-16"
    assert book.sheets[0].rows == [["a", "b", "c"], ["1", "", ""], ["2", "3", ""]]


def test_a_quotation_mark_that_swallows_lines_is_named():
    lines = ["a,b", '"x,y', *["1,2"] * 30]

    with pytest.raises(UnreadableFile, match=r"line 2|第 ?2 ?行"):
        read_workbook("\n".join(lines).encode(), "a.csv")


@pytest.mark.parametrize("cell", [(99_999, 100), (30_000, 702)])
def test_a_stray_cell_that_spans_millions_of_empty_ones_is_refused(cell):
    with pytest.raises(UnreadableFile, match=r"millions|数百万"):
        read_workbook(workbook((1, 1), cell), "a.xlsx")


def test_rows_without_numbers_count_too():
    rows = b"<row><c><v>1</v></c></row>" * 210_000
    content = rewritten(
        workbook((1, 1)), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")
    )

    with pytest.raises(UnreadableFile, match=r"millions|数百万"):
        read_workbook(content, "a.xlsx")


@pytest.mark.parametrize(("sheets", "column", "is_read"), [(1, 255, False), (3, 40, True)])
def test_a_small_xls_that_would_fill_the_memory_is_refused(sheets, column, is_read):
    book = xlwt.Workbook()
    for number in range(sheets):
        page = book.add_sheet(f"s{number}")
        page.write(0, 0, "x")
        page.write(65_535 if not is_read else 2_000, column, "x")
    out = io.BytesIO()
    book.save(out)

    if is_read:
        assert len(read_workbook(out.getvalue(), "a.xls").sheets) == sheets
    else:
        with pytest.raises(UnreadableFile, match=r"millions|数百万"):
            read_workbook(out.getvalue(), "a.xls")


def test_one_line_of_a_text_file_does_not_widen_all_the_others():
    content = b"a," * 500_000 + b"\n" + b"1,2\n" * 50_000

    with pytest.raises(UnreadableFile, match=r"millions|数百万"):
        read_workbook(content, "a.csv")
