"""Killing worker and database in the middle of an import, on a cluster of its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.database import load_environment
from tools.binaries import ROOT
from tools.postgres import CRASH, OWNER

# Stage to (status, first and last per cent of progress) in which the kill has to fall.
STAGES = {
    "reading": ("reading", 0, 99),
    "staging": ("storing", 20, 39),
    "storing": ("storing", 40, 99),
}
VICTIMS = ("worker", "database")
PERSONS = 8_000
PATIENCE = 60  # seconds


@dataclass
class Side:
    """The worker and the clerk's process beside it."""

    environment: dict[str, str]
    worker: subprocess.Popen | None = None
    clerk: subprocess.Popen | None = None
    made: int = field(default=0)

    def start_worker(self) -> None:
        self.worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def start_clerk(self) -> None:
        self.clerk = subprocess.Popen(
            [sys.executable, "-m", "bench.crash_jobs"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, deed: str, **words: Any) -> dict[str, Any]:
        """One deed of the clerk's process."""
        assert self.clerk
        assert self.clerk.stdin
        assert self.clerk.stdout
        self.clerk.stdin.write(json.dumps({"deed": deed, **words}) + "\n")
        self.clerk.stdin.flush()
        return json.loads(self.clerk.stdout.readline())

    def kill_worker(self) -> None:
        assert self.worker
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    def stop(self) -> None:
        for process in (self.worker, self.clerk):
            if process and process.poll() is None:
                process.kill()
            if process:
                process.wait()
                for pipe in (process.stdin, process.stdout):
                    if pipe:
                        pipe.close()


@contextlib.contextmanager
def crash_site() -> Iterator[Side]:
    """The crash cluster with all migrations, a worker and a clerk; gone afterwards."""
    load_environment()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")},
        "ANJU_CLUSTER": "crash",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEMO": "1",
    }
    side = Side(environment)
    CRASH.start()
    try:
        # Nothing is in it yet; what an earlier run left behind is only brought up to date.
        making = [sys.executable, "-m", "tools.quick_migrations"]
        subprocess.run(making, cwd=ROOT, env=environment, check=True)
        side.start_clerk()
        side.ask("prepare")
        side.start_worker()
        yield side
    finally:
        side.stop()
        CRASH.destroy()


def kill_database() -> None:
    """SIGKILL to the server and every process of it at once."""
    pid = int((CRASH.data / "postmaster.pid").read_text().split()[0])
    family = [pid, *_children(pid)]
    for member in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError, IndexError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[1]) == parent:
                    found.append(int(entry.name))
    return found


def wait_for(batch: int, status: str, low: int = 0, high: int = 100) -> bool:
    """Waits until the batch stands there; False where it has gone past it."""
    past = {"reading": {"checked"}, "storing": {"stored"}}.get(status, set())
    ends = time.monotonic() + PATIENCE
    session = CRASH.connect(OWNER)
    session.autocommit = True
    with contextlib.closing(session), session.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute(
                "SELECT status, progress_done FROM residents_importbatch WHERE id = %s", [batch]
            )
            found, done = cursor.fetchone()
            if found == status and low <= done <= high:
                return True
            if found in past or (found == status and done > high):
                return False
            time.sleep(0.003)
    raise TimeoutError(f"batch {batch} never was {status}")


def trial(side: Side, stage: str, victim: str, persons: int = PERSONS) -> bool:
    """One kill; False where it came too late to interrupt. Fails where anything is half done."""
    side.made += 1
    number = side.made
    batch = side.ask(
        "upload", code=f"C{os.getpid()}-{number}", persons=persons, start=number * persons
    )["batch"]
    status, low, high = STAGES[stage]
    if status == "storing":
        wait_for(batch, "checked")
        side.ask("store", batch=batch)
    if not wait_for(batch, status, low, high):
        return False
    if victim == "worker":
        side.kill_worker()
    else:
        kill_database()
        side.kill_worker()
        CRASH.start()
    after = side.ask("rows", batch=batch)
    told = side.ask("tell", batch=batch)
    if told["status"] in ("checked", "stored"):
        side.start_worker()
        return False
    assert set(after.values()) == {0}, f"half stored after {victim} at {stage}: {after}"
    assert told["status"] == "interrupted", told
    assert told["message"], told
    _finish(side, batch, persons)
    return True


def _finish(side: Side, batch: int, persons: int) -> None:
    """Starts the batch again and looks that every row is there once."""
    side.start_worker()
    side.ask("again", batch=batch)
    wait_for(batch, "checked")
    side.ask("store", batch=batch)
    wait_for(batch, "stored")
    rows = side.ask("rows", batch=batch)
    assert rows["person"] == rows["membership"] == rows["history"] == persons, rows
    assert rows["household"] == rows["occupancy"] == persons // 4, rows
