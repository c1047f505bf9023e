"""The test database as its owner sees it: made, copied, emptied."""

import contextlib
import fcntl
import io
from collections.abc import Iterator

import psycopg2
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

from config.database import embedded_cluster, logins
from tools.prepare import migration_fingerprint

TEMPLATE_PREFIX = "template_anju_"
# What migrations put into tables, as COPY writes it: kinds of meetings, deadlines and the like.
SEEDS: dict[str, str] = {}
# What Django's own bookkeeping holds is the same before and after every test.
KEPT = ["django_migrations", "django_content_type", "auth_permission"]


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """Django's connection of this thread signs in as the owner of the tables for a while."""
    connection.close()
    parts = logins()
    keys = ("USER", "PASSWORD", "HOST", "PORT")
    connection.settings_dict.update({key: parts["owner"][key] for key in keys})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update({key: parts["app"][key] for key in keys})


@contextlib.contextmanager
def cursor_of(part: str, database: str = "") -> Iterator[psycopg2.extensions.cursor]:
    """A cursor of `app` or `owner`, by default on the test database; each statement for itself."""
    login = logins()[part]
    with contextlib.closing(
        psycopg2.connect(
            dbname=database or connection.settings_dict["NAME"],
            user=login["USER"],
            password=login["PASSWORD"],
            host=login["HOST"],
            port=login["PORT"] or None,
            **login.get("OPTIONS", {}),
        )
    ) as session:
        session.autocommit = True
        with session.cursor() as cursor:
            yield cursor


def owner_cursor(database: str = "") -> contextlib.AbstractContextManager:
    return cursor_of("owner", database)


def end_sessions(database: str) -> None:
    """Ends what killed processes and threads of earlier tests left connected to a database."""
    connection.close()
    for part in ("app", "owner"):
        with cursor_of(part, "postgres") as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user",
                [database],
            )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of several test processes one makes the template; the others wait, and copy it."""
    cluster = embedded_cluster()
    if not cluster:
        yield
        return
    with (cluster.home / "template.lock").open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def template_name() -> str:
    return TEMPLATE_PREFIX + migration_fingerprint()[:16]


def copy_template() -> bool:
    """Makes the test database as a copy of one that has these migrations; False without one."""
    if not embedded_cluster():
        return False
    name = connection.creation._get_test_db_name()
    end_sessions(name)
    with owner_cursor("postgres") as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [template_name()])
        if not cursor.rowcount:
            return False
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_name()}"')
    return True


def keep_as_template() -> None:
    """Keeps a copy of the freshly migrated database for later runs; drops older copies."""
    if not embedded_cluster():
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    with owner_cursor("postgres") as cursor, contextlib.suppress(psycopg2.Error):
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE_PREFIX]
        )
        for (older,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE "{older}"')
        cursor.execute(f'CREATE DATABASE "{template_name()}" TEMPLATE "{name}"')
        cursor.execute(f'ALTER DATABASE "{template_name()}" ALLOW_CONNECTIONS false')


def keep_seeds() -> None:
    """Remembers the rows that the migrations made, without those that Django makes itself."""
    with owner_cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename !~ '^(django|auth)_' AND tablename !~ 'event$' ORDER BY 1"
        )
        for (table,) in cursor.fetchall():
            rows = io.StringIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', rows)
            if rows.getvalue():
                SEEDS[table] = rows.getvalue()


def flush_as_owner(operations: DatabaseOperations, statements: list[str]) -> None:
    """Leaves every table as the migrations left it, so that no test depends on those before.

    The application's login may not empty tables; ledgers refuse it even to their owner. Django's
    own statement makes all tables anew, some thousand files; few of them hold anything.
    """
    operations.connection.close()
    with owner_cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)",
            [KEPT],
        )
        tables = [name for (name,) in cursor.fetchall()]
        filled = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables]
        cursor.execute(" UNION ALL ".join(filled))
        tables = [f'"{name}"' for (name,) in cursor.fetchall()]
        cursor.execute("BEGIN")
        # History and ledgers take no notice of this.
        cursor.execute("".join(f"ALTER TABLE {name} DISABLE TRIGGER USER;" for name in tables))
        cursor.execute("".join(f"DELETE FROM {name};" for name in tables))
        for table, rows in SEEDS.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(rows))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("".join(f"ALTER TABLE {name} ENABLE TRIGGER USER;" for name in tables))
        cursor.execute("COMMIT")
