"""Words of offices become codes of the lists, and of no others."""

import pytest
from django.utils.translation import override

from residents.roster.vocabulary import CODE_LISTS, code_of, yes_or_no
from residents.roster.words import PATTERNS, WORDS


def test_every_word_means_a_code_of_its_list():
    strays = {
        (field, word)
        for field, words in WORDS.items()
        for word, code in words.items()
        if code not in CODE_LISTS[field].values
    }
    strays |= {
        (field, pattern)
        for field, pairs in PATTERNS.items()
        for pattern, code in pairs
        if code not in CODE_LISTS[field].values
    }

    assert strays == set()
    assert set(WORDS) == set(CODE_LISTS)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("field", CODE_LISTS)
def test_what_is_shown_can_be_read_again(field, language):
    with override(language):
        labels = {code: str(label) for code, label in CODE_LISTS[field].choices}

    wrong = {code: code_of(field, label) for code, label in labels.items()}

    same = {"relation_code": {"01": "02"}}.get(field, {})  # oneself, in this column, is the head
    assert wrong == {code: same.get(code, code) for code in labels}


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("ethnic_code", "汉", "01"),
        ("ethnic_code", "仡佬族", "37"),
        ("ethnic_code", "侗 族", "12"),
        ("ethnic_code", "穿青人", "97"),
        ("ethnic_code", "1", "01"),
        ("ethnic_code", "土", "30"),
        ("ethnic_code", "火星族", None),
        ("relation_code", "本人", "02"),
        ("relation_code", "之子", "20"),
        ("relation_code", "儿媳", "38"),
        ("relation_code", "长子（已分户）", "22"),
        ("relation_code", "50", "50"),
        ("relation_code", "3", None),
        ("education_code", "文盲或半文盲", "91"),
        ("education_code", "20本科", "20"),
        ("education_code", "大专及以上", "30"),
        ("relocation_type", "脱贫户", "registered_poor"),
        ("relocation_type", "同步搬迁户", "accompanying"),
        ("disability_code", "肢体残疾二级", "two"),
        ("disability_code", "无", ""),
        ("school_stage_code", "九年级", "junior"),
        ("school_stage_code", "小学三年级", "primary"),
        ("labour_status_code", "县内公益性岗位（护林员）", "public_welfare"),
        ("monitored_type", "否", ""),
        ("sex", "雌", None),
    ],
)
def test_a_word_is_read_as_its_code(field, text, code):
    assert code_of(field, text) == code


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("是", True),
        ("已参保", True),
        ("√", True),
        ("城乡居民养老保险", True),
        ("否", False),
        ("未参保", False),
        ("未缴费", False),
        ("×", False),
        ("也许", None),
    ],
)
def test_insurance_is_yes_or_no(text, answer):
    assert yes_or_no(text) is answer
