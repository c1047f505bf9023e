"""Names of people: written alike, and found by their pinyin."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin
from pypinyin.phrases_dict import phrases_dict

FULL_LENGTH, INITIALS_LENGTH = 120, 30

# Surnames that are read otherwise than the same character elsewhere.
SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "查": "zha", "乐": "yue", "区": "ou",
    "朴": "piao", "盖": "ge", "葛": "ge", "任": "ren", "华": "hua", "尉": "wei", "员": "yun",
    "翟": "zhai", "覃": "qin", "召": "shao", "晁": "chao", "繁": "po", "佴": "nai", "缪": "miao",
    "宓": "mi", "秘": "bi", "折": "she", "逄": "pang", "种": "chong", "冼": "xian", "洗": "xian",
    "黑": "he", "郇": "xun", "郗": "xi", "相": "xiang", "祭": "zhai", "曲": "qu", "重": "chong",
    "万": "wan", "盛": "sheng", "隗": "wei", "谌": "chen", "柏": "bai", "卜": "bu", "石": "shi",
    "过": "guo", "纪": "ji", "车": "che", "那": "na", "宁": "ning", "燕": "yan", "应": "ying",
    "干": "gan", "沈": "shen", "会": "gui", "句": "gou", "阚": "kan", "撒": "sa", "仉": "zhang",
    "仝": "tong", "乜": "nie", "亓": "qi", "妫": "gui", "薄": "bo", "藏": "zang", "都": "du",
    "角": "jue", "鲜": "xian", "於": "yu", "哈": "ha", "眭": "sui", "缑": "gou", "迮": "ze",
    "瞿": "qu", "长": "zhang", "行": "xing", "贾": "jia", "费": "fei", "强": "qiang", "洪": "hong",
    "臧": "zang", "俞": "yu", "褚": "chu", "禚": "zhuo", "訾": "zi", "钭": "tou", "郄": "qie",
    "牟": "mou", "佘": "she", "车正": "che zheng", "尉迟": "yu chi", "长孙": "zhang sun",
    "澹台": "tan tai", "令狐": "ling hu", "万俟": "mo qi", "单于": "chan yu", "欧阳": "ou yang",
    "上官": "shang guan", "司马": "si ma", "司徒": "si tu", "司空": "si kong", "诸葛": "zhu ge",
    "夏侯": "xia hou", "皇甫": "huang fu", "慕容": "mu rong", "宇文": "yu wen", "公孙": "gong sun",
    "东方": "dong fang", "南宫": "nan gong", "鲜于": "xian yu", "闻人": "wen ren",
    "申屠": "shen tu", "太史": "tai shi", "呼延": "hu yan", "轩辕": "xuan yuan", "端木": "duan mu",
    "百里": "bai li", "东郭": "dong guo", "赫连": "he lian", "濮阳": "pu yang", "淳于": "chun yu",
    "宗政": "zong zheng", "第五": "di wu", "独孤": "du gu", "完颜": "wan yan", "纳兰": "na lan",
}  # fmt: skip

_LETTERS = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_DOTS = re.compile(r"\s*[•‧・･．∙●⋅·.]\s*")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f]+")
_GAP_AFTER_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\s+")
_GAP_BEFORE_HAN = re.compile(r"\s+(?=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


def clean_name(text: str) -> str:
    """A name as it ought to stand: no spaces between characters, one kind of middle dot.

    "张 三" is "张三"; "买买提•吐尔逊" is "买买提·吐尔逊"; Latin names keep single spaces.
    """
    if text.isalpha() and text.isprintable() and not _LETTERS.search(text):
        return unicodedata.normalize("NFC", text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    text = " ".join(text.split())
    text = _GAP_BEFORE_HAN.sub("", _GAP_AFTER_HAN.sub("", text))
    if not text.isascii():
        text = _DOTS.sub("·", text)
    return text.strip("·'‘’*，,;；、 ")


def name_keys(name: str) -> tuple[str, str]:
    """Full pinyin and initials in small letters: "欧阳海" gives ("ouyanghai", "oyh").

    The surname is read as a surname; characters without a known reading are left out.
    """
    length = 2 if name[:2] in SURNAMES else 1
    surname = SURNAMES.get(name[:length]) or " ".join(_readings(name[:length]))
    syllables = [*surname.split(), *_readings(name[length:])]
    initials = "".join(syllable[0] for syllable in syllables)
    return "".join(syllables)[:FULL_LENGTH], initials[:INITIALS_LENGTH]


def surname_of(name: str) -> str:
    """The surname in characters: "欧阳海" gives "欧阳"."""
    return name[:2] if name[:2] in SURNAMES and len(name) > 2 else name[:1]


def _readings(text: str) -> list[str]:
    if text in phrases_dict:
        return list(_phrase(text))
    return [syllable for character in text if (syllable := _reading(character))]


@lru_cache(maxsize=20_000)
def _phrase(text: str) -> tuple[str, ...]:
    return tuple(s.lower() for s in lazy_pinyin(text, errors="ignore"))


@lru_cache(maxsize=40_000)
def _reading(character: str) -> str:
    """The syllable of one character, "" where there is none; Latin letters stay."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return "".join(lazy_pinyin(character, errors="ignore")).lower()
