"""Checks that need nothing but the file."""

from datetime import date
from typing import Any

from django.utils import timezone

from lib.encryption import blind_index
from lib.identity_numbers import birth_date_of, check_digit, clean_id_number, fault_of, sex_of
from lib.spreadsheets import cell_text
from residents.enums import FindingCode, FindingKind
from residents.roster.rows import Finding, Roster, RosterPerson

CHILD_AGE = 16  # below it an identity number may be missing
_EXPONENT = ("E+", "E1", "e+")


def refuse(roster: Roster, person: Any, code: str, field: str, **words: Any) -> None:
    """Adds a refusal of a person's (or household's first) row."""
    person.faulty = True
    roster.findings.append(
        Finding(
            FindingKind.REFUSED,
            code,
            person.sheet,
            person.row,
            person.columns.get(field, ""),
            words,
        )
    )


def set_identity(
    roster: Roster, person: RosterPerson, cell: Any, numbers: dict[bytes, RosterPerson]
) -> None:
    """Checks the identity number and lets sex and birth date follow from it."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        refuse(roster, person, FindingCode.ID_NUMBER_AS_FLOAT, "id_number", found=cell_text(cell))
        return None
    number = clean_id_number(cell if isinstance(cell, str) else cell_text(cell))
    if not number:
        return _missing(roster, person)
    fault = fault_of(number)
    if fault and "." in number and "E" in number:
        refuse(roster, person, FindingCode.ID_NUMBER_AS_FLOAT, "id_number", found=number)
        return None
    if fault:
        expected = check_digit(number[:17]) if fault == "check_digit" else ""
        refuse(
            roster, person, FindingCode.ID_CHECK_DIGIT, "id_number",
            found=number[:30], fault=fault, expected=expected, length=len(number),
        )  # fmt: skip
        return None
    person.id_number, person.id_index = number, blind_index(number)
    first = numbers.setdefault(person.id_index, person)
    if first is not person:
        refuse(
            roster, person, FindingCode.ID_DUPLICATE_IN_FILE, "id_number",
            found=number, other_sheet=first.sheet, other_row=first.row,
        )  # fmt: skip
    return _follow(roster, person)


def _missing(roster: Roster, person: RosterPerson) -> None:
    """A number may be missing for a child under 16 or with a written reason."""
    if person.values.get("id_missing_reason"):
        return
    born = person.values.get("birth_date")
    today = timezone.localdate()
    if born is not None and age(born, today) < CHILD_AGE:
        return
    refuse(roster, person, FindingCode.ID_MISSING, "id_number")


def age(born: date, on: date) -> int:
    """Full years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _follow(roster: Roster, person: RosterPerson) -> None:
    values, number = person.values, person.id_number
    born, sex = birth_date_of(number), sex_of(number)
    told = values.setdefault("birth_date", born)
    if told != born and not (told.day == 1 and (told.year, told.month) == (born.year, born.month)):
        refuse(
            roster, person, FindingCode.BIRTH_DATE_MISMATCH, "birth_date",
            found=told.isoformat(), expected=born.isoformat(),
        )  # fmt: skip
    values["birth_date"] = born
    if values.setdefault("sex", sex) not in (sex, "0", "9"):
        refuse(roster, person, FindingCode.SEX_MISMATCH, "sex", found=values["sex"], expected=sex)
    values["sex"] = sex


def check_person(roster: Roster, person: RosterPerson) -> None:
    """A person needs a name; born in the future nobody is."""
    if not person.values.get("name"):
        refuse(roster, person, FindingCode.NAME_MISSING, "name")
        person.values["name"] = ""
    born = person.values.get("birth_date")
    if born is not None and born > timezone.localdate():
        refuse(roster, person, FindingCode.DATE_INVALID, "birth_date", found=born.isoformat())


def check_households(roster: Roster) -> None:
    """One head a household, one dwelling a household: the later claim is refused."""
    dwellings: dict[tuple[str, str, str], str] = {}
    for household in roster.households:
        household.values.pop("head_name", None)
        household.values.pop("floor_area_m2", None)
        heads = [member for member in household.members if member.is_head]
        for later in heads[1:]:
            refuse(
                roster, later, FindingCode.TWO_HEADS, "relation_code",
                household=household.no, other_row=heads[0].row, found=later.values["name"],
            )  # fmt: skip
        if not heads and household.no:
            refuse(roster, household, FindingCode.NO_HEAD, "relation_code", household=household.no)
        if household.address is not None:
            holder = dwellings.setdefault(household.address, household.no)
            if holder != household.no:
                refuse(
                    roster, household, FindingCode.DWELLING_OCCUPIED, "room_no",
                    found="-".join(household.address), other=holder,
                )  # fmt: skip
        household.faulty = household.faulty or any(m.faulty for m in household.members)
    roster.findings.sort(key=lambda finding: (finding.sheet, finding.row))
