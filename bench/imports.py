"""The import against bare COPY: the path of an upload, history on, all tables that it fills."""

import io
import statistics
import time
from typing import Any

import psycopg2
from django.db import connection

from bench.database import new_site, owner_session, site_clerk
from bench.rosters import roster_xlsx
from lib.history import event_model
from residents.actions.imports import asking, working
from residents.enums import ImportStatus
from residents.models import Household, ImportBatch, Membership, NameGram, Occupancy, Person
from sites.models import Building, Dwelling, ResettlementSite, Stairwell

FILLED = (Building, Stairwell, Dwelling, Household, Person, Membership, Occupancy, NameGram)
TRACKED = (Household, Person, Membership, Occupancy, Dwelling)


def import_once(site: ResettlementSite, content: bytes) -> tuple[ImportBatch, float, float]:
    """Uploads, checks and stores; returns the batch, seconds of the check and of the storing."""
    actor = site_clerk(site)
    batch = asking.upload_roster(actor=actor, site=site, file_name="bench.xlsx", content=content)
    started = time.perf_counter()
    working.read_batch(batch.pk)
    checked = time.perf_counter()
    assert asking.ask_to_store(actor=actor, batch=batch, skip_faulty=False), "not clean"
    storing = time.perf_counter()
    working.store_batch(batch.pk)
    stored = time.perf_counter()
    batch.refresh_from_db()
    assert batch.status == ImportStatus.STORED, batch.message
    return batch, checked - started, stored - storing


def history_rows(batch: ImportBatch) -> dict[str, int]:
    """Table to number of history rows that the batch wrote."""
    return {
        model._meta.db_table: event_model(model)
        .objects.filter(pgh_context_id=batch.context_id)
        .count()
        for model in TRACKED
    }


def copy_baseline(batch: ImportBatch) -> float:
    """Seconds of a bare COPY of the batch's rows into the same live tables, history off.

    Takes the rows out as text, undoes the batch, copies them back in one transaction with the same
    indexes and foreign keys, and undoes that too.
    """
    site = batch.site_id
    texts: list[tuple[str, list[str], str]] = []
    with owner_session() as session, session.cursor() as cursor:
        for model in FILLED:
            table = model._meta.db_table
            columns = [f.column for f in model._meta.concrete_fields]
            names = ", ".join(f'"{c}"' for c in columns)
            out = io.StringIO()
            cursor.copy_expert(
                f"COPY (SELECT {names} FROM {table} WHERE site_id = {site} ORDER BY id) TO STDOUT",
                out,
            )
            texts.append((table, columns, out.getvalue()))
    empty(site)
    with owner_session() as session, session.cursor() as cursor:
        seconds = _copy_in(cursor, texts)
        session.commit()
    empty(site)
    return seconds


def _copy_in(cursor: Any, texts: list[tuple[str, list[str], str]]) -> float:
    for table, _columns, _text in texts:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    started = time.perf_counter()
    for table, columns, text in texts:
        names = ", ".join(f'"{c}"' for c in columns)
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", io.StringIO(text))
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    seconds = time.perf_counter() - started
    for table, _columns, _text in texts:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return seconds


def empty(site_id: int) -> None:
    """Takes a site's residents and housing away again, history off, and vacuums."""
    with owner_session() as session, session.cursor() as cursor:
        for model in reversed(FILLED):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        for model in reversed(FILLED):
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE site_id = {site_id}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in reversed(FILLED):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")
        session.commit()
        session.autocommit = True
        for model in FILLED:
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


def run(rounds: int = 3, sizes: tuple[int, ...] = (5_000, 50_000)) -> dict[str, Any]:
    """Rounds of import and COPY in turn; medians, ratios, and time a row at both sizes."""
    result: dict[str, Any] = {}
    for size in sizes:
        content = roster_xlsx(size)
        checks, stores, copies = [], [], []
        for number in range(rounds):
            site = new_site(f"bench-{size}-{number}")
            batch, check, store = import_once(site, content)
            rows = history_rows(batch)
            assert rows["residents_person"] == size, rows
            copies.append(copy_baseline(batch))
            checks.append(check)
            stores.append(store)
        ratios = [copy / store for copy, store in zip(copies, stores, strict=True)]
        result[str(size)] = {
            "check_s": statistics.median(checks),
            "store_s": statistics.median(stores),
            "copy_s": statistics.median(copies),
            "store_per_row_ms": statistics.median(stores) / size * 1000,
            "share_of_copy": statistics.median(ratios),
            "history_rows": rows,
        }
    small, large = (result[str(size)]["store_per_row_ms"] for size in sizes)
    result["per_row_large_to_small"] = large / small
    result["driver"] = f"psycopg2 {psycopg2.__version__.split()[0]}"
    result["server"] = connection.pg_version
    return result
