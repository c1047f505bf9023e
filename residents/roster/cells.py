"""From a cell to a value: one function a kind of field; equal cells are read once."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lib.dates import NotADate, read_date
from lib.names import clean_name
from lib.phones import clean_phone, is_phone
from lib.spreadsheets import cell_text
from residents.enums import FindingCode
from residents.models.households import Household
from residents.models.persons import Person
from residents.roster.vocabulary import NO, NOTHING, WORDS, YES, code_of

Reading = tuple[Any, str]  # the value (None for an empty cell) and a finding code or ""
DATES = {
    "planned_move_in_on", "moved_in_on", "old_house_demolished_on", "land_reclaimed_on",
    "hukou_transferred_on", "title_issued_on", "risk_found_on", "risk_cleared_on", "birth_date",
}  # fmt: skip
YEARS = {"relocation_year", "poverty_exit_year"}
NUMBERS = {
    "floor_area_m2", "old_house_m2", "demolition_reward_yuan", "homestead_m2", "farmland_mu",
    "self_raised_yuan", "net_income_yuan",
}  # fmt: skip
YES_OR_NO = {"has_pension", "has_medical_insurance"}
_YEAR = re.compile(r"(19|20)\d{2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LENGTHS = {
    field.attname: field.max_length
    for model in (Household, Person)
    for field in model._meta.concrete_fields
    if field.max_length
}


def _text(field: str) -> Callable[[Any], Reading]:
    limit = _LENGTHS.get(field, 200)

    def read(cell: Any) -> Reading:
        return (" ".join(cell_text(cell).split())[:limit] or None, "")

    return read


def _name(cell: Any) -> Reading:
    return clean_name(cell_text(cell))[:60] or None, ""


def _date(cell: Any) -> Reading:
    if isinstance(cell, str) and (not cell.strip() or cell.strip() in NOTHING):
        return None, ""
    try:
        return read_date(cell), ""
    except NotADate:
        return None, FindingCode.DATE_INVALID


def _year(cell: Any) -> Reading:
    if isinstance(cell, date):
        return cell.year, ""
    text = cell_text(cell)
    if not text or text in NOTHING:
        return None, ""
    found = _YEAR.search(text)
    return (int(found[0]), "") if found else (None, FindingCode.DATE_INVALID)


def _number(cell: Any) -> Reading:
    text = cell_text(cell).replace(",", "")
    if not text or text in NOTHING:
        return None, ""
    found = _NUMBER.match(text)
    try:
        number = round(Decimal(found[0]), 2) if found else None
    except InvalidOperation:
        number = None
    if number is None or not 0 <= number < 100_000_000:
        return None, FindingCode.CODE_UNKNOWN
    return number, ""


def _yes_or_no(cell: Any) -> Reading:
    text = cell_text(cell).upper()
    if not text:
        return None, ""
    if text in YES or text in NO:
        return text in YES, ""
    return None, FindingCode.CODE_UNKNOWN


def _code(field: str) -> Callable[[Any], Reading]:
    def read(cell: Any) -> Reading:
        text = cell_text(cell)
        if not text:
            return None, ""
        code = code_of(field, text)
        return (None, FindingCode.CODE_UNKNOWN) if code is None else (code or None, "")

    return read


def _phone(cell: Any) -> Reading:
    text = cell_text(cell)
    if not text or text in NOTHING:
        return None, ""
    phone = clean_phone(text)
    return (phone, "") if is_phone(phone) else (None, FindingCode.PHONE_INVALID)


def reader_of(field: str) -> Callable[[Any], Reading]:
    """The reader of a field, remembering what it has read: a roster repeats itself."""
    if field in ("name", "head_name"):
        return _name  # names hardly repeat
    if field == "phone":
        return _phone
    known: dict[Any, Reading] = {}
    read = _reader(field)

    def remembering(cell: Any) -> Reading:
        reading = known.get(cell)
        if reading is None:
            reading = known[cell] = read(cell)
        return reading

    return remembering


def _reader(field: str) -> Callable[[Any], Reading]:
    if field in WORDS:
        return _code(field)
    if field in DATES:
        return _date
    if field in YEARS:
        return _year
    if field in NUMBERS:
        return _number
    if field in YES_OR_NO:
        return _yes_or_no
    return _text(field)
