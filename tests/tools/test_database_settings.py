"""Which login a command gets, and how the addresses of a given server are read."""

import os
import subprocess
import sys

import pytest

from tools.binaries import ROOT

SERVER = "@db.example:5433/register"


def settings_of(command, **variables):
    """USER, HOST, PORT, PASSWORD, NAME and APP_ROLE of a management command's connection."""
    program = (
        "import sys; sys.argv = ['manage.py', sys.argv[1]];"
        "from config.database import databases; d = databases()['default'];"
        "print(*(d[key] for key in 'USER HOST PORT PASSWORD NAME APP_ROLE'.split()), sep='|')"
    )
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "ANJU"))
    }
    done = subprocess.run(
        [sys.executable, "-c", program, command],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().split("|")


@pytest.mark.parametrize(
    ("command", "user"), [("migrate", "boss"), ("makemigrations", "boss"), ("worker", "clerk")]
)
def test_migrations_run_as_the_owner_and_everything_else_does_not(command, user):
    found = settings_of(
        command,
        DATABASE_URL=f"postgresql://clerk:p%2Fw%23{SERVER}",
        DATABASE_OWNER_URL=f"postgresql://boss:q%40{SERVER}",
    )
    password = "q@" if user == "boss" else "p/w#"
    assert found == [user, "db.example", "5433", password, "register", "clerk"]


def test_one_login_may_take_both_parts():
    found = settings_of("migrate", DATABASE_URL=f"postgresql://one:x{SERVER}")
    assert (found[0], found[5]) == ("one", "one")


def test_a_socket_directory_is_understood():
    found = settings_of("worker", DATABASE_URL="postgresql://clerk@/register?host=/run/postgresql")
    assert found == ["clerk", "/run/postgresql", "", "", "register", "clerk"]


@pytest.mark.parametrize(
    ("command", "user"), [("migrate", "anju_owner"), ("runserver", "anju_app")]
)
def test_without_an_address_the_embedded_database_is_used(command, user):
    found = settings_of(command)
    assert (found[0], found[4], found[5]) == (user, "anju", "anju_app")
    assert found[1].startswith("/")
