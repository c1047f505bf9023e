"""The embedded database: starts, stops, recovers and is taken over."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from tools.binaries import ROOT, base_directory
from tools.postgres import APP, OWNER, Cluster


@pytest.fixture
def cluster():
    """A cluster of this test's own, gone afterwards."""
    base = base_directory()
    base.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="trial-", dir=base) as directory:
        Path(directory).chmod(0o755)
        cluster = Cluster("trial", fast=True, base=Path(directory))
        yield cluster
        cluster.destroy()


def ask(cluster, question, user=APP):
    with closing(cluster.connect(user)) as session, session.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def tell(cluster, command, user=OWNER):
    with closing(cluster.connect(user)) as session:
        session.autocommit = True
        session.cursor().execute(command)


def server_process(cluster):
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def wait_until_down(cluster):
    for _ in range(100):
        if not cluster.is_up():
            return
        time.sleep(0.1)


def test_starts_with_two_logins_and_a_locale_that_knows_chinese(cluster):
    assert cluster.start() is True
    assert cluster.start() is False
    assert ask(cluster, "SELECT datctype FROM pg_database WHERE datname = 'anju'") == "C.UTF-8"
    assert ask(cluster, "SHOW data_checksums") == "on"
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SELECT bool_or(rolsuper OR rolbypassrls) FROM pg_roles"
               f" WHERE rolname IN ('{OWNER}', '{APP}')") is False  # fmt: skip
    assert cluster.socket_directory.stat().st_mode & 0o777 == 0o700
    cluster.stop()
    assert not cluster.is_up()


def test_recovers_what_was_committed_when_the_server_was_killed(cluster):
    cluster.start()
    tell(cluster, "CREATE TABLE note AS SELECT 7 AS number; GRANT SELECT ON note TO PUBLIC")
    os.kill(server_process(cluster), signal.SIGKILL)
    wait_until_down(cluster)

    assert cluster.start() is True
    assert ask(cluster, "SELECT number FROM note") == 7


def test_a_process_number_that_now_belongs_to_another_program_does_not_block(cluster):
    cluster.start()
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")

    assert cluster.start() is True
    assert ask(cluster, "SELECT 1") == 1


def test_the_last_holder_stops_it_whoever_started_it(cluster):
    cluster.start()
    with cluster.held(), Cluster("trial", fast=True, base=cluster.base).held():
        assert cluster.is_up()
    assert not cluster.is_up()


def test_stays_up_while_another_process_holds_it(cluster):
    holder = hold_elsewhere(cluster)
    try:
        with cluster.held():
            pass
        assert cluster.is_up()
    finally:
        holder.kill()
        holder.wait()


def test_what_a_killed_holder_left_is_taken_over_and_stopped(cluster):
    holder = hold_elsewhere(cluster)
    holder.kill()
    holder.wait()
    assert cluster.is_up()

    with cluster.held():
        assert ask(cluster, "SELECT 1") == 1
    assert not cluster.is_up()


def hold_elsewhere(cluster):
    program = (
        "import sys, time; from pathlib import Path; from tools.postgres import Cluster\n"
        "with Cluster('trial', fast=True, base=Path(sys.argv[1])).held():\n"
        "    print('up', flush=True); time.sleep(120)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(cluster.base)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert holder.stdout.readline() == b"up\n"
    holder.stdout.close()
    return holder


def test_a_long_path_gets_a_short_socket(cluster):
    deep = Cluster("安置点" * 20, fast=True, base=cluster.base)
    try:
        deep.start()
        assert ask(deep, "SELECT 1") == 1
    finally:
        deep.destroy()
    assert not deep.socket_directory.exists()


def test_errors_leave_no_values_in_the_log(cluster):
    cluster.start()
    tell(cluster, "CREATE TABLE person (name text UNIQUE, born date)")
    tell(cluster, "INSERT INTO person VALUES ('王建国')")
    for faulty in ("INSERT INTO person VALUES ('王建国')", "SELECT '王建国'::date FROM person"):
        with pytest.raises(psycopg2.Error, match="王建国"):
            tell(cluster, faulty)

    log = cluster.log.read_text()
    assert "ready to accept connections" in log
    assert "王建国" not in log
