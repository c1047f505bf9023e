"""The one search box: what was typed is read in every way that it can be meant.

A name (one character is enough), pinyin or its initials, building-stairwell-room, a household
number, a phone, a full identity number. Answers come from the reader's scope only; outside it
nothing is found and nothing is said.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Q

from lib.dated import current_q
from lib.phones import clean_phone
from lib.scope import Scope
from residents.models import Household, NameGram, Person
from residents.models.households import HouseholdQuerySet
from residents.roster.addresses import number
from residents.rules import READERS, REVEALERS

# More than this is no answer; the page asks for more of the name instead of turning pages.
LIMIT = 50
LONGEST = 60

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]")
_LETTERS = re.compile(r"[a-z]{1,60}")
_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_PHONE = re.compile(r"\d{7,12}")
_PART = r"([0-9A-Z一二三四五六七八九十]{1,6})"
_ADDRESS = re.compile(
    rf"{_PART}(?:栋|幢|号楼|楼|-){_PART}(?:单元|-)(?:\d{{1,2}}楼)?{_PART}(?:室|号|房)?"
)
_BUILDING_AND_ROOM = re.compile(rf"{_PART}(?:栋|幢|号楼|-){_PART}(?:室|号|房)?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―－−_/", "-"))


class Kind(StrEnum):
    """In which way a text can be meant; also what the access log says was searched by."""

    NAME = "name"
    PINYIN = "pinyin"
    ADDRESS = "address"
    HOUSEHOLD_NO = "household_no"
    PHONE = "phone"
    ID_NUMBER = "id_number"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: households and persons, at most LIMIT each, and how the text was read."""

    kinds: tuple[Kind, ...]
    households: list[Household]
    persons: list[Person]
    more: bool


def tidy(text: str) -> str:
    """Full-width signs, odd dashes and spaces made plain: "３－２－501" is "3-2-501"."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST].replace("\x00", "")).translate(_DASHES)
    return "".join(plain.split())


def kinds_of(text: str) -> tuple[Kind, ...]:
    """In which ways the tidy text can be meant; none for an empty one."""
    upper = text.upper()
    if not text:
        return ()
    if _ID_NUMBER.fullmatch(upper):
        return (Kind.ID_NUMBER,)
    kinds = []
    if _ADDRESS.fullmatch(upper) or _BUILDING_AND_ROOM.fullmatch(upper):
        kinds.append(Kind.ADDRESS)
    elif _HAN.search(text):
        kinds.append(Kind.NAME)
    if _LETTERS.fullmatch(text.lower()):
        kinds.append(Kind.PINYIN)
    if _PHONE.fullmatch(text.replace("-", "")):
        kinds.append(Kind.PHONE)
    if text.isascii() or (Kind.ADDRESS not in kinds and any(map(str.isdecimal, text))):
        kinds.append(Kind.HOUSEHOLD_NO)
    return tuple(kinds)


def find(text: str, scope: Scope) -> Found:
    """Searches within the scope; a fixed number of statements for each way of reading."""
    text = tidy(text)
    kinds = kinds_of(text)
    reading = scope.only(READERS)
    households = _households(text, kinds, reading, scope.only(REVEALERS))
    persons = _persons(text, kinds, reading)
    return Found(
        kinds=kinds,
        households=households[:LIMIT],
        persons=persons[:LIMIT],
        more=len(households) > LIMIT or len(persons) > LIMIT,
    )


def _households(
    text: str, kinds: tuple[Kind, ...], scope: Scope, seeing_rooms: Scope
) -> list[Household]:
    wanted = []
    if Kind.HOUSEHOLD_NO in kinds:
        wanted.append(Q(household_no__in={text, text.upper(), text.lower()}))
    if Kind.ADDRESS in kinds and seeing_rooms.grants:
        # Where the room is masked it does not find a household either.
        there = _living_at(text.upper(), scope).within(seeing_rooms)
        wanted.append(Q(pk__in=there.values("pk")))
    if not wanted:
        return []
    rows = Household.objects.within(scope).filter(reduce(or_, wanted)).for_list(scope.on)
    return list(rows.order_by("site__code", "household_no")[: LIMIT + 1])


def _living_at(text: str, scope: Scope) -> HouseholdQuerySet:
    place = "occupancy__dwelling__"
    if match := _ADDRESS.fullmatch(text):
        building, stairwell, room = match.groups()
        parts = {f"{place}stairwell__name__in": _as_registered(stairwell)}
    else:
        building, room = _BUILDING_AND_ROOM.fullmatch(text).groups()  # type: ignore[union-attr]
        parts = {}
    return Household.objects.filter(
        current_q(scope.on, "occupancy__"),
        **{
            f"{place}stairwell__building__name__in": _as_registered(building),
            f"{place}room_no": room,
            **parts,
        },
    )


def _as_registered(part: str) -> set[str]:
    """As typed, and as a roster stores it: "三" and "03" are "3"."""
    return {part, number(part)}


def _persons(text: str, kinds: tuple[Kind, ...], scope: Scope) -> list[Person]:
    wanted = []
    if Kind.ID_NUMBER in kinds:
        wanted.append(Q(pk__in=Person.objects.with_id_number(text.upper()).values("pk")))
    if Kind.PHONE in kinds:
        wanted.append(Q(phone__in={text, clean_phone(text)}))
    if Kind.NAME in kinds:
        wanted.append(_named(text, scope))
    if Kind.PINYIN in kinds:
        letters = text.lower()
        wanted.append(Q(name_initials__startswith=letters) | Q(name_pinyin__startswith=letters))
    if not wanted:
        return []
    rows = Person.objects.within(scope).filter(reduce(or_, wanted)).for_list(scope.on)
    return list(rows.order_by("name_pinyin", "name", "id")[: LIMIT + 1])


def _named(text: str, scope: Scope) -> Q:
    """By equality on grams: every pair of characters, or the one; longer names are verified."""
    grams = {text} if len(text) == 1 else {text[i : i + 2] for i in range(len(text) - 1)}
    rows = NameGram.objects.all()
    if not scope.area.county:
        rows = rows.filter(site_id__in=sorted(scope.area.site_ids))
    wanted = Q()
    for gram in sorted(grams):
        wanted &= Q(pk__in=rows.filter(gram=gram).values("person_id"))
    return wanted & Q(name__contains=text) if len(text) > 2 else wanted
