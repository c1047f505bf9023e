"""Fifty clerks at once on real gunicorn, half of them on the same requests.

Each thinks 2 to 4 seconds between two deeds, the usual pace of somebody who types, and begins
somewhere within the time of one round, so that at any moment some read and some write. Nothing may
go wrong: no error, no refusal but that of a move somebody else was quicker with, and every write
that was acknowledged is found in the steps and in the history. Ends with AssertionError otherwise.
"""

import os
import random
import statistics
import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accounts.models import User
from bench.browsers import PASSWORD, Answer, Browser, web_server
from lib.history import event_model
from lib.periods import today
from services.actions import requests
from services.enums.requests import RequestState
from services.forms.request_intake import units_for
from services.models import RequestStep, ServiceRequest
from sites.enums import Post
from sites.models import Posting, ResettlementSite

CLERKS = 50
ROUNDS = int(os.environ.get("CLERK_ROUNDS", "8"))
THINKS = (2.0, 4.0)  # seconds
SHARED = 5
OK, FOUND = 200, 302
WALK = ("assign", "sign_in", "start", "pause", "resume", "pause", "resume", "claim_done")


@dataclass
class Clerk:
    """One clerk: on the shared requests, or on one of his own that he takes down first."""

    number: int
    site_id: int
    unit_id: int
    browser: Browser
    shared: list[int]
    own: int | None = None
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    trouble: str = ""

    def work(self, start: threading.Barrier) -> None:
        """The bounded loop; what goes wrong is kept in `trouble`."""
        chance = random.Random(self.number)
        try:
            start.wait(120)
            deeds = (self.look, self.write_note, self.move, self.take_down)
            time.sleep(chance.uniform(0, len(deeds) * statistics.mean(THINKS)))
            for turn in range(ROUNDS):
                for deed in deeds:
                    deed(turn, chance)
                    time.sleep(chance.uniform(*THINKS))
        except Exception as error:
            self.trouble = f"clerk {self.number}: {error!r}"

    def timed(self, kind: str, answer: Answer) -> Answer:
        self.times[kind].append(answer.seconds)
        return answer

    def read(self, kind: str, path: str) -> None:
        answer = self.timed(kind, self.browser.get(path))
        assert answer.status == OK, f"{kind}: {answer.status}"

    def look(self, turn: int, chance: random.Random) -> None:
        """H in turn with the pages that are measured in it."""
        self.read("heading", "/bench/heading/")
        self.read("desk", "/services/")
        self.read("list", "/services/requests/")

    def target(self, chance: random.Random) -> int:
        return chance.choice(self.shared) if self.shared else self.own or 0

    def write_note(self, turn: int, chance: random.Random) -> None:
        if not self.shared and self.own is None:
            return
        path = f"/services/requests/{self.target(chance)}/"
        self.read("detail", path)
        self.write("note", f"{path}note/", f"n{turn}")

    def move(self, turn: int, chance: random.Random) -> None:
        """A step of one's own request always succeeds; on a shared one the quicker wins."""
        if self.shared:
            path = f"/services/requests/{chance.choice(self.shared)}/"
            deed = chance.choice(("pause", "resume"))
            self.write("move", f"{path}{deed}/", f"m{turn}", may_lose=True)
        elif self.own is not None and turn - 1 < len(WALK):
            path = f"/services/requests/{self.own}/{WALK[turn - 1]}/"
            self.write("move", path, f"m{turn}", lead=self.unit_id)

    def write(
        self, kind: str, path: str, word: str, *, may_lose: bool = False, **typed: Any
    ) -> None:
        mark = f"bench-{self.number}-{word}-{uuid.uuid4().hex[:8]}"
        answer = self.timed(kind, self.browser.post(path, note=mark, **typed))
        if answer.status == FOUND and answer.location.startswith("/services/requests/"):
            self.acknowledged.append(mark)
            return
        assert answer.status == OK, f"{path}: {answer.status} {answer.location}"
        assert may_lose, f"{path} was refused"
        self.refused += 1

    def take_down(self, turn: int, chance: random.Random) -> None:
        """The intake, in every other round; the first is one's own request."""
        if turn % 2:
            return
        mark = f"bench-{self.number}-i{turn}-{uuid.uuid4().hex[:8]}"
        typed = {
            "category": "repair", "urgency": "3_ordinary", "words": mark, "channel": "counter",
            "then": "accept", "occurred_on": today().isoformat(), "token": uuid.uuid4(),
        }  # fmt: skip
        answer = self.timed("intake", self.browser.post("/services/requests/add/", **typed))
        assert answer.status == FOUND, f"intake: {answer.status}"
        self.acknowledged.append(mark)
        if self.own is None:
            self.own = int(answer.location.rstrip("/").rpartition("/")[2])


