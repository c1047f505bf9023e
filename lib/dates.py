"""Dates as Chinese offices write them, and as spreadsheets keep them."""

import math
import re
from datetime import date, datetime, timedelta
from typing import Any

FIRST_YEAR, LAST_YEAR = 1880, 2100
# Days since 1899-12-30; below and above it a number is a year or a date written as 20191215.
FIRST_SERIAL, LAST_SERIAL = LAST_YEAR + 1, 73_415
EPOCH = date(1899, 12, 30)

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NOISE = re.compile(r"[\s\u200b-\u200f\ufeff'‘’`]+")
_TIME = re.compile(
    r"(?<=[\d日号])[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$"
)
_DAY = re.compile(
    r"(\d{4})(?:年|[-./\\、。,，_~—–])(\d{1,2})(?:月份?|[-./\\、。,，_~—–])(\d{1,2})[日号]?\.?"
)
_MONTH = re.compile(r"(\d{4})(?:年|[-./\\、。,，_~—–])(\d{1,2})(?:月份?)?[-./]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_NUMERAL = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "Ｏ": 0, "O": 0, "o": 0, "０": 0, "两": 2, "元": 1, "正": 1,
}  # fmt: skip
_CHINESE = re.compile(r"[零一二三四五六七八九〇○ＯOo0-9]{4}年")
_CHINESE_PARTS = re.compile(r"^(.{4})年(.{1,3})月份?(?:(.{1,4})[日号])?$")


class NotADate(ValueError):
    """A cell that holds no date."""


def read_date(cell: Any) -> date:
    """The day that a cell says; a month without a day is its first day. Raises NotADate.

    A year alone is no date, nor are two-digit years: both leave too much to guess.
    """
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool):
        raise NotADate
    if isinstance(cell, int | float):
        return _of_number(cell)
    if isinstance(cell, str):
        return _of_text(cell)
    raise NotADate


def _of_number(number: float) -> date:
    if not math.isfinite(number):
        raise NotADate
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return EPOCH + timedelta(days=int(number))
    if number == int(number):
        return _of_text(str(int(number)))
    # 2019.12 typed into a number cell; 2019.1 may have been 2019.10, so nobody can tell.
    text = f"{number:.6f}".rstrip("0")
    if FIRST_YEAR <= number <= LAST_YEAR and len(text) == len("2019.12"):
        return _of_text(text)
    raise NotADate


def _of_text(text: str) -> date:
    text = _TIME.sub("", text.translate(_FULL_WIDTH).strip())
    bare = _NOISE.sub("", text)
    if found := _DAY.fullmatch(bare) or _MONTH.fullmatch(bare):
        return _made(*found.groups())
    if bare.isascii() and bare.isdigit():
        if found := _COMPACT.fullmatch(bare):
            return _made(*found.groups())
        if len(bare) <= 5 and FIRST_SERIAL <= int(bare) <= LAST_SERIAL:
            return EPOCH + timedelta(days=int(bare))
    if _CHINESE.match(bare) and (found := _CHINESE_PARTS.match(bare)):
        year = "".join(str(_NUMERAL.get(c, c)) for c in found[1])
        return _made(year, _small(found[2]), _small(found[3] or "一"))
    raise NotADate


def _small(text: str) -> str:
    """A number from 1 to 99 in Chinese numerals: "十二" is "12", "廿五" is "25"."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text.isdigit() and text.isascii():
        return text
    tens, ten, ones = text.rpartition("十")
    if (
        any(c not in _NUMERAL for c in tens + ones)
        or len(tens) > 1
        or len(ones) > (1 if ten else 2)
    ):
        raise NotADate
    if not ten:
        return "".join(str(_NUMERAL[c]) for c in ones)
    return str((_NUMERAL[tens] if tens else 1) * 10 + (_NUMERAL[ones] if ones else 0))


def _made(year: str, month: str, day: str | None = None) -> date:
    try:
        return _within(date(int(year), int(month), int(day or 1)))
    except ValueError:
        raise NotADate from None


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADate
    return day


def says_month_only(cell: Any) -> bool:
    """Whether a cell that `read_date` takes names a month without a day ("1962年1月", 196201)."""
    if isinstance(cell, date):
        return False
    text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
    bare = _NOISE.sub("", text.translate(_FULL_WIDTH))
    is_compact = bare.isascii() and bare.isdigit() and len(bare) == len("196201")
    numerals = _CHINESE_PARTS.match(bare)
    return bool(
        is_compact or _MONTH.fullmatch(bare) or (numerals is not None and numerals[3] is None)
    )
