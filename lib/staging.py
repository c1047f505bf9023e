"""COPY into staging tables: the only place where COPY FROM is used (design: second fence)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(value: Any) -> str:
    """One value in COPY's text format."""
    if value is None:
        return "\\N"
    kind = type(value)
    if kind is str:
        return value.translate(_ESCAPES) if not value.isalnum() else value
    if kind is bool:
        return "t" if value else "f"
    if kind is bytes:
        return "\\\\x" + value.hex()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


class _Lines:
    """A file that COPY reads from: the rows are written as they are asked for."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._lines = ("\t".join([copy_text(value) for value in row]) + "\n" for row in rows)
        self._rest = ""

    def read(self, size: int = 8192) -> str:
        parts, length = [self._rest], len(self._rest)
        while length < size:
            line = next(self._lines, None)
            if line is None:
                break
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        self._rest = text[size:]
        return text[:size]


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Fills a staging table in one statement, whatever the number of rows."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', _Lines(rows), 1 << 16)


def make_staging(name: str, like: str, columns: Sequence[str]) -> None:
    """A temporary table with some columns of a live one, emptied by the move out of it."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TEMPORARY TABLE "{name}" ON COMMIT DROP '
            f'AS SELECT {names} FROM "{like}" LIMIT 0'
        )


def insert_from_staging(name: str, table: str, columns: Sequence[str]) -> int:
    """Moves staged rows into the live table; returns how many."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{name}"')
        moved = cursor.rowcount
        cursor.execute(f'DROP TABLE "{name}"')
    return moved


def update_from_staging(name: str, table: str, columns: Sequence[str]) -> int:
    """Writes staged rows over live ones with the same id; returns how many."""
    sets = ", ".join(f'"{c}" = staged."{c}"' for c in columns if c != "id")
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" AS live SET {sets} FROM "{name}" staged WHERE live.id = staged.id'
        )
        moved = cursor.rowcount
        cursor.execute(f'DROP TABLE "{name}"')
    return moved


def next_ids(table: str, number: int) -> list[int]:
    """Ids for rows that are about to be inserted: one statement."""
    if not number:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, number],
        )
        return [row[0] for row in cursor.fetchall()]
