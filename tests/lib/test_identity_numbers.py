"""Identity numbers: cleaned, checked, and read for birth date and sex."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.identity_numbers import (
    birth_date_of,
    check_digit,
    clean_id_number,
    fault_of,
    sex_of,
)

SOUND = "520699196201137796"
WITH_X = "52069919520716546X"

numbers = st.builds(
    lambda area, born, order: f"{area:06d}{born:%Y%m%d}{order:03d}",
    st.integers(100_000, 999_999),
    st.dates(date(1880, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
).map(lambda first: first + check_digit(first))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (SOUND, SOUND),
        (WITH_X.lower(), WITH_X),
        (f"\t{SOUND}", SOUND),
        (f" 520699 19620113 7796 {' '}", SOUND),
        (f"'{SOUND}", SOUND),
        (f"’{SOUND}", SOUND),
        (f"`{SOUND}", SOUND),
        (f'"{SOUND}"', SOUND),
        ("520699-19620113-7796", SOUND),
        ("５２０６９９１９６２０１１３７７９６", SOUND),
        ("5206991952071６546ｘ", WITH_X),
        ("52069919520716546×", WITH_X),
        (f"\ufeff{SOUND}\u200b", SOUND),
        (f"{SOUND}\u3000", SOUND),
        (f"{SOUND}。", SOUND),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_people_type_around_a_number_is_dropped(typed, expected):
    assert clean_id_number(typed) == expected


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (SOUND, ""),
        (WITH_X, ""),
        ("520699196201137797", "check_digit"),
        ("52069919620113779X", "check_digit"),
        ("520699196213137796", "birth_date"),
        ("520699196302297796", "birth_date"),
        ("520699187912317796", "birth_date"),
        ("52069919620113779", "length"),
        (SOUND + "0", "length"),
        ("", "length"),
        ("520699620113779", "old"),
        ("52069962011377X", "length"),
        ("52069X196201137796", "characters"),
        ("52069919620113779A", "characters"),
        ("²20699196201137796", "characters"),
        ("٥20699196201137796", "characters"),
        ("5.2069919620114E+1", "characters"),
    ],
)
def test_each_fault_is_told_apart(number, fault):
    assert fault_of(number) == fault


@pytest.mark.parametrize("area", ["520623", "522224", "520699", "000000", "999999"])
def test_no_area_is_a_ground_for_refusal(area):
    first = f"{area}19620113779"

    assert fault_of(first + check_digit(first)) == ""


@pytest.mark.parametrize(
    ("first", "last"),
    # The two worked examples of the standard itself.
    [("11010519491231002", "X"), ("44052418800101001", "4")],
)
def test_the_examples_of_the_standard(first, last):
    assert check_digit(first) == last


@pytest.mark.parametrize("first", ["", "5206991962011377", SOUND])
def test_a_check_character_needs_seventeen_digits(first):
    with pytest.raises(ValueError, match="17 digits"):
        check_digit(first)


@given(numbers)
def test_every_number_with_its_check_character_is_sound(number):
    assert fault_of(number) == ""
    assert fault_of(clean_id_number(f" {number[:6]} {number[6:14]} {number[14:].lower()}")) == ""


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(number, place, shift):
    wrong = str((int(number[place]) + shift) % 10)

    assert fault_of(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.integers(0, 15))
def test_two_swapped_digits_never_pass(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert swapped == number or fault_of(swapped)


@given(numbers)
def test_birth_date_and_sex_stand_in_the_number(number):
    assert birth_date_of(number).strftime("%Y%m%d") == number[6:14].lstrip("0")
    assert sex_of(number) == ("1" if int(number[16]) % 2 else "2")


def test_a_number_without_a_day_has_no_birth_date():
    with pytest.raises(ValueError, match="no birth date"):
        birth_date_of("520699196213137796")


@given(st.text(max_size=40))
def test_any_text_is_answered(text):
    assert fault_of(clean_id_number(text)) in {
        "", "old", "length", "characters", "birth_date", "check_digit",
    }  # fmt: skip
