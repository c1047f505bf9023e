"""Every shape that offices send is read as the same seven people."""

from datetime import date

import pytest

from residents.roster import read_roster, standalone_report
from tests.residents.roster.builders import PEOPLE
from tests.residents.roster.worse_files import SHAPES, WorseFile, texts

FILES = [build() for build in SHAPES] + texts()
CODES = {"户主": "02", "配偶": "10", "妻": "12", "长子": "22", "女儿": "30"}
ETHNIC = {"汉族": "01", "苗族": "06", "侗族": "12", "仡佬族": "37"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_shape_is_read_as_the_seven_people(file: WorseFile):
    roster = read_roster(file.content, file.filename)

    assert [str(f.code) for f in roster.findings] == []
    assert roster.questions == []
    assert roster.encoding == file.encoding
    people = {
        p.id_number: (p.household_no, p.values["name"], p.relation_code, p.values["sex"],
                      p.values["ethnic_code"], p.values.get("phone", ""))
        for p in roster.persons
    }  # fmt: skip
    assert people == {
        r[8]: (r[0], r[4], CODES[r[5]], {"男": "1", "女": "2"}[r[6]], ETHNIC[r[7]], r[9])
        for r in PEOPLE
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_shape_keeps_its_households(file: WorseFile):
    roster = read_roster(file.content, file.filename)

    homes = {h.no: (h.address, h.values.get("moved_in_on"), len(h.members), [
        m.values["name"] for m in h.members if m.is_head]) for h in roster.households}  # fmt: skip
    day = date(2019, 12, 15)
    assert homes == {
        "PY001": (("3", "2", "501"), day, 3, ["李国强"]),
        "PY002": (("3", "2", "502"), day, 2, ["王建华"]),
        "PY003": (("4", "1", "101"), day, 2, ["龙海"]),
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_birth_dates_follow_from_the_numbers(file: WorseFile):
    roster = read_roster(file.content, file.filename)

    for person in roster.persons:
        assert person.values["birth_date"].strftime("%Y%m%d") == person.id_number[6:14]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_report_counts_every_shape_alike(file: WorseFile):
    report = standalone_report(file.content, file.filename)

    assert report["read"] == {"households": 3, "persons": 7}
    assert report["rows"] == 7
    assert report["households"]["new"] == 3
    assert report["persons"]["new"] == 7
