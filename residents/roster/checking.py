"""Checks that need nothing but the file."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone

from lib.dates import says_month_only
from lib.encryption import indexer
from lib.identity_numbers import birth_date_of, check_digit, clean_id_number, fault_of, sex_of
from lib.spreadsheets import cell_text
from residents.enums import FindingCode, FindingKind
from residents.roster.rows import Finding, Roster, RosterHousehold, RosterPerson

CHILD_AGE = 16  # below it an identity number may be missing
LONGEST_REASON = 100
_AS_FLOAT = re.compile(r"\d(\.\d+)?E\+?\d{1,2}|\d{15}000|\d{17,18}\.0+", re.IGNORECASE)
_REASON = re.compile(r"[^0-9A-Za-z]*[\u4e00-\u9fff]{3}[^0-9A-Za-z]*")


def refuse(
    roster: Roster, person: RosterPerson | RosterHousehold, code: str, name: str, **words: Any
) -> None:
    """Adds a refusal of a person's (or household's first) row."""
    person.faulty = True
    column = person.columns.get(name, "")
    roster.findings.append(
        Finding(FindingKind.REFUSED, code, person.sheet, person.row, column, words)
    )


class Identities:
    """Checks the identity numbers of a file, each against the card's rules and the others."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.index = indexer()
        self.today = timezone.localdate()
        self.numbers: dict[str, RosterPerson] = {}
        self.unnumbered: dict[tuple[str, str, date], RosterPerson] = {}

    def check(self, person: RosterPerson, cell: Any, birth_cell: Any) -> None:
        """Checks one cell and lets sex and birth date follow from a sound number."""
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            self.refuse(person, FindingCode.ID_NUMBER_AS_FLOAT, found=cell_text(cell))
            return
        number = clean_id_number(cell if isinstance(cell, str) else cell_text(cell))
        if not (number[:1].isdigit() or any(map(str.isdigit, number))):
            self.missing(person, number)
            return
        fault = fault_of(number)
        if fault:
            self.faulty(person, number, fault)
            return
        person.id_number, person.id_index = number, self.index(number)
        first = self.numbers.setdefault(number, person)
        if first is person:
            self.follow(person, birth_cell)
        else:  # somebody else's number says nothing of this person's sex and birth date
            self.twice(person, number, first)

    def refuse(self, person: RosterPerson, code: str, **words: Any) -> None:
        refuse(self.roster, person, code, "id_number", **words)

    def twice(self, person: RosterPerson, found: str, first: RosterPerson) -> None:
        self.refuse(
            person, FindingCode.ID_DUPLICATE_IN_FILE,
            found=found, other_sheet=first.sheet, other_row=first.row,
        )  # fmt: skip

    def faulty(self, person: RosterPerson, number: str, fault: str) -> None:
        if _AS_FLOAT.fullmatch(number):
            self.refuse(person, FindingCode.ID_NUMBER_AS_FLOAT, found=number[:30])
            return
        expected = check_digit(number[:17]) if fault == "check_digit" else ""
        self.refuse(
            person, FindingCode.ID_CHECK_DIGIT,
            found=number[:30], fault=fault, expected=expected, length=len(number),
        )  # fmt: skip

    def missing(self, person: RosterPerson, said: str) -> None:
        """A number may be missing for a child under 16 or with a written reason, which may stand
        in the number's own cell ("新生儿未上户").
        """
        values = person.values
        if said and _REASON.fullmatch(said) and not values.get("id_missing_reason"):
            values["id_missing_reason"] = said[:LONGEST_REASON]
        born = values.get("birth_date")
        is_child = born is not None and age(born, self.today) < CHILD_AGE
        if not is_child and not values.get("id_missing_reason"):
            self.refuse(person, FindingCode.ID_MISSING)
        name = values.get("name")
        if born is not None and name and person.household_no:
            first = self.unnumbered.setdefault((person.household_no, name, born), person)
            if first is not person:
                self.twice(person, name, first)

    def follow(self, person: RosterPerson, birth_cell: Any) -> None:
        values, number = person.values, person.id_number
        born, sex = _born(number[6:14]), sex_of(number)
        told = values.get("birth_date", born)
        if told != born and not (
            (told.year, told.month) == (born.year, born.month) and says_month_only(birth_cell)
        ):
            refuse(
                self.roster, person, FindingCode.BIRTH_DATE_MISMATCH, "birth_date",
                found=told.isoformat(), expected=born.isoformat(),
            )  # fmt: skip
        values["birth_date"] = born
        if values.get("sex", sex) not in (sex, "0", "9"):
            refuse(self.roster, person, FindingCode.SEX_MISMATCH, "sex", expected=sex)
        values["sex"] = sex
        if born > self.today:
            self.refuse(
                person, FindingCode.ID_CHECK_DIGIT, found=number, fault="future", expected=""
            )


