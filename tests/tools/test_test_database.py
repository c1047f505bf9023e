"""The tests' own database can be dropped whatever earlier tests left behind."""

from contextlib import closing

import psycopg2
import pytest

from config.database import logins
from tests.database import end_sessions, owner_cursor


def test_left_over_sessions_are_ended(django_db_setup):
    name = "test_anju_left_over"
    app = logins()["app"]
    with owner_cursor("postgres") as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    left = psycopg2.connect(
        dbname=name,
        user=app["USER"],
        password=app["PASSWORD"],
        host=app["HOST"],
        port=app["PORT"] or None,
    )
    with closing(left), owner_cursor("postgres") as cursor:
        with pytest.raises(psycopg2.errors.ObjectInUse):
            cursor.execute(f"DROP DATABASE {name}")
        end_sessions(name)
        cursor.execute(f"DROP DATABASE {name}")
