"""The sample rosters give what their `.expected.json` says."""

import json
from pathlib import Path

import pytest

from residents.roster import read_roster, standalone_report

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".csv"))


def expected_of(path: Path) -> dict:
    return json.loads(path.with_suffix("").with_suffix(".expected.json").read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_gives_what_is_expected_of_it(path):
    expected = expected_of(path)

    report = standalone_report(path.read_bytes(), path.name)

    assert report["read"] == {k: expected[k] for k in ("households", "persons")}
    assert [{"row": r["row"], "code": r["code"]} for r in report["refused"]] == expected["refused"]
    assert report["encoding"] == expected.get("encoding")
    assert report["warnings"] == []
    assert report["committed"] is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_counts_of_new_rows_leave_out_the_refused_ones(path):
    report = standalone_report(path.read_bytes(), path.name)

    refused_rows = {r["row"] for r in report["refused"]}
    assert report["persons"]["new"] == report["read"]["persons"] - len(refused_rows)
    assert report["persons"]["changed"] == report["persons"]["unchanged"] == 0
    assert report["households"]["changed"] == report["households"]["unchanged"] == 0


def test_every_refusal_names_sheet_row_and_column_and_says_how_to_mend():
    path = SAMPLES / "roster_ledger.xlsx"

    refused = standalone_report(path.read_bytes(), path.name)["refused"]

    assert {r["sheet"] for r in refused} == {"平阳社区"}
    assert [r["column"] for r in refused] == ["O", "O", "R", "L"]
    assert all(len(r["message"]) > 20 for r in refused)


def test_a_printed_ledger_is_read_whole():
    path = SAMPLES / "roster_ledger_mended.xlsx"

    roster = read_roster(path.read_bytes(), path.name)

    first = roster.households[0]
    assert (first.no, first.address, len(first.members)) == ("PL00001", ("1", "1", "101"), 4)
    assert first.head_name == "刘玥涛"
    assert first.values["origin_township"] == "坪山乡"
    assert first.values["origin_village"] == "第3村民组"
    assert first.values["moved_in_on"].isoformat() == "2019-12-15"
    assert first.floor_area_m2 == 80


def test_rare_characters_of_a_gb18030_file_survive():
    path = SAMPLES / "roster_gb18030.csv"

    roster = read_roster(path.read_bytes(), path.name)

    assert "沈𬭎" in {person.values["name"] for person in roster.persons}
