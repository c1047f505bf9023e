"""From a cell to a value: one function a kind of field."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lib.dates import NotADate, read_date
from lib.names import clean_name
from lib.phones import clean_phone, is_phone
from lib.spreadsheets import ERROR_CELLS, cell_text
from residents.enums import FindingCode
from residents.models.households import Household
from residents.models.persons import Person
from residents.roster.vocabulary import code_of, yes_or_no
from residents.roster.words import NOTHING, WORDS

Reading = tuple[Any, str]  # the value (None for an empty cell) and a finding code or ""
DATES = {
    "planned_move_in_on", "moved_in_on", "old_house_demolished_on", "land_reclaimed_on",
    "hukou_transferred_on", "title_issued_on", "risk_found_on", "risk_cleared_on", "birth_date",
}  # fmt: skip
YEARS = {"relocation_year", "poverty_exit_year"}
MONEY = {"demolition_reward_yuan", "self_raised_yuan", "net_income_yuan"}
AREAS = {"floor_area_m2", "old_house_m2", "homestead_m2"}
NUMBERS = MONEY | AREAS | {"farmland_mu"}
YES_OR_NO = {"has_pension", "has_medical_insurance", "is_head"}
NAMES = {"name", "head_name"}
WAN = Decimal(10_000)
SQUARE_METRES_OF_A_MU = Decimal(2000) / 3

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_NUMBER = re.compile(
    r"(-?\d+(?:\.\d+)?|\.\d+)(万)?(?:元|平方米|平米|平方|㎡|m²|m2|M2|平|亩)?(?:/人|整)?"
)
_NOT_YET = re.compile(r"[未无没否暂不待尚][^0-9]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MODEL_FIELDS: dict[str, Any] = {
    field.attname: field for model in (Household, Person) for field in model._meta.concrete_fields
}
_FLOOR_AREA_LIMIT = Decimal(99_999)


def reader_of(field: str, scale: Decimal = Decimal(1)) -> Callable[[Any], Reading]:
    """The function that reads a field's cells; `scale` turns the heading's unit into ours."""
    if field in NAMES:
        return _name
    if field in WORDS:
        return _code(field)
    if field in DATES:
        return _date
    if field in NUMBERS:
        return _number(field, scale)
    return {"phone": _phone}.get(field) or (
        _year if field in YEARS else _yes_or_no if field in YES_OR_NO else _text(field)
    )


def shown(cell: Any) -> str:
    """A cell as a finding quotes it."""
    return cell_text(cell)[:60]


def _text(field: str) -> Callable[[Any], Reading]:
    limit = getattr(_MODEL_FIELDS.get(field), "max_length", None) or 200

    def read(cell: Any) -> Reading:
        text = " ".join(_CONTROLS.sub("", cell_text(cell)).split())
        if len(text) > limit:
            return None, FindingCode.CODE_UNKNOWN
        return text or None, ""

    return read


def _name(cell: Any) -> Reading:
    text = cell_text(cell)
    if text in ERROR_CELLS:
        return None, FindingCode.NAME_MISSING
    name = clean_name(text)
    if len(name) > _MODEL_FIELDS["name"].max_length:
        return None, FindingCode.NAME_MISSING
    return name or None, ""


def _date(cell: Any) -> Reading:
    if isinstance(cell, str):
        text = cell_text(cell)
        if not text or text in NOTHING or _NOT_YET.fullmatch(text):
            return None, ""
    try:
        return read_date(cell), ""
    except NotADate:
        return None, FindingCode.DATE_INVALID


def _year(cell: Any) -> Reading:
    if isinstance(cell, date):
        return cell.year, ""
    text = cell_text(cell)
    if not text or text in NOTHING or _NOT_YET.fullmatch(text):
        return None, ""
    if found := _YEAR.search(text):
        return int(found[1]), ""
    try:
        return read_date(cell).year, ""
    except NotADate:
        return None, FindingCode.DATE_INVALID


def _number(field: str, scale: Decimal) -> Callable[[Any], Reading]:
    model_field = _MODEL_FIELDS.get(field)
    limit = _FLOOR_AREA_LIMIT
    if model_field is not None:
        limit = Decimal(10) ** (model_field.max_digits - model_field.decimal_places)

    def read(cell: Any) -> Reading:
        text = "".join(cell_text(cell).split()).replace(",", "")
        if not text or text in NOTHING or _NOT_YET.fullmatch(text):
            return None, ""
        found = _NUMBER.fullmatch(text)
        try:
            number = Decimal(found[1] if found else text)
        except InvalidOperation:
            return None, FindingCode.CODE_UNKNOWN
        if found and found[2]:
            number *= WAN
        elif scale != 1:
            number *= scale
        if not number.is_finite() or not 0 <= number < limit:
            return None, FindingCode.CODE_UNKNOWN
        return round(number, 2), ""

    return read


def _yes_or_no(cell: Any) -> Reading:
    text = cell_text(cell)
    if not text or text in ("/", "-", "—"):
        return None, ""
    answer = yes_or_no(text)
    return answer, "" if answer is not None else FindingCode.CODE_UNKNOWN


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
