"""The supervisor behind `make run`: database, web server and background worker, until Ctrl-C.

usage: python -m tools.serve          PORT= changes the port (8000)

Each child has a session of its own, so that the terminal's Ctrl-C reaches this process alone, and
is told by the kernel when this process dies. The database stops with its last holder (see
`Cluster.held`).
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType

from config.database import embedded_cluster
from tools.binaries import ROOT, PostgresError
from tools.postgres import Cluster
from tools.prepare import database_notes, load_settings, prepare

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_TO_START = 60
SECONDS_TO_STOP = 25
SHORTEST_LIFE_SECONDS = 5

stopping = threading.Event()


class Stopped(Exception):
    """A signal came before everything was up."""


def main() -> int:
    for number in STOP_SIGNALS:
        signal.signal(number, stop_on_signal)
    if os.environ.get("MAKELEVEL"):
        die_with_parent()  # `make` killed outright must not leave this behind
    port = int(os.environ.get("PORT", "8000"))
    if is_taken(port):
        print(f"Port {port} is in use: stop what uses it, or choose another with PORT=.")
        return 1
    load_settings()
    cluster = embedded_cluster()
    with cluster.held() if cluster else contextlib.nullcontext():
        prepare()
        return serve(port, cluster)


def stop_on_signal(number: int, frame: FrameType | None) -> None:
    first = not stopping.is_set()
    stopping.set()
    if first and not children:
        raise Stopped


children: list[subprocess.Popen] = []


def serve(port: int, cluster: Cluster | None) -> int:
    """Runs the programs until told to stop (0) or until they cannot be kept running (1).

    A worker or a database that was killed is started anew, as a real installation would.
    """
    try:
        web = start("gunicorn", "-c", "config/gunicorn.py")
        announce(port)
        worker, born = start("manage.py", "worker"), time.monotonic()
        while not stopping.wait(0.3):
            if web.poll() is not None:
                print("The web server ended by itself; stopping everything.")
                return 1
            if cluster and not cluster.is_alive():
                print("The database ended; starting it anew.", flush=True)
                cluster.start()
            if worker.poll() is not None:
                if time.monotonic() - born < SHORTEST_LIFE_SECONDS:
                    print("The background worker cannot run; stopping everything.")
                    return 1
                print("The background worker ended; starting it anew.", flush=True)
                worker, born = start("manage.py", "worker"), time.monotonic()
        return 0
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stop_children()


def start(program: str, *arguments: str) -> subprocess.Popen:
    how = [program] if program.endswith(".py") else ["-m", program]
    child = subprocess.Popen(
        [sys.executable, *how, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    children.append(child)
    return child


def die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop_children() -> None:
    for child in children:
        # gunicorn's quick stop; its graceful one waits for idle connections of browsers.
        child.send_signal(signal.SIGINT if "gunicorn" in child.args else signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def announce(port: int) -> None:
    """Waits until the site answers, then says where it is and who may sign in."""
    address = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(address + "healthz"):
        if time.monotonic() > deadline or any(child.poll() is not None for child in children):
            return
        if stopping.wait(0.1):
            return
    who = database_notes()["sign_in"]
    print(f"\n  {address}\n  {who}\n  Ctrl-C stops everything.\n", flush=True)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    os.chdir(ROOT)
    try:
        sys.exit(main())
    except Stopped:
        sys.exit(0)
    except PostgresError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(f"`{' '.join(error.cmd[1:])}` failed; the reason is above.")
