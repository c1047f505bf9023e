"""Files that are no roster are refused with a sentence, and never with an error page."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from residents.roster import RosterUnreadable, read_roster, standalone_report
from tests.residents.roster.builders import HEADINGS, people, text_file, with_headings, xls, xlsx

GOOD = xlsx(*with_headings(people()))


def bomb() -> bytes:
    """A workbook whose directory says that it unpacks to 401 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "x")
        archive.filelist[0].file_size = 401 * 1024 * 1024
    return out.getvalue()


def bare_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("note.txt", "x")
    return out.getvalue()


# The head of an OLE container, as an encrypted workbook has it, with nothing usable behind it.
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + b"EncryptedPackage" * 200

FILES = {
    "empty.xlsx": b"",
    "empty.csv": b"",
    "cut in the middle.xlsx": GOOD[: len(GOOD) // 2],
    "only its head.xlsx": GOOD[:40],
    "other zip.xlsx": bare_zip(),
    "password.xlsx": ENCRYPTED,
    "password.xls": ENCRYPTED,
    "cut.xls": xls(*with_headings(people()))[:900],
    "garbage.xlsx": bytes(range(256)) * 20,
    "garbage.xls": bytes(range(255, -1, -1)) * 20,
    "text named.xlsx": "户编号,姓名".encode(),
    "page.xls": b"<html><table><tr><td>x</td></tr></table></html>",
    "nulls.csv": b"\x00" * 100,
    "neither encoding.csv": "户编号,姓名\n".encode() + b"\xff\xff\xff",
    "no rows.xlsx": xlsx([]),
    "headings only.xlsx": xlsx(HEADINGS),
    "other table.xlsx": xlsx(["品名", "数量", "单价"], ["洗衣粉", 3, 12]),
    "rows without headings.xlsx": xlsx(*people()),
    "no names.xlsx": xlsx(["户编号", "楼栋", "单元", "房号"], ["PY001", "3", "2", "501"]),
    "only a hidden roster.xlsx": xlsx(
        ["见另表"], title="说明", more={"旧表": with_headings(people())}, hidden=["旧表"]
    ),
    "no household numbers.xlsx": xlsx(HEADINGS[1:], *(row[1:] for row in people())),
    "bomb.xlsx": bomb(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(name):
    with pytest.raises(RosterUnreadable) as refusal:
        read_roster(FILES[name], name)

    assert str(refusal.value).endswith(("。", "."))
    assert not any(row[4] in str(refusal.value) for row in people())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("花名册.csv", GOOD),
        ("花名册.xlsx", text_file(*with_headings(people()))),
        ("花名册.xls", text_file(*with_headings(people()), separator="\t")),
        ("花名册.txt", text_file(*with_headings(people()), encoding="utf-16", separator="\t")),
    ],
)
def test_what_a_file_is_counts_and_not_its_name(name, content):
    report = standalone_report(content, name)

    assert report["read"] == {"households": 3, "persons": 7}
    assert report["refused"] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data):
    damaged = bytearray(GOOD)
    for place in data.draw(st.lists(st.integers(0, len(GOOD) - 1), min_size=1, max_size=20)):
        damaged[place] ^= data.draw(st.integers(1, 255))

    try:
        read_roster(bytes(damaged), "花名册.xlsx")
    except RosterUnreadable:
        return


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_characters="\x00", exclude_categories=["Cs"]),
                max_size=12,
            ),
            min_size=11,
            max_size=11,
        ),
        max_size=6,
    )
)
def test_any_cells_below_good_headings_are_answered(rows):
    content = text_file(*with_headings(people()[:1] + rows))

    report = standalone_report(content, "花名册.csv")

    assert report["read"]["persons"] >= 1


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 6),
    st.integers(0, 10),
    st.one_of(st.integers(), st.floats(allow_nan=False), st.booleans(), st.text(max_size=20)),
)
def test_any_one_cell_that_is_odd_is_answered(index, column, cell):
    rows = people()
    rows[index][column] = cell if not isinstance(cell, str) else "".join(
        c for c in cell if c.isprintable())  # fmt: skip

    report = standalone_report(xlsx(*with_headings(rows)), "花名册.xlsx")

    assert report["read"]["persons"] in (6, 7)
