"""Telephone numbers as they are typed, and which of them can be dialled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.phones import clean_phone, is_phone


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("13900000000", "13900000000"),
        ("139 0000 0000", "13900000000"),
        ("139-0000-0000", "13900000000"),
        ("+86 13900000000", "13900000000"),
        ("0086-13900000000", "13900000000"),
        ("8613900000000", "13900000000"),
        ("１３９００００００００", "13900000000"),
        ("'13900000000", "13900000000"),
        ("\t19900000000", "19900000000"),
        ("0856-1234567", "0856-1234567"),
        ("0856-7612345", "0856-7612345"),
        ("0856—7612345", "0856-7612345"),
        ("08567612345", "0856-7612345"),
        ("0856 7612345", "0856-7612345"),
        ("(0856)7612345", "0856-7612345"),
        ("（0856）7612345", "0856-7612345"),
        ("0851-86512345", "0851-86512345"),
        ("010-62345678", "010-62345678"),
        ("02162345678", "021-62345678"),
        ("12345", "12345"),
        ("110", "110"),
        ("119", "119"),
        ("120", "120"),
    ],
)
def test_numbers_that_can_be_dialled(typed, expected):
    assert clean_phone(typed) == expected
    assert is_phone(expected)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13900000000/0856-7612345", "13900000000"),
        ("0856-7612345/13900000000", "0856-7612345"),
        ("13900000000、13800000000", "13900000000"),
        ("13900000000 13800000000", "13900000000"),
        ("13900000000，13800000000", "13900000000"),
        ("13900000000\n13800000000", "13900000000"),
        ("139000/13800000000", "13800000000"),
        ("13900000000或13800000000", "13900000000"),
        ("13900000000（儿子）", "13900000000"),
    ],
)
def test_of_several_numbers_the_first_sound_one_is_kept(typed, kept):
    assert clean_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "无", "1390000000", "139000000000", "12900000000", "23900000000", "7612345", "0856-123",
     "1390000000O", "139000000.0", "1.39E+10", "112233", "²3900000000", "٣3900000000"],
)  # fmt: skip
def test_what_cannot_be_dialled_is_refused(typed):
    assert not is_phone(clean_phone(typed))


@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_phone(text)

    assert not is_phone(once) or clean_phone(once) == once


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from([" ", "-", "\u3000", "　"])
)
def test_every_mobile_number_passes_however_it_is_grouped(number, sign):
    assert clean_phone(sign.join((number[:3], number[3:7], number[7:]))) == number
