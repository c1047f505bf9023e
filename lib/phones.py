"""Telephone numbers of China: mobile, landline with area code, short numbers of public services."""

import re

MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Two-digit area codes have eight-digit numbers; three-digit ones seven or eight.
LANDLINE = re.compile(r"(?:0(?:10|2[0-9])-?[1-9][0-9]{7}|0[3-9][0-9]{2}-?[1-9][0-9]{6,7})")
SHORT_NUMBERS = frozenset({"110", "119", "120", "122", "12345"})
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$|0?[1-9][0-9]{9,11}$)")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BETWEEN = re.compile(
    r"[/、,，;；|\n]+|(?<=[0-9]{7})\s+(?=[01][0-9]{6})|[(（](?=\D)|(?<=[0-9]{7})或"
)
_DASHES = str.maketrans("—–－‐‑−", "------")
_NOISE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\ufeff()（）'‘’`]+")


def clean_phone(text: str) -> str:
    """A number as it ought to stand: 11 digits, or area code, hyphen and number.

    Of several numbers in one cell the first that can be dialled is kept. What is no number at all
    comes back without spaces, for `is_phone` to refuse.
    """
    if len(text) == 11 and text.isascii() and text.isdigit() and text[0] == "1":
        return text
    whole = _clean(text)
    if is_phone(whole):
        return whole
    parts = (_clean(part) for part in _BETWEEN.split(text))
    return next(filter(is_phone, parts), whole)


def _clean(text: str) -> str:
    bare = _NOISE.sub("", text.translate(_FULL_WIDTH).translate(_DASHES))
    digits = _COUNTRY.sub("", bare.replace("-", ""))
    if MOBILE.fullmatch(digits) or digits in SHORT_NUMBERS:
        return digits
    if LANDLINE.fullmatch(digits):
        code = 3 if digits[1] in "12" else 4
        return f"{digits[:code]}-{digits[code:]}"
    return bare


def is_phone(number: str) -> bool:
    """Whether a cleaned number can be dialled."""
    return bool(MOBILE.fullmatch(number) or number in SHORT_NUMBERS or LANDLINE.fullmatch(number))
