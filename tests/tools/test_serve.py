"""The supervisor of `make run`, on the test database."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from config.database import logins
from tests.database import owner_cursor
from tools.binaries import ROOT
from tools.prepare import migration_fingerprint

SIGN_IN = "Sign in as somebody"


def address_of(login, name):
    user, password = quote(login["USER"], safe=""), quote(login["PASSWORD"], safe="")
    if login["HOST"].startswith("/"):
        host = quote(login["HOST"])
        return f"postgresql://{user}:{password}@:{login['PORT']}/{name}?host={host}"
    return f"postgresql://{user}:{password}@{login['HOST']}:{login['PORT'] or 5432}/{name}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(transactional_db, tmp_path):
    """A running supervisor: its process, its port and the file of what it prints."""
    name = connection.settings_dict["NAME"]
    notes = json.dumps({"migrations": migration_fingerprint(), "sign_in": SIGN_IN})
    with owner_cursor() as cursor:
        cursor.execute(f'COMMENT ON DATABASE "{name}" IS %s', [notes])
    port, parts, printed = free_port(), logins(), tmp_path / "printed"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": address_of(parts["app"], name),
        "DATABASE_OWNER_URL": address_of(parts["owner"], name),
        "PORT": str(port),
    }
    environment.pop("MAKELEVEL", None)
    with printed.open("w") as file:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "tools.serve"],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        wait_for(lambda: SIGN_IN in printed.read_text() or supervisor.poll() is not None)
        assert supervisor.poll() is None, printed.read_text()
        yield supervisor, port, printed
    finally:
        for pid in [*descendants(supervisor.pid), supervisor.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        supervisor.wait()


def wait_for(condition, seconds=60):
    for _ in range(seconds * 10):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("Waited in vain")


def descendants(pid):
    """Living processes below this one."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, state, parent = re.match(
                r"(\d+) \(.*\) (\S) (\d+)", status.read_text(), re.DOTALL
            ).groups()
        except OSError:
            continue
        if state != "Z":
            parents.setdefault(int(parent), []).append(int(number))
    found, waiting = [], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def command(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")


def worker_of(supervisor):
    found = [pid for pid in descendants(supervisor.pid) if "worker" in command(pid)]
    return found[0] if found else None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_it_started(served, number):
    supervisor, port, printed = served
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200
    assert f"http://127.0.0.1:{port}/" in printed.read_text()
    wait_for(lambda: worker_of(supervisor))
    started = descendants(supervisor.pid)

    supervisor.send_signal(number)

    assert supervisor.wait(30) == 0
    assert [pid for pid in started if alive(pid)] == []


def test_a_killed_supervisor_takes_its_programs_along(served):
    supervisor, _, _ = served
    wait_for(lambda: worker_of(supervisor))
    started = descendants(supervisor.pid)

    supervisor.kill()
    supervisor.wait()

    wait_for(lambda: not any(alive(pid) for pid in started))


def test_a_killed_worker_is_started_anew(served):
    supervisor, _, printed = served
    wait_for(lambda: worker_of(supervisor))
    first = worker_of(supervisor)
    time.sleep(5)  # one that dies at once would end everything

    os.kill(first, signal.SIGKILL)

    wait_for(lambda: worker_of(supervisor) not in (first, None))
    assert "starting it anew" in printed.read_text()


def test_a_port_in_use_is_told(served):
    _, port, _ = served
    second = subprocess.run(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert f"Port {port} is in use" in second.stdout
