"""Addresses as offices write them, in one cell or in three; places of origin."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from residents.roster.addresses import read_address, split_address, split_origin


@pytest.mark.parametrize(
    "text",
    [
        "3-2-501",
        "３－２－５０１",
        "3—2—501",
        "3/2/501",
        "3.2.501",
        "3栋2单元501",
        "3 栋 2 单元 501 室",
        "3号楼2单元501室",
        "3号楼2单元5楼501室",
        "3栋2单元5层501",
        "3幢2单元501号",
        "3#2-501",
        "3#楼2单元501",
        "3栋2-501",
        "3栋-2单元-501",
        "第三栋二单元501",
        "平阳社区安置点3栋2单元501",
        "石阡县汤山街道平阳社区3号楼2单元501室",
    ],
)
def test_one_cell_says_building_stairwell_and_room(text):
    assert split_address(text) == ("3", "2", "501")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("3栋501", ("3", "1", "501")),
        ("3-501", ("3", "1", "501")),
        ("3排5号", ("3", "1", "5")),
        ("A3-2-501", ("A3", "2", "501")),
        ("A区3栋2单元501", ("A区3", "2", "501")),
        ("十二栋一单元1203", ("12", "1", "1203")),
        ("3栋2单元5-1", ("3", "2", "5-1")),
        ("03-02-0501", ("3", "2", "0501")),
        ("b-1-302", ("B", "1", "302")),
    ],
)
def test_other_addresses_in_one_cell(text, address):
    assert split_address(text) == address


@pytest.mark.parametrize("text", ["山那边", "3栋", "2单元501", "abc", "501"])
def test_what_says_no_dwelling_is_none(text):
    assert split_address(text) is None


@pytest.mark.parametrize(
    ("building", "stairwell", "room"),
    [
        ("3", "2", "501"),
        (3.0, 2.0, 501.0),
        ("3栋", "2单元", "501室"),
        ("第3栋", "二单元", "5楼501"),
        ("3栋2单元", "", "501"),
        ("3-2", "", "501"),
        ("3栋", "", "2-501"),
        ("3栋", "", "2单元501室"),
        ("", "", "3-2-501"),
        ("3", "2", "3-2-501"),
        ("3栋2单元501", "", ""),
    ],
)
def test_three_columns_say_the_same(building, stairwell, room):
    assert read_address(building, stairwell, room, "") == ("3", "2", "501")


@pytest.mark.parametrize(
    "cells", [("", "", "", ""), ("无", "无", "无", ""), ("", "", "", "未分配")]
)
def test_nothing_said_is_nothing(cells):
    assert read_address(*cells) is None


@pytest.mark.parametrize(
    "cells",
    [
        ("3栋", "2单元", "", ""),
        ("", "", "", datetime(2003, 2, 11)),  # "3-2-11" after Excel has made it a date
        ("3", "2", datetime(2003, 5, 1), ""),
        ("3", "2", "5" * 30, ""),
    ],
)
def test_what_cannot_be_read_comes_back_as_text(cells):
    assert isinstance(read_address(*cells), str)


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3404))
def test_every_way_of_writing_names_the_same_dwelling(building, stairwell, room):
    expected = (str(building), str(stairwell), str(room))

    assert split_address(f"{building}-{stairwell}-{room}") == expected
    assert split_address(f"{building}栋{stairwell}单元{room}") == expected
    assert split_address(f"{building}号楼{stairwell}单元{room}室") == expected
    assert read_address(f"{building}栋", f"{stairwell}单元", str(room), "") == expected


@given(st.text(max_size=30))
def test_any_text_is_answered(text):
    address = split_address(text)

    assert address is None or all(address)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("坪山乡第3村民组", ("", "坪山乡", "第3村民组")),
        ("石阡县国荣乡葛容村大坪组", ("石阡县", "国荣乡", "葛容村大坪组")),
        ("贵州省铜仁市石阡县国荣乡葛容村大坪组", ("石阡县", "国荣乡", "葛容村大坪组")),
        ("青阳苗族仡佬族侗族乡高塘村", ("", "青阳苗族仡佬族侗族乡", "高塘村")),
        ("葛容村大坪组", ("", "", "葛容村大坪组")),
        ("", ("", "", "")),
    ],
)
def test_a_place_of_origin_is_split(text, parts):
    assert split_origin(text) == parts
