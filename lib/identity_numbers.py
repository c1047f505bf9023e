"""Citizens' identity numbers, GB 11643: 6 digits area, 8 birth date, 3 order, 1 check character.

The area is never a ground for refusal: most adults' numbers begin with codes abolished long ago.
"""

from datetime import date
from functools import lru_cache
from operator import mul

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
_ZEROS = sum(WEIGHTS) * ord("0")
LENGTH, OLD_LENGTH = 18, 15
EARLIEST_BIRTH_YEAR = 1880

# What people type around and inside a number: white space, apostrophes, hyphens, look-alikes of X.
_CLEAN = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(
        map(ord, " \t\r\n\v\f\xa0\u3000\u200b\u200c\u200d\u200e\u200f\u202c\u202d\ufeff")
    )
    | dict.fromkeys(map(ord, "-－‐‑–—'`\"‘’“”＇｀＂"))
    | {ord(letter): "X" for letter in "x×ＸｘХх✕╳"}
)


def clean_id_number(text: str) -> str:
    """A number as it ought to stand: plain digits, capital X, no spaces or quotes."""
    if len(text) == LENGTH and text.isascii() and (text.isdigit() or text[-1] == "X"):
        return text
    return text.translate(_CLEAN).strip(".,，。;；*")


def check_digit(first17: str) -> str:
    """The 18th character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
    if len(first17) != len(WEIGHTS):
        raise ValueError(f"17 digits are expected, not {len(first17)}")
    total = sum(map(mul, WEIGHTS, first17.encode("ascii"))) - _ZEROS
    return CHECK_CHARACTERS[total % 11]


def fault_of(number: str) -> str:
    """What is wrong with a cleaned number: "", "old", "length", "characters", "birth_date" or
    "check_digit".
    """
    if len(number) != LENGTH:
        is_old = len(number) == OLD_LENGTH and number.isascii() and number.isdigit()
        return "old" if is_old else "length"
    first17 = number[:17]
    if not (number.isascii() and first17.isdigit() and (number[17].isdigit() or number[17] == "X")):
        return "characters"
    if _birth_date(number[6:14]) is None:
        return "birth_date"
    return "" if check_digit(first17) == number[17] else "check_digit"


def birth_date_of(number: str) -> date:
    """The birth date in a number without fault. Raises ValueError for others."""
    born = _birth_date(number[6:14])
    if born is None:
        raise ValueError("no birth date in this number")
    return born


def sex_of(number: str) -> str:
    """GB/T 2261.1: "1" male (odd 17th digit), "2" female."""
    return "1" if number[16] in "13579" else "2"


@lru_cache(maxsize=50_000)
def _birth_date(digits: str) -> date | None:
    year = int(digits[:4])
    if year < EARLIEST_BIRTH_YEAR:
        return None
    try:
        return date(year, int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
