"""Families: who lives together, how old they are and what they are to each other."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from demo import names
from residents.enums import Relation

HEAD = Relation.HEAD
# Share of households of 1, 2, ... 7 persons in a hundred: 4.1 persons on average.
SIZES = (5, 11, 19, 27, 20, 12, 6)
ETHNIC_GROUPS = {"01": 32, "37": 25, "12": 24, "06": 9, "15": 8, "03": 1, "07": 1}


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a family."""

    name: str
    male: bool
    born: date
    relation: str
    ethnic: str
    married: bool = False

    def age(self, on: date) -> int:
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


class Family:
    """A family in the making; the head comes first, the father's surname goes to the children."""

    def __init__(self, rng: Random, as_of: date) -> None:
        self.rng = rng
        self.as_of = as_of
        self.surname = names.surname(rng)
        self.ethnic = rng.choices(list(ETHNIC_GROUPS), list(ETHNIC_GROUPS.values()))[0]
        self.members: list[Member] = []

    def add(
        self, relation: str, male: bool, age: int, *, in_law: bool = False, married: bool = False
    ) -> None:
        born = self.as_of - timedelta(days=int(age * 365.25) + self.rng.randint(1, 364))
        surname = names.surname(self.rng) if in_law else self.surname
        stranger = in_law and self.rng.random() < 0.3
        groups = list(ETHNIC_GROUPS)
        self.members.append(
            Member(
                name=surname + self._fresh_given_name(male, born),
                male=male,
                born=born,
                relation=relation,
                ethnic=self.rng.choice(groups[:4]) if stranger else self.ethnic,
                married=married,
            )
        )

    def _fresh_given_name(self, male: bool, born: date) -> str:
        """Brothers and sisters are not called alike."""
        taken = {member.name[len(self.surname) :] for member in self.members}
        while (given := names.given_name(self.rng, male, born.year)) in taken:
            continue
        return given

    def couple(self, age: int) -> None:
        """A head of that age, mostly the husband, and the spouse."""
        husband_heads = self.rng.random() < 0.86
        other = max(22, age + self.rng.randint(-5, 3) * (1 if husband_heads else -1))
        self.add(HEAD, husband_heads, age, married=True)
        if not husband_heads:
            # The children carry the husband's surname: the family is called after him.
            head = self.members[0]
            name = names.surname(self.rng) + head.name[len(self.surname) :]
            self.members[0] = replace(head, name=name)
        relation = Relation.WIFE if husband_heads else Relation.HUSBAND
        self.add(relation, not husband_heads, other, in_law=husband_heads, married=True)

    def children(self, number: int, mother_age: int, sons: str, daughters: str) -> None:
        """Children from the eldest down; births lie one to five years apart."""
        age = mother_age - self.rng.randint(20, 26)
        for _ in range(number):
            if age < 0:
                break
            male = self.rng.random() < 0.52
            self.add(sons if male else daughters, male, age)
            age -= self.rng.randint(1, 5)


def single(family: Family) -> None:
    rng = family.rng
    old = rng.random() < 0.65
    family.add(HEAD, rng.random() < 0.55, rng.randint(63, 86) if old else rng.randint(27, 58))


def pair(family: Family) -> None:
    """An old couple, a young one, or a parent with a child."""
    rng = family.rng
    kind = rng.random()
    if kind < 0.55:
        family.couple(rng.randint(56, 79))
    elif kind < 0.72:
        family.couple(rng.randint(25, 36))
    else:
        age = rng.randint(32, 52)
        family.add(HEAD, rng.random() < 0.5, age)
        family.children(1, age, Relation.SON, Relation.DAUGHTER)


def nuclear(family: Family, size: int) -> None:
    """Parents, children, and grandparents where there is room for them."""
    rng = family.rng
    wanted = size - 2
    elders = min(2, wanted, (rng.random() < 0.22) + (size >= 5) * (rng.random() < 0.6))
    age = rng.randint(27 + 3 * (wanted - elders), 50)
    family.couple(age)
    family.children(wanted - elders, min(age, 44), Relation.SON, Relation.DAUGHTER)
    own = family.members[0].male
    grandfather = Relation.FATHER if own else Relation.HUSBANDS_FATHER
    grandmother = Relation.MOTHER if own else Relation.HUSBANDS_MOTHER
    order = [(grandfather, True), (grandmother, False)]
    if rng.random() < 0.65:
        order.reverse()
    for relation, male in order[:elders]:
        elder_age = min(88, age + rng.randint(21, 28))
        family.add(relation, male, elder_age, in_law=not male, married=elders == 2)
    if size >= 6 and rng.random() < 0.15:
        family.add(Relation.YOUNGER_BROTHER, True, max(18, age - rng.randint(2, 9)))


def three_generations(family: Family, size: int) -> None:
    """Grandparents head the house of a son, his wife and their children."""
    rng = family.rng
    age = rng.randint(52, 68)
    family.couple(age)
    son_age = age - rng.randint(22, 27)
    family.add(Relation.SON, True, son_age, married=True)
    wife_age = max(22, son_age - rng.randint(0, 4))
    family.add(Relation.DAUGHTER_IN_LAW, False, wife_age, in_law=True, married=True)
    family.children(size - 4, wife_age, Relation.SONS_SON, Relation.SONS_DAUGHTER)


def family_of(rng: Random, as_of: date) -> list[Member]:
    """The members of one household on a day, its head first."""
    family = Family(rng, as_of)
    size = rng.choices(range(1, 8), SIZES)[0]
    makers: dict[int, Callable[[Family], None]] = {1: single, 2: pair}
    if size in makers:
        makers[size](family)
    elif size >= 5 and rng.random() < 0.4:
        three_generations(family, size)
    else:
        nuclear(family, size)
    return family.members
