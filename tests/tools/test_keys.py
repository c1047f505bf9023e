"""The secrets of a developer's machine."""

import base64

from tools.keys import write_development_keys


def values(file):
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_keys_are_written_once_and_only_their_user_reads_them(tmp_path):
    file = tmp_path / ".env"
    write_development_keys(file)
    written = file.read_text()
    write_development_keys(file)

    assert file.read_text() == written
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def test_keys_are_long_enough_and_differ_between_machines(tmp_path):
    one, other = tmp_path / "one.env", tmp_path / "other.env"
    write_development_keys(one)
    write_development_keys(other)

    first, second = values(one), values(other)
    number, key = first["PERSONAL_DATA_KEYS"].split(":")
    assert number == "1"
    assert len(base64.urlsafe_b64decode(key)) == 32
    assert len(base64.urlsafe_b64decode(first["PERSONAL_DATA_INDEX_KEY"])) == 32
    for name in ("SECRET_KEY", "PERSONAL_DATA_KEYS", "PERSONAL_DATA_INDEX_KEY"):
        assert first[name] != second[name]
