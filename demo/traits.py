"""What the register says of a person of a certain age: school, work, health, telephone."""

from datetime import date
from random import Random
from typing import Any

from demo.families import HEAD, Member
from demo.identity import Numbers


def traits_of(
    rng: Random, member: Member, as_of: date, numbers: Numbers, *, away: bool
) -> dict[str, Any]:
    """Column values of a person beyond name, birth date and ethnic group."""
    age = member.age(as_of)
    return {
        "sex": "1" if member.male else "2",
        "phone": numbers.mobile() if _has_phone(rng, member, age) else "",
    }


def _has_phone(rng: Random, member: Member, age: int) -> bool:
    share = 0.97 if member.relation == HEAD else 0.85 if 16 <= age < 65 else 0.4 if age >= 65 else 0
    return rng.random() < share
