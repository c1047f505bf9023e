"""Dates in every spelling that offices use."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.dates import NotADate, read_date

DAY, MONTH = date(2019, 12, 15), date(2019, 12, 1)
SPELLINGS = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month:02d}/{0.day:02d}",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d}",
)
days = st.dates(date(1906, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (DAY, DAY),
        (datetime(2019, 12, 15, 8, 30), DAY),
        (43814, DAY),
        (43814.0, DAY),
        (43814.75, DAY),
        ("43814", DAY),
        (20191215, DAY),
        (20191215.0, DAY),
        (201912, MONTH),
        (2019.12, MONTH),
        ("2019年12月15日", DAY),
        ("2019年12月15", DAY),
        ("2019年12月15号", DAY),
        (" 2019 年 12 月 15 日 ", DAY),
        ("2019年12月", MONTH),
        ("2019年12月份", MONTH),
        ("2019.12.15", DAY),
        ("2019.12", MONTH),
        ("2019.1", date(2019, 1, 1)),
        ("2019-12-15", DAY),
        ("2019-1-5", date(2019, 1, 5)),
        ("2019/12/15", DAY),
        ("2019/12/15 00:00:00", DAY),
        ("2019-12-15 08:30", DAY),
        ("2019-12-15T08:30:00", DAY),
        ("2019年12月15日 8:30", DAY),
        ("2019、12、15", DAY),
        ("2019\\12\\15", DAY),
        ("20191215", DAY),
        ("201912", MONTH),
        ("２０１９年１２月１５日", DAY),
        ("２０１９．１２．１５", DAY),
        ("'2019-12-15", DAY),
        ("\t2019-12-15", DAY),
        ("二〇一九年十二月十五日", DAY),
        ("二○一九年十二月十五日", DAY),
        ("二零一九年十二月", MONTH),
        ("一九六五年三月二十日", date(1965, 3, 20)),
        ("一九六五年十月三十一日", date(1965, 10, 31)),
        ("2019年十二月十五日", DAY),
        ("2019年12月廿五日", date(2019, 12, 25)),
        ("1935-02-01", date(1935, 2, 1)),
        ("2020-02-29", date(2020, 2, 29)),
    ],
)
def test_every_spelling_is_read(cell, expected):
    assert read_date(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [None, True, "", " ", "无", "不详", "2019", 2019, "2019年", "2019-13-01", "2019-02-29",
     "2019年2月30日", "20191232", "201913", "19年12月15日", "12/15/2019", "15-12-2019", "99999",
     -5, 0, 3.5, 1e300, float("nan"), float("inf"), "9999-12-31", "1799-01-01", 2019.1,
     date(1700, 1, 1), datetime(9999, 12, 31), "2019-12-15-16", "二〇一九年十三月一日",
     b"2019-12-15"],
)  # fmt: skip
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(NotADate):
        read_date(cell)


@given(days, st.sampled_from(SPELLINGS))
def test_every_day_survives_every_spelling(day, spelling):
    assert read_date(spelling.format(day)) == day


@given(days)
def test_every_day_survives_excel(day):
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)

    assert read_date(serial) == day
    assert read_date(float(serial)) == day


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_any_cell_is_answered(cell):
    try:
        found = read_date(cell)
    except NotADate:
        return
    assert 1880 <= found.year <= 2100
