"""Headings with two readings are asked about once; what needs no question is not asked."""

import pytest

from residents.roster import read_roster
from tests.residents.roster.builders import HEADINGS, people, xlsx

WITHOUT_ADDRESS = [HEADINGS[0], *HEADINGS[4:]]


def rows_with(cell: str) -> list[list[str]]:
    return [[row[0], *row[4:], cell] for row in people()[:3]]


def test_an_ambiguous_heading_is_asked_about_and_nothing_is_read():
    roster = read_roster(xlsx([*WITHOUT_ADDRESS, "家庭住址"], *rows_with("3-2-501")), "a.xlsx")

    assert [(q.column, q.header, q.candidates) for q in roster.questions] == [
        ("I", "家庭住址", ("address", "origin", "ignored"))
    ]
    assert roster.persons == []


@pytest.mark.parametrize(
    ("answer", "address", "township"),
    [("address", ("3", "2", "501"), None), ("ignored", None, None)],
)
def test_an_answer_is_followed(answer, address, township):
    content = xlsx([*WITHOUT_ADDRESS, "家庭住址"], *rows_with("3-2-501"))

    roster = read_roster(content, "a.xlsx", choices={"家庭住址": answer})

    assert roster.questions == []
    assert roster.findings == []
    assert roster.households[0].address == address
    assert roster.households[0].values.get("origin_township") == township


def test_the_other_answer_reads_a_place_of_origin():
    content = xlsx([*WITHOUT_ADDRESS, "家庭住址"], *rows_with("石阡县坪山乡第3村民组"))

    roster = read_roster(content, "a.xlsx", choices={"家庭住址": "origin"})

    assert roster.households[0].values["origin_township"] == "坪山乡"
    assert roster.households[0].values["origin_village"] == "第3村民组"


def test_a_heading_that_only_one_reading_is_left_for_is_not_asked_about():
    rows = [[*row, "石阡县坪山乡第3村民组"] for row in people()]

    roster = read_roster(xlsx([*HEADINGS, "家庭住址"], *rows), "a.xlsx")

    assert roster.questions == []
    assert roster.households[0].values["origin_township"] == "坪山乡"


def test_an_answer_for_another_heading_changes_nothing():
    roster = read_roster(xlsx(HEADINGS, *people()), "a.xlsx", choices={"面积": "floor_area_m2"})

    assert (len(roster.persons), roster.findings) == (7, [])
