"""Citizens' identity numbers, GB 11643: 6 digits area, 8 birth date, 3 order, 1 check character.

The area is never a ground for refusal: most adults' numbers begin with codes abolished long ago.
"""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
LENGTH, OLD_LENGTH = 18, 15
EARLIEST_BIRTH_YEAR = 1880

# What people type around and inside a number: white space, apostrophes, look-alikes of the X.
_CLEAN = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(
        map(ord, " \t\r\n\v\f\xa0\u3000\u200b\u200c\u200d\u200e\u200f\u202c\u202d\ufeff")
    )
    | dict.fromkeys(map(ord, "'`\"‘’“”＇｀＂"))
    | {ord(letter): "X" for letter in "x×ＸｘХх✕╳"}
)


def clean_id_number(text: str) -> str:
    """A number as it ought to stand: plain digits, capital X, no spaces or quotes."""
    if len(text) == LENGTH and text.isascii() and (text.isdigit() or text[-1] == "X"):
        return text
    return text.translate(_CLEAN).strip(".,，。;；*")


def check_digit(first17: str) -> str:
    """The 18th character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
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
    if _birth_date(number) is None:
        return "birth_date"
    return "" if check_digit(first17) == number[17] else "check_digit"


def birth_date_of(number: str) -> date:
    """The birth date in a number without fault. Raises ValueError for others."""
    born = _birth_date(number)
    if born is None:
        raise ValueError("no birth date in this number")
    return born


def sex_of(number: str) -> str:
    """GB/T 2261.1: "1" male (odd 17th digit), "2" female."""
    return "1" if number[16] in "13579" else "2"


def _birth_date(number: str) -> date | None:
    year = int(number[6:10])
    if year < EARLIEST_BIRTH_YEAR:
        return None
    try:
        return date(year, int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
