"""The test database, made by its owner and used by a login that owns nothing; the browser."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings

from config.database import embedded_cluster
from tests.database import (
    as_owner,
    copy_template,
    end_sessions,
    flush_as_owner,
    keep_as_template,
    keep_seeds,
    one_at_a_time,
)
from tools.quick_migrations import only_changed_models_rendered

# Playwright runs an event loop in the tests' thread, where Django would refuse every query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

LOCK_TIMEOUT = "10s"
# How long a machine takes says nothing about what is tested.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
CHROMIUM_SWITCHES = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def _database_server() -> Iterator[None]:
    cluster = embedded_cluster()
    with cluster.held() if cluster else contextlib.nullcontext():
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    _database_server,
    django_test_environment,
    django_db_blocker,
    django_db_keepdb,
    django_db_createdb,
    django_db_modify_db_settings,
    request,
):
    """Makes the database as its owner; the tests then run as the application's login."""
    keep = django_db_keepdb and not django_db_createdb
    verbosity = request.config.option.verbose
    with django_db_blocker.unblock(), one_at_a_time(), as_owner():
        copied = False if keep or django_db_createdb else copy_template()
        with only_changed_models_rendered() if not keep else contextlib.nullcontext():
            made = setup_databases(
                verbosity=verbosity,
                interactive=False,
                keepdb=keep or copied,
                serialized_aliases=set(),
            )
        if not keep and not copied:
            keep_as_template()
        name = connection.settings_dict["NAME"]
        with connection.cursor() as cursor:
            # Whatever connects besides the test must not wait for the test's own locks for ever.
            cursor.execute(f"ALTER DATABASE \"{name}\" SET lock_timeout = '{LOCK_TIMEOUT}'")
        keep_seeds()
    with mock.patch.object(DatabaseOperations, "execute_sql_flush", flush_as_owner):
        yield
    with django_db_blocker.unblock():
        connection.close()
        if not django_db_keepdb:
            end_sessions(name)
            with as_owner():
                teardown_databases(made, verbosity=verbosity)


@pytest.fixture
def process_environment(db) -> dict[str, str]:
    """Environment with which `manage.py` in a process of its own works on the test database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ANJU_TEST_PROCESS_DB": connection.settings_dict["NAME"],
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("Found no Chromium: install the package chromium, or set CHROMIUM to a path.")
    switches = CHROMIUM_SWITCHES + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return {**browser_type_launch_args, "executable_path": program, "args": switches}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
    }
