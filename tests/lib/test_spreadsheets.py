"""What a file is, its first bytes say."""

import pytest

from lib.spreadsheets import UnreadableFile, read_workbook


def test_a_heading_that_begins_like_a_bitmap_is_no_picture():
    book = read_workbook("BM,XM\n001,王建国\n".encode(), "名单.csv")

    assert book.sheets[0].rows == [["BM", "XM"], ["001", "王建国"]]


def test_a_bitmap_is_refused_as_a_picture():
    with pytest.raises(UnreadableFile):
        read_workbook(b"BM" + (1000).to_bytes(4, "little") + bytes(4) + b"\x36" * 40, "表.xlsx")
