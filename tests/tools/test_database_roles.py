"""Which driver and which login the tests, and so the site, work with."""

import contextlib

import psycopg2
import pytest
from django.db import connection

from accounts.grants import history_tables
from config.database import logins
from lib.history import LEDGERS
from tests.database import owner_cursor

one_login = logins()["app"]["USER"] == logins()["owner"]["USER"]
needs_two_logins = pytest.mark.skipif(one_login, reason="one login takes both parts")


@contextlib.contextmanager
def raw_cursor():
    """The driver's own cursor raises the driver's errors; a savepoint keeps the transaction."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute("SAVEPOINT raw")
        try:
            yield cursor
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT raw")


def append_only_tables() -> list[str]:
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    return sorted((history_tables() | set(LEDGERS) | {"pghistory_context"}) & existing)


def test_the_driver_is_psycopg2():
    assert connection.Database.__name__ == "psycopg2"


def test_trigrams_see_chinese(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_trgm('王建国')")
        assert cursor.fetchone()[0]


@needs_two_logins
def test_the_tests_run_as_a_login_that_owns_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)


@needs_two_logins
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_history_and_ledgers_refuse_the_application(db, statement):
    tables = append_only_tables()
    assert tables
    for table in tables:
        with connection.cursor() as cursor:
            column = connection.introspection.get_table_description(cursor, table)[0].name
        with pytest.raises(psycopg2.errors.InsufficientPrivilege), raw_cursor() as cursor:
            cursor.execute(statement.format(f'"{table}"', column, column))


@needs_two_logins
def test_migrations_are_recorded_by_the_owner_alone(db):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), raw_cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations")


@needs_two_logins
def test_the_application_makes_no_tables(db):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), raw_cursor() as cursor:
        cursor.execute("CREATE TABLE public.mine (id int)")


def test_further_connections_do_not_wait_for_ever(db):
    with owner_cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("10s",)
