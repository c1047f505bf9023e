"""Identity numbers and telephones that no real person can have."""

from collections import Counter
from datetime import date

# No county ever had this code: 5206 is Tongren, and its counties end at 28.
AREA_PREFIX = "520699"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
# Nobody of the sample rosters (tests/samples) has an order number just above this one, so that a
# sample can be tried on the demonstration county without meeting its people.
FIRST_ORDER = 292
# 154 is given to no operator; a local number never begins with 0.
MOBILE_PREFIX = "154"
LANDLINE_PREFIX = "0856-000"


class Numbers:
    """Hands out numbers, each once."""

    def __init__(self) -> None:
        self._taken: Counter[tuple[date, bool]] = Counter()
        self._mobiles = 0
        self._landlines = 0

    def identity(self, born: date, male: bool) -> str:
        """The next identity number of a birth date and sex: 18 characters, check digit right."""
        order = FIRST_ORDER + 2 * self._taken[born, male] + (1 if male else 2)
        self._taken[born, male] += 1
        if order > 999:
            raise ValueError(f"more than 353 persons of one sex were born on {born}")
        body = f"{AREA_PREFIX}{born:%Y%m%d}{order:03d}"
        return body + check_digit(body)

    def mobile(self) -> str:
        """The next mobile number; scattered, so that neighbours do not count up."""
        self._mobiles += 1
        return f"{MOBILE_PREFIX}{self._mobiles * 7_654_321 % 100_000_000:08d}"

    def landline(self) -> str:
        """The next work telephone of the county."""
        self._landlines += 1
        return f"{LANDLINE_PREFIX}{self._landlines:04d}"


def check_digit(body: str) -> str:
    """The last character of an identity number: ISO 7064 MOD 11-2 (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return CHECK_DIGITS[total % 11]
