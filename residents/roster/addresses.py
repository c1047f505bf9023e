"""Where a household lives and where it came from, out of columns apart or out of one cell."""

import re
from datetime import date
from typing import Any

from lib.spreadsheets import cell_text
from residents.roster.rows import Address

LONGEST = 20  # characters of a building's, stairwell's or room's name in the housing register
ONLY_STAIRWELL = "1"  # of a building that has no more than one

_NUMERALS = "零〇一二三四五六七八九十百"
_WORD = rf"[0-9A-Za-z{_NUMERALS}]"
_BUILDING_UNIT = r"(?:号楼|栋楼|幢楼|#楼|栋|幢|座|排|楼|号院|#|号)"
_DASH = r"[-—－–‐−_/\\.。·、]"
_ZONE = r"(?:[A-Za-z一二三四五六东南西北]+[区组])?"
# "3栋2单元501", "第三幢二单元5楼501室", "A区3号楼2-501", "3排5号"
_IN_WORDS = re.compile(
    rf"(?P<building>{_ZONE}{_WORD}+){_BUILDING_UNIT}{_DASH}?"
    rf"(?:(?:第?(?P<stairwell>{_WORD}+)(?:单元|门栋|门|梯){_DASH}?)|(?:(?P<short>[0-9]{{1,2}}){_DASH}))?"
    rf"(?:第?[0-9{_NUMERALS}]+[楼层]{_DASH}?)?"
    rf"(?P<room>{_WORD}+(?:-[0-9]+)?)(?:号房|室|号|房|户)?$"
)
_DASHED = re.compile(
    rf"^({_ZONE}\w+?){_BUILDING_UNIT}?{_DASH}(\w+?)(?:单元)?{_DASH}(\w+?)[室号房]?$"
)
_TWO = re.compile(rf"^({_ZONE}\w+?){_BUILDING_UNIT}?{_DASH}(\w+?)[室号房]?$")
_BUILDING = re.compile(rf"^第?({_ZONE}\w+?){_BUILDING_UNIT}?$")
_BUILDING_AND_STAIRWELL = re.compile(
    rf"^第?({_ZONE}\w+?)(?:{_BUILDING_UNIT}{_DASH}?第?|{_DASH})({_WORD}+)(?:单元|门)?$"
)
_STAIRWELL = re.compile(r"^第?(\w+?)(?:单元|门栋|门|梯)?$")
_ROOM = re.compile(rf"^(?:第?({_WORD}+)(?:单元{_DASH}?|{_DASH}))?(\w+(?:-\d+)?)$")
_ROOM_UNIT = re.compile(r"(?:号房|房间|室|号|房|户)$")
_FLOOR = re.compile(rf"^第?[0-9{_NUMERALS}]+[楼层](?=\w)")
_PLACE = re.compile(r"^.*(?:社区|小区|安置点|安置区|家园|新区|新村|花园|苑|路|街道)(?=\w)")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_NOWHERE = frozenset({"无", "未分配", "未安置", "待分配", "暂无", "/", "\\", "-", "--", "—", "——"})


def number(text: str) -> str:
    """ "03" is "3", "十二" is "12"; letters stay, as capitals."""
    if text.isdecimal():
        return str(int(text))
    if text and all(c in _DIGITS or c == "十" for c in text):
        if "十" in text:
            tens, _, ones = text.partition("十")
            if len(tens) > 1 or len(ones) > 1 or "十" in ones:
                return text
            return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))
        return "".join(str(_DIGITS[c]) for c in text)
    return text.upper()


def read_address(building: Any, stairwell: Any, room: Any, whole: Any) -> Address | str | None:
    """The dwelling that the cells of one row say: (building, stairwell, room).

    None where they say nothing; their text where they say no dwelling that can be read.
    """
    cells = (building, stairwell, room, whole)
    texts = [_text(cell) for cell in cells]
    if not any(texts) or all(not text or text in _NOWHERE for text in texts):
        return None
    address = None
    if not any(isinstance(cell, date) for cell in cells):  # "3-2-11" made a date by Excel
        address = _of_columns(*texts[:3]) if texts[2] else split_address(texts[3] or texts[0])
    if address is None or max(map(len, address)) > LONGEST:
        return " ".join(cell_text(cell) for cell in cells if cell_text(cell))
    return address


def split_address(text: str) -> Address | None:
    """ "3-2-501", "3栋2单元501", "3号楼2单元5楼501室"; None where it says no dwelling."""
    text = _text(text)
    text = _PLACE.sub("", text)
    if found := _IN_WORDS.search(text):
        stairwell = found["stairwell"] or found["short"] or ONLY_STAIRWELL
        return number(found["building"]), number(stairwell), _room(found["room"])
    if found := _DASHED.match(text):
        return number(found[1]), number(found[2]), _room(found[3])
    if found := _TWO.match(text):
        return number(found[1]), ONLY_STAIRWELL, _room(found[2])
    return None


def _of_columns(building: str, stairwell: str, room: str) -> Address | None:
    if not building or room.count("-") > 1:
        return split_address(room)
    bare = _FLOOR.sub("", _ROOM_UNIT.sub("", room))
    in_room = _ROOM.match(bare)
    if in_room is None:
        return split_address(room)
    if not stairwell and (both := _BUILDING_AND_STAIRWELL.match(building)):
        return number(both[1]), number(both[2]), _room(bare)
    own, unit = _BUILDING.match(building), _STAIRWELL.match(stairwell or in_room[1] or "1")
    if own is None or unit is None:
        return None
    return number(own[1]), number(unit[1]), _room(bare if stairwell else in_room[2])


def _room(text: str) -> str:
    """A room's name; leading zeros stay, since "01" and "1" may both exist."""
    return _FLOOR.sub("", text).upper()


def _text(cell: Any) -> str:
    return "".join(cell_text(cell).split())


_ORIGIN = re.compile(
    r"^(?:[^省]{2,4}省|[^区]{2,6}自治区)?(?:[^市州县]{2,8}[市州](?=.{2,}[县区市镇乡]))?"
    r"(?P<county>镇?[^县区市镇乡村]{1,8}(?:自治县|县|区|市))?"
    r"(?P<town>[^镇乡村]{1,15}?(?:街道办事处|街道|镇|民族乡|乡))?(?P<village>.*)$"
)


def split_origin(text: str) -> tuple[str, str, str]:
    """County, town and the rest: "坪山乡第3村民组" is ("", "坪山乡", "第3村民组")."""
    found = _ORIGIN.match(_text(text))
    if found is None:
        return "", "", text
    return found["county"] or "", found["town"] or "", found["village"]
