"""The background worker: its sign of life, and tasks that a killed worker leaves behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from accounts.models import WorkerBeat
from accounts.worker import MOST_ATTEMPTS, is_alive, requeue_abandoned_tasks
from lib import sweeps
from lib.sweeps import register_check, register_deletion, register_sweep
from tests.database import owner_cursor

ROOT = Path(__file__).resolve().parents[2]
SECRET = "520699199001011234"


@task()
def do_nothing() -> None:
    pass


@task()
def fail_loudly() -> None:
    raise ValueError(SECRET)


@task()
def sleep_for_long() -> None:
    time.sleep(60)


@pytest.fixture
def registries(monkeypatch):
    for name in ("_sweeps", "_deletions", "_checks"):
        monkeypatch.setattr(sweeps, name, [])


def abandoned(**fields) -> DBTaskResult:
    """A task that a worker which is no more had begun."""
    result = do_nothing.enqueue()
    DBTaskResult.objects.filter(pk=result.id).update(
        **{"status": TaskResultStatus.RUNNING, "worker_ids": ["gone"], **fields}
    )
    return DBTaskResult.objects.get(pk=result.id)


def status_of(result) -> str:
    return DBTaskResult.objects.get(pk=result.id).status


@contextmanager
def worker_process(environment: dict[str, str]):
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stderr.close()


def wait_until(found: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


@pytest.mark.django_db
def test_a_queued_task_is_run():
    result = do_nothing.enqueue()

    call_command("worker", "--batch")

    assert status_of(result) == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db
def test_a_task_of_a_dead_worker_is_run_again():
    result = abandoned()

    call_command("worker", "--batch")

    assert status_of(result) == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db
def test_a_task_of_a_living_worker_is_left_alone():
    result = abandoned(worker_ids=["alive"])
    with owner_cursor() as elsewhere:
        from accounts.worker import _lock_key

        elsewhere.execute("SELECT pg_try_advisory_lock(%s, %s)", _lock_key("alive"))

        number = requeue_abandoned_tasks()

    assert number == 0
    assert status_of(result) == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_task_over_which_workers_keep_dying_is_given_up():
    result = abandoned(worker_ids=["a", "b", "c"])
    assert MOST_ATTEMPTS == 3

    call_command("worker", "--batch")

    assert status_of(result) == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_what_a_failed_task_says_is_kept_nowhere(caplog, capfd):
    result = fail_loudly.enqueue()

    call_command("worker", "--batch")

    stored = DBTaskResult.objects.filter(pk=result.id).values().get()
    assert stored["status"] == TaskResultStatus.FAILED
    assert stored["exception_class_path"] == "builtins.ValueError"
    assert SECRET not in repr(stored) + caplog.text + "".join(capfd.readouterr())


@pytest.mark.django_db
def test_sweeps_run_before_the_first_task(registries):
    seen = []
    result = do_nothing.enqueue()
    register_sweep(lambda: seen.append(status_of(result)))

    call_command("worker", "--batch")

    assert seen == [TaskResultStatus.READY]


@pytest.mark.django_db(transaction=True)
def test_a_worker_shows_that_it_lives_and_takes_it_back_at_its_end(process_environment):
    with worker_process(process_environment) as process:
        wait_until(WorkerBeat.objects.exists)
        name = WorkerBeat.objects.get().name
        alive = is_alive(name)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)

    assert alive
    assert not is_alive(name)
    assert process.returncode == 0
    assert not WorkerBeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_its_task_to_the_next_one(process_environment):
    result = sleep_for_long.enqueue()
    with worker_process(process_environment) as process:
        wait_until(lambda: status_of(result) == TaskResultStatus.RUNNING)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        worker = DBTaskResult.objects.get(pk=result.id).worker_ids[-1]
        wait_until(lambda: not is_alive(worker))

    assert requeue_abandoned_tasks() == 1
    assert status_of(result) == TaskResultStatus.READY


@pytest.mark.django_db(transaction=True)
def test_a_worker_survives_the_loss_of_its_connections(process_environment):
    with worker_process(process_environment) as process:
        wait_until(WorkerBeat.objects.exists)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = current_user"
                " AND pid <> pg_backend_pid()"
            )
        result = do_nothing.enqueue()

        wait_until(lambda: status_of(result) == TaskResultStatus.SUCCESSFUL)
        assert process.poll() is None


@pytest.mark.django_db
def test_the_night_deletes_checks_and_says_what_is_wrong(registries, capsys):
    register_deletion(_delete_two)
    register_check(lambda: ["household 7 has no head"])

    with pytest.raises(CommandError, match="1 findings"):
        call_command("nightly")

    out = capsys.readouterr().out
    assert "_delete_two: 2" in out
    assert "! household 7 has no head" in out


@pytest.mark.django_db
def test_a_deletion_that_fails_stops_no_other_and_is_not_quoted(registries, capsys, caplog):
    register_deletion(_fail_to_delete)
    register_deletion(_delete_two)

    with pytest.raises(CommandError, match="1 steps failed"):
        call_command("nightly")

    out = capsys.readouterr().out
    assert "_delete_two: 2" in out
    assert SECRET not in out + caplog.text


@pytest.mark.django_db
def test_two_nights_at_once_do_the_work_once(registries, capsys):
    register_deletion(_delete_two)
    with owner_cursor() as elsewhere:
        from accounts.management.commands.nightly import LOCK_NUMBER
        from accounts.worker import LOCK_CLASS

        elsewhere.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, LOCK_NUMBER])
        call_command("nightly")

    assert "_delete_two" not in capsys.readouterr().out


@pytest.mark.django_db
def test_a_quiet_night_ends_well():
    call_command("nightly")


def _delete_two() -> int:
    return 2


def _fail_to_delete() -> int:
    raise ValueError(SECRET)
