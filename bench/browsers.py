"""Clerks' browsers for the load test: the real sign-in, cookies, CSRF, a connection a request."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

PASSWORD = "Lastprobe-2026-Anju"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SECONDS_TO_START = 90


@dataclass
class Answer:
    """What came back, and how long it took."""

    status: int
    text: str
    location: str
    seconds: float


@dataclass
class Browser:
    """One clerk's: its cookies, and the token of the last page."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Answer:
        answer = self._ask("GET", path)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, **typed: object) -> Answer:
        return self._ask("POST", path, {**typed, "csrfmiddlewaretoken": self.token})

    def sign_in(self, username: str) -> None:
        self.get("/sign-in/")
        answer = self.post("/sign-in/", username=username, password=PASSWORD)
        assert answer.status == http.client.FOUND, f"{username} was not let in: {answer.status}"
        assert self.get("/services/").status == http.client.OK

    def _ask(self, method: str, path: str, typed: dict[str, object] | None = None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self.port}{path}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(typed) if typed is not None else None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            started = time.perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
            seconds = time.perf_counter() - started
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, text, response.headers.get("Location", ""), seconds)


@contextlib.contextmanager
def web_server() -> Iterator[int]:
    """gunicorn with the portal's own settings on a free port of this machine; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "bench.wsgi"],
        env={**os.environ, "PORT": str(port), "BIND": "", "DEMO": ""},
        start_new_session=True,
    )
    try:
        ends = time.monotonic() + SECONDS_TO_START
        while True:
            with contextlib.suppress(OSError):
                if Browser(port).get("/healthz").status == http.client.OK:
                    break
            assert server.poll() is None, "gunicorn ended"
            assert time.monotonic() < ends, "gunicorn does not answer"
            time.sleep(0.2)
        yield port
    finally:
        # The quick stop: its children go with it.
        server.send_signal(signal.SIGINT)
        try:
            server.wait(25)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
