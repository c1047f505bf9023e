"""Names written alike, and found by their pinyin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.names import FULL_LENGTH, INITIALS_LENGTH, clean_name, name_keys


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("  张三\t", "张三"),
        ("张\n三", "张三"),
        ("\ufeff张\u200b三", "张三"),
        ("欧阳 娜娜", "欧阳娜娜"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("买买提．吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        ("买买提 · 吐尔逊", "买买提·吐尔逊"),
        ("John  Smith", "John Smith"),
        ("ＡＢ", "AB"),
        ("张三*", "张三"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_spaces_and_dots_are_made_alike(typed, expected):
    assert clean_name(typed) == expected


@pytest.mark.parametrize("name", ["沈𬭎", "𠮷田", "刘𣲗", "王䶮", "李玥", "张鎏", "赵犇"])
def test_rare_characters_stay_as_they_are(name):
    assert clean_name(name) == name
    assert clean_name(f"{name[0]} {name[1:]}") == name


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("单雄信", "shanxiongxin", "sxx"),
        ("曾国藩", "zengguofan", "zgf"),
        ("解晓东", "xiexiaodong", "xxd"),
        ("仇英", "qiuying", "qy"),
        ("查良镛", "zhaliangyong", "zly"),
        ("乐毅", "yueyi", "yy"),
        ("任重", "renzhong", "rz"),
        ("朴树", "piaoshu", "ps"),
        ("区子", "ouzi", "oz"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("覃塘", "qintang", "qt"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("万俟明", "moqiming", "mqm"),
        ("欧阳海", "ouyanghai", "oyh"),
        ("张重阳", "zhangchongyang", "zcy"),
        ("王长乐", "wangchangle", "wcl"),
        ("吕布", "lvbu", "lb"),
        ("沈𬭎", "shenhong", "sh"),
        ("阿·买买提", "amaimaiti", "ammt"),
        ("", "", ""),
        ("·", "", ""),
    ],
)
def test_surnames_are_read_as_surnames(name, full, initials):
    assert name_keys(name) == (full, initials)


@given(st.text(max_size=80))
def test_any_name_has_keys_that_fit_and_cleaning_twice_is_cleaning_once(name):
    cleaned = clean_name(name)
    full, initials = name_keys(cleaned)

    assert clean_name(cleaned) == cleaned
    assert len(full) <= FULL_LENGTH
    assert len(initials) <= INITIALS_LENGTH
    assert full == full.lower()
