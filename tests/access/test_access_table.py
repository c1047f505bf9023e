"""Every address and method against every role; an address without a row fails."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User, WorkerBeat
from residents.actions.imports import asking
from residents.facts import REVEALED_OF_HOUSEHOLD
from residents.models import HeaderChoice
from services.models import PublicDoor
from tests.access.cast import ROLES, make_cast
from tests.access.table import ANY, OF_ONESELF, OTHER, OWN, TABLE
from tests.factories import (
    make_care_tag,
    make_contact_pair,
    make_grid,
    make_life_event,
    make_organisation,
    make_unit_task,
)
from tests.grids.notices import things_of_notices
from tests.grids.reports import make_report
from tests.residents.imports.rosters import member, roster
from tests.residents.world import MARK, OTHER_ID, OTHER_PHONE, World, make_world
from tests.services.dispute_things import things_of_disputes
from tests.services.doors import things_of_doors
from tests.services.meetings import things_of_meetings
from tests.services.requests import make_request
from tests.sites.centre_things import things_of_centres
from tests.sites.things import things_of_posts

# The table is walked in shares, each within the time that a test may take.
SHARES = 8
ANSWERED, FORBIDDEN, NOT_FOUND, NO_METHOD, SIGN_IN = ".x-ms"


def names(resolver: URLResolver, prefix: str = "") -> list[str]:
    """Every URL name of the project, the admin's with their namespace."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += names(pattern, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append(f"{prefix}{pattern.name}")
    return found


@pytest.fixture
def world(db) -> World:
    WorkerBeat.objects.create(name="worker")
    return make_world()


@pytest.fixture
def cast(world) -> dict[str, User | None]:
    return make_cast(world)


@pytest.fixture
def clients(cast) -> dict[str, Client]:
    found = {}
    for role, user in cast.items():
        found[role] = Client(raise_request_exception=True)
        if user is not None:
            found[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


def objects(world: World, cast: dict[str, User | None]) -> dict[str, dict[str, Any]]:
    """Place to what an address may name there."""
    found = {}
    posts = {
        at.site.pk: things_of_posts(at.site, mark)
        | things_of_meetings(at.site, mark)
        | things_of_centres(at.site, mark)
        for at, mark in ((world.own, ""), (world.other, MARK))
    }
    for place, at, household, stairwell in (
        (OWN, world.own, world.own.household, world.own.stairwell),
        ("own site, other grid", world.own, world.own.neighbours, world.own.second_stairwell),
        (OTHER, world.other, world.other.household, world.other.stairwell),
    ):
        person = household.membership_set.order_by("pk").first().person
        batch = asking.upload_roster(
            actor=cast["county"],
            site=at.site,
            file_name=f"{MARK}.csv" if place == OTHER else "r.csv",
            content=roster(member("A1", f"{MARK if place == OTHER else '甲'}")),
        )
        grid = at.grid if stairwell == at.stairwell else make_grid(site=at.site)
        found[place] = {
            "household_id": household.pk,
            "person_id": person.pk,
            "building_id": at.building.pk,
            "site_id": at.site.pk,
            "task_id": make_unit_task().pk,
            "event_id": make_life_event(household).pk,
            "event_kind": "hukou",
            "tag_id": make_care_tag(household).pk,
            "stairwell_id": stairwell.pk,
            "pair_id": make_contact_pair(household).pk,
            "organisation_id": make_organisation(
                at.site, name=f"{MARK if place == OTHER else '甲'}{place}"
            ).pk,
            **posts[at.site.pk],
            **things_of_doors(household, MARK if place == OTHER else ""),
            "topic": "doorservice",
            **things_of_disputes(at, household, MARK if place == OTHER else ""),
            "token": batch.token,
            "choice_id": HeaderChoice.objects.create(
                site=at.site, header=f"{MARK if place == OTHER else '甲'}{place}", field="address"
            ).pk,
            "code": "households",
            "list_code": "leaves",
            "request_id": make_request(
                at.site, household=household, words=f"{MARK if place == OTHER else '甲'}漏水"
            ).pk,
            "report_id": make_report(
                grid,
                words=f"{MARK if place == OTHER else '甲'}堆物",
            ).pk,
            **things_of_notices(grid, MARK if place == OTHER else ""),
            "action": "note",
            "door_code": PublicDoor.objects.get_or_create(site=at.site)[0].code,
            "name": "phone",  # of a person; a household's is named below
        }
    return found


def words_of(name: str) -> list[str]:
    """The names of what an address takes."""
    return [word for word in get_resolver().reverse_dict.getlist(name)[0][0][0][1]]


def address(name: str, things: dict[str, Any]) -> str:
    kwargs = {word: things[word] for word in words_of(name)}
    if name == "list_export":
        kwargs["list_code"] = "posts"
    if name == "household_reveal":
        kwargs["name"] = next(iter(REVEALED_OF_HOUSEHOLD))
    return reverse(name, kwargs=kwargs)


# What a county leader counts in all sites, under their names and without personal data.
COUNTED_PAGES = {
    "home", "my_work", "figure_list", "figure_detail", "coverage_list", "method_list", "party_list",
    "organisation_board", "organisation_list", "organisation_detail", "centre_list",
    "dispute_summary", "governance_list", "net_report_list",
}  # fmt: skip


def mark_of(response: Any) -> str:
    """An answer as a mark of the table."""
    status = response.status_code
    if status == 302 and response.url.startswith(reverse("sign_in")):
        return SIGN_IN
    known = {403: FORBIDDEN, 404: NOT_FOUND, 405: NO_METHOD}
    return known.get(status, ANSWERED if status < 500 else str(status))


def test_every_address_has_a_row():
    known = {name for name, _method, _place in TABLE} | OF_ONESELF
    own = {name for name in names(get_resolver()) if not name.startswith("admin:")}

    assert own == known


@pytest.mark.parametrize("share", range(SHARES))
def test_the_table_holds(world, cast, clients, share):
    """One world for a share of the rows; every row's deeds are rolled back before the next."""
    things = objects(world, cast)
    wrong: dict[tuple[str, str, str], dict[str, str]] = {}
    for (name, method, place), marks in list(TABLE.items())[share::SHARES]:
        url = address(name, things[OWN if place == ANY else place])
        expected = dict(zip(ROLES, marks.split(), strict=True))
        for role, client in clients.items():
            with transaction.atomic():
                response = client.generic(
                    method, url, content_type="application/x-www-form-urlencoded"
                )
                found = mark_of(response) + leak_of(response, role, name)
                transaction.set_rollback(True)
            if found != expected[role]:
                wrong.setdefault((name, method, place), {})[role] = found
    assert not wrong, "\n".join(f"{row}: {roles}" for row, roles in wrong.items())


def leak_of(response: Any, role: str, name: str) -> str:
    """ " leak" where the other site's data reached somebody who may not read it."""
    # Who counts the whole county sees its sites' names, which carry the mark too.
    sees_all = role in ("administrator", "county", "member_unit", "business", "auditor")
    sees_all |= role == "leader" and name in COUNTED_PAGES
    # All staff may look up every colleague's posts, places included (design, roles).
    sees_all |= name == "staff_list"
    text = "" if response.streaming else response.content.decode(errors="replace")
    leaks = any(secret in text for secret in (MARK, OTHER_PHONE, OTHER_ID))
    return " leak" if leaks and not sees_all else ""