def run() -> dict[str, Any]:
    """The load, then the proof, then the numbers in ms and in H."""
    sites = list(ResettlementSite.objects.order_by("code")[:6])
    shared = _shared_requests(sites[0])
    with web_server() as port:
        clerks = [_clerk(number, sites, shared, port) for number in range(CLERKS)]
        start = threading.Barrier(CLERKS)
        threads = [threading.Thread(target=clerk.work, args=(start,)) for clerk in clerks]
        began, load = time.monotonic(), os.getloadavg()[0]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - began
    trouble = [clerk.trouble for clerk in clerks if clerk.trouble]
    assert not trouble, trouble
    marks = [mark for clerk in clerks for mark in clerk.acknowledged]
    _nothing_lost(marks, shared)
    return {
        "clerks": CLERKS,
        "seconds": seconds,
        "load_before": load,
        "errors": 0,
        "acknowledged_writes": len(marks),
        "found_in_history": len(marks),
        "moves_somebody_else_won": sum(clerk.refused for clerk in clerks),
        **_numbers(clerks),
    }


def _shared_requests(site: ResettlementSite) -> list[int]:
    """Requests in handling, on which half of the clerks work at once."""
    actor, unit = _user("bench-owner", site), units_for([site.pk])[0]
    found = []
    for number in range(SHARED):
        row = requests.receive(
            actor=actor, site=site, category="repair", urgency="3_ordinary", channel="counter",
            words=f"bench-shared-{number}",
        )  # fmt: skip
        requests.accept(actor=actor, request=row)
        requests.assign(actor=actor, request=row, lead=unit)
        requests.sign_in(actor=actor, request=row)
        requests.start(actor=actor, request=row)
        found.append(row.pk)
    return found


def _user(name: str, site: ResettlementSite) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(
            name, PASSWORD, name=name, must_change_password=False, seen_first_steps=True
        )
        Posting.objects.create(holder=user, post=Post.CENTRE_STAFF, site=site, valid_from=today())
    return user


def _clerk(number: int, sites: list[ResettlementSite], shared: list[int], port: int) -> Clerk:
    on_shared = number % 2 == 0
    site = sites[0] if on_shared else sites[1 + number % (len(sites) - 1)]
    user, unit = _user(f"bench-clerk-{number}", site), units_for([site.pk])[0]
    browser = Browser(port)
    browser.sign_in(user.username)
    return Clerk(number, site.pk, unit.pk, browser, shared if on_shared else [])


def _nothing_lost(marks: list[str], shared: list[int]) -> None:
    """Every acknowledged write stands once in its table and once in the history."""
    assert len(marks) == len(set(marks))
    steps, requests_made = RequestStep.objects, ServiceRequest.objects
    events = event_model(RequestStep).objects.filter(pgh_label="insert")
    request_events = event_model(ServiceRequest).objects.filter(pgh_label="insert")
    found = sorted(
        [
            *steps.filter(note__in=marks).values_list("note", flat=True),
            *requests_made.filter(words__in=marks).values_list("words", flat=True),
        ]
    )
    kept = sorted(
        [
            *events.filter(note__in=marks).values_list("note", flat=True),
            *request_events.filter(words__in=marks).values_list("words", flat=True),
        ]
    )
    assert found == kept == sorted(marks), (len(found), len(kept), len(marks))
    for pk in shared:
        _unbroken(pk)


def _unbroken(pk: int) -> None:
    """The moves of a shared request follow each other, each from where the last one led."""
    moves = RequestStep.objects.filter(request=pk).exclude(action="note").order_by("pk")
    state: str = RequestState.RECEIVED
    for step in moves.exclude(action="receive"):
        assert step.state_from == state, f"request {pk}: {step.action} from {step.state_from}"
        state = step.state_to
    assert ServiceRequest.objects.get(pk=pk).state == state
    updates = event_model(ServiceRequest).objects.filter(pgh_obj=pk, pgh_label="update")
    assert updates.count() == moves.exclude(action="receive").count()


def _numbers(clerks: list[Clerk]) -> dict[str, Any]:
    kinds: dict[str, list[float]] = defaultdict(list)
    for clerk in clerks:
        for kind, seconds in clerk.times.items():
            kinds[kind] += seconds
    heading = statistics.median(kinds["heading"])
    kinds["all pages and writes"] = [
        s for kind, seconds in kinds.items() if kind != "heading" for s in seconds
    ]
    numbers: dict[str, Any] = {"H_ms": heading * 1000}
    for kind, seconds in kinds.items():
        p95 = statistics.quantiles(seconds, n=20)[-1]
        p50 = statistics.median(seconds)
        numbers[kind] = {
            "requests": len(seconds),
            "p50_ms": p50 * 1000,
            "p95_ms": p95 * 1000,
            "p50_H": p50 / heading,
            "p95_H": p95 / heading,
        }
    numbers["server"] = connection.pg_version
    return numbers
