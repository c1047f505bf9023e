"""From a word in a cell to the code that it means."""

import re
from functools import cache
from typing import Any

from django.utils.translation import override

from residents.enums import (
    DisabilityLevel,
    Education,
    EthnicGroup,
    HealthStatus,
    LabourAbility,
    LabourStatus,
    MaritalStatus,
    MonitoredType,
    OriginClass,
    PoliticalStatus,
    Relation,
    RelocationType,
    ResidenceStatus,
    SchoolStage,
    Sex,
)
from residents.roster.words import NO, NOTHING, PATTERNS, WORDS, YES

CODE_LISTS: dict[str, Any] = {
    "sex": Sex,
    "ethnic_code": EthnicGroup,
    "relation_code": Relation,
    "education_code": Education,
    "political_code": PoliticalStatus,
    "marital_code": MaritalStatus,
    "relocation_type": RelocationType,
    "labour_ability_code": LabourAbility,
    "labour_status_code": LabourStatus,
    "health_code": HealthStatus,
    "disability_code": DisabilityLevel,
    "school_stage_code": SchoolStage,
    "monitored_type": MonitoredType,
    "origin_class": OriginClass,
    "residence_code": ResidenceStatus,
}
# Kept as "1" and "01" alike; in other lists one digit belongs to an older standard.
_TWO_DIGITS = ("ethnic_code", "political_code")
_PATTERNS = {
    field: [(re.compile(pattern), code) for pattern, code in pairs]
    for field, pairs in PATTERNS.items()
}
_NOT_INSURED = re.compile("^(未|没|不|无|断|停|暂未|尚未)")
_INSURED = re.compile("保|参|缴|职工|城乡|城镇|居民|新农合|在.+买|代缴|正常")
_SPACES = re.compile(r"[\s,，。;；.]+")
_BRACKETS = re.compile(r"[(（].*?[)）]")


def code_of(field: str, text: str) -> str | None:
    """The code that a word means in this column, "" where it says nothing, None if unknown."""
    words = WORDS[field]
    bare = _SPACES.sub("", text).replace("（", "(").replace("）", ")")
    code = (
        words.get(bare)
        or words.get(_BRACKETS.sub("", bare))
        or _leading_code(field, bare)
        or _labels(field).get(text.casefold())
    )
    if code is not None:
        return code
    if bare in NOTHING or not bare:
        return ""
    for pattern, meant in _PATTERNS.get(field, ()):
        if pattern.search(bare):
            return meant
    return None


@cache
def _labels(field: str) -> dict[str, str]:
    """The lists' own labels in both languages, so that what was exported goes in again."""
    labels: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            labels |= {
                str(label).casefold(): _as_head(field, code)
                for code, label in CODE_LISTS[field].choices
            }
    return labels


def _leading_code(field: str, text: str) -> str | None:
    """A code itself, alone or in front of its word: "20", "20本科", "20-本科"."""
    values = CODE_LISTS[field].values
    if text in values:
        return _as_head(field, text)
    if field in _TWO_DIGITS and len(text) == 1 and f"0{text}" in values:
        return f"0{text}"
    digits = re.match(r"^(\d{1,2})[-_:：、]?(\D+)$", text)
    if digits and WORDS[field].get(digits[2]) and digits[1] in values:
        return _as_head(field, digits[1])
    return None


def _as_head(field: str, code: str) -> str:
    return Relation.HEAD if field == "relation_code" and code == Relation.SELF else code


def yes_or_no(text: str) -> bool | None:
    """Whether somebody is insured; None where the words cannot be read."""
    bare = _SPACES.sub("", text).upper()
    if bare in NO or _NOT_INSURED.match(bare):
        return False
    if bare in YES or _INSURED.search(bare):
        return True
    return None