@lru_cache(maxsize=50_000)
def _born(digits: str) -> date:
    return birth_date_of(f"000000{digits}")


def age(born: date, on: date) -> int:
    """Full years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def check_person(roster: Roster, person: RosterPerson) -> None:
    """A person needs a name; without a number nobody is born in the future."""
    values = person.values
    if not values.get("name"):
        values["name"] = ""
        if not any(f.row == person.row and f.code == FindingCode.NAME_MISSING and
                   f.sheet == person.sheet for f in roster.findings[-20:]):  # fmt: skip
            refuse(roster, person, FindingCode.NAME_MISSING, "name")
    if not person.id_number and "birth_date" in values and values["birth_date"] > date.today():
        found = values.pop("birth_date").isoformat()
        refuse(roster, person, FindingCode.DATE_INVALID, "birth_date", found=found)


def check_households(roster: Roster) -> None:
    """One head a household, one household a dwelling: the later claim is refused."""
    dwellings: dict[tuple[str, str, str], str] = {}
    unread = {
        (finding.sheet, finding.row)
        for finding in roster.findings
        if finding.words.get("field") == "relation_code"
    }
    headless = _taken_back(roster)
    for household in roster.households:
        household.values.pop("head_name", None)
        household.values.pop("floor_area_m2", None)
        heads = [member for member in household.members if member.is_head]
        for later in heads[1:]:
            refuse(
                roster, later, FindingCode.TWO_HEADS, "relation_code",
                household=household.no, other_row=heads[0].row, found=later.values["name"],
            )  # fmt: skip
        # A relation that could not be read may be the head's: its own refusal is enough.
        is_open = household.no in headless or (
            bool(unread) and any((m.sheet, m.row) in unread for m in household.members)
        )
        household.faulty = household.faulty or (is_open and not heads)
        if not heads and household.no and not is_open:
            refuse(roster, household, FindingCode.NO_HEAD, "relation_code", household=household.no)
        if household.address is not None:
            holder = dwellings.setdefault(household.address, household.no)
            if holder != household.no:
                column = "room_no" if "room_no" in household.columns else "address"
                refuse(
                    roster, household.address_row or household, FindingCode.DWELLING_OCCUPIED,
                    column, found="-".join(household.address), other=holder,
                )  # fmt: skip
        household.faulty = household.faulty or any(m.faulty for m in household.members)


def _taken_back(roster: Roster) -> set[str]:
    """Takes rows without a household number out of the households that they do not make.

    Alone such a row is no household, nor is a head's whose household goes on in the next row.
    Gives the numbers of the households that lack their head only so.
    """
    lone = [h for h in roster.households if not h.no and len(h.members) == 1]
    if not lone:
        return set()
    starts = {
        (h.sheet, h.row): h.no
        for h in roster.households
        if h.no and not any(member.is_head for member in h.members)
    }
    goes_on = {id(h): starts.get((h.sheet, h.row + 1), "") for h in lone if h.members[0].is_head}
    strays = {id(h) for h in lone if goes_on.get(id(h), "none")}
    roster.households = [h for h in roster.households if id(h) not in strays]
    return set(goes_on.values()) - {""}
