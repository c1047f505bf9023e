"""Where a household lives, out of three columns or one cell."""

import re

from lib.spreadsheets import cell_text
from residents.roster.rows import Address

_DASHED = re.compile(r"^(\w+)[-—－–_/#](\w+)[-—－–_/](\w+)$")
_TWO = re.compile(r"^(\w+)[-—－–_/#](\w+)$")
_WORDS = re.compile(
    r"^(?:第)?(?P<building>[0-9A-Za-z一二三四五六七八九十百零〇]+)(?:号楼|栋楼|栋|幢|座|号院|排|楼|号)"
    r"(?:(?P<stairwell>[0-9A-Za-z一二三四五六七八九十]+)(?:单元|门))?"
    r"(?:[0-9一二三四五六七八九十]+(?:楼|层))?"
    r"(?P<room>[0-9A-Za-z一二三四五六七八九十-]+)(?:室|号|房|户)?$"
)
_UNITS = re.compile(r"(号楼|栋楼|栋|幢|座|单元|室|房间|房|号|楼|排|#|第)")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_PREFIX = re.compile(r"^.*?(?:社区|小区|安置点|家园|新区|新村|苑|点)(?=\w)")


def number(text: str) -> str:
    """ "03" is "3", "十二" is "12"; letters stay."""
    if text.isdecimal():
        return str(int(text))
    if text and all(c in _DIGITS or c == "十" for c in text):
        if "十" in text:
            tens, ones = text.split("十", 1)
            return str(_DIGITS.get(tens, 1) * 10 + (_DIGITS[ones] if ones else 0))
        return "".join(str(_DIGITS[c]) for c in text)
    return text.upper()


def part(cell: object) -> str:
    """One of the three columns: "3栋" is "3", "2单元" is "2"."""
    text = _UNITS.sub("", "".join(cell_text(cell).split()))
    return number(text) if text else ""


def split_address(cell: object) -> Address | None:
    """ "3-2-501", "3栋2单元501", "3号楼2单元5楼501室"; None where it says no dwelling."""
    text = "".join(cell_text(cell).split())
    text = _PREFIX.sub("", text)
    if found := _DASHED.match(text):
        return number(part(found[1])), number(part(found[2])), room(found[3])
    if found := _TWO.match(text):
        return number(part(found[1])), "1", room(found[2])
    if found := _WORDS.match(text):
        return number(found["building"]), number(found["stairwell"] or "1"), room(found["room"])
    return None


def room(text: str) -> str:
    """A room number without words; leading zeros stay, since "01" and "1" may both exist."""
    return _UNITS.sub("", text).upper()


_TOWN = re.compile(r"^(?:.*?[省市州])?(?:.*?县)?(.+?(?:街道|镇|乡))(.*)$")


def split_origin(text: str) -> tuple[str, str]:
    """Town and the rest of a place of origin: "坪山乡第3村民组" is ("坪山乡", "第3村民组")."""
    found = _TOWN.match(text)
    return (found[1], found[2]) if found else ("", text)
