"""Stores the whole demonstration in one transaction, table by table, parents first."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from django.db import models

from accounts.models import User
from demo.centres import give_rooms, open_centres
from demo.checks import check_centres
from demo.circle import draw_circle
from demo.disputes import quarrel
from demo.door_services import serve
from demo.governance import govern
from demo.identity import Numbers
from demo.leadership import lead
from demo.links import link
from demo.meetings import convene
from demo.net import cast_net
from demo.notices import notify
from demo.organisations import found
from demo.places import SITE_CODE_PREFIX, lay_out
from demo.posts import fill_in
from demo.requests import ask
from demo.residents import settle
from demo.staff import USERNAME_PREFIX, engage
from grids.models import Grid
from lib.history import set_constraints_immediate
from lib.scope import Scope, scoped
from residents.models import Household
from services.models import DoorServiceKind, MeetingKind
from sites.models import ResettlementSite

BATCH = 2000
# Lists that a new database has already: model to its key and what the demonstration says of it.
SEEDED: dict[type[models.Model], tuple[str, list[str]]] = {
    MeetingKind: ("code", ["name", "platform", "quorum", "is_published", "is_four_in_one"]),
    DoorServiceKind: ("code", ["name", "usual_capacity", "position"]),
}
# Sites were filled until 2021 and their story of moves reaches back two years.
FIRST_DAY = date(2023, 6, 1)


class RealData(Exception):
    """The database holds users or sites that the demonstration did not make."""


def is_loaded() -> bool:
    """Whether the demonstration stands in this database."""
    return ResettlementSite.objects.filter(code__startswith=SITE_CODE_PREFIX).exists()


def refuse_real_data() -> None:
    """Raises RealData where there is one user or site of somebody else's making."""
    users = User.objects.exclude(username__startswith=USERNAME_PREFIX).count()
    sites = ResettlementSite.objects.exclude(code__startswith=SITE_CODE_PREFIX).count()
    if users or sites:
        raise RealData(f"{users} users, {sites} sites")


def build(*, as_of: date, seed: int) -> list[Sequence[models.Model]]:
    """The unsaved rows of the county as it stands on a day, table by table, parents first.

    The same day and seed give the same rows; what is sealed or hashed differs in its random salt.
    """
    numbers = Numbers()
    places = lay_out()
    bodies = found(places)
    register = settle(Random(f"{seed}:register"), as_of, numbers, places)
    staff = engage(Random(f"{seed}:staff"), as_of, numbers, places, bodies)
    net = cast_net(places, register, staff)
    links = link(net, places, bodies, register, staff)
    leadership = lead(as_of, places, bodies, staff, register)
    posts = fill_in(Random(f"{seed}:posts"), places, bodies, staff, net)
    doors = serve(Random(f"{seed}:doors"), as_of, places, register, staff, net)
    wishes = ask(Random(f"{seed}:requests"), as_of, places, bodies, staff, register)
    meetings = convene(Random(f"{seed}:meetings"), as_of, places, bodies, staff)
    centres = open_centres(Random(f"{seed}:centres"), as_of, places, bodies, staff)
    checks = check_centres(Random(f"{seed}:checks"), as_of, places, staff)
    give_rooms(meetings.meetings, centres)
    circle = draw_circle(Random(f"{seed}:circle"), places)
    disputes = quarrel(Random(f"{seed}:disputes"), as_of, places, register, staff, net)
    governance = govern(Random(f"{seed}:governance"), as_of, places, bodies, staff, net, links)
    notices = notify(Random(f"{seed}:notices"), as_of, places, staff, net)
    successors = [row for row in register.households if row.predecessor]
    return [
        [places.county],
        places.townships,
        places.communities,
        places.sites,
        places.site_communities,
        bodies.rows,
        governance.centres,
        places.buildings,
        places.stairwells,
        places.dwellings,
        staff.users,
        *posts.before,
        staff.postings,
        governance.postings,
        staff.establishments,
        net.grids,
        net.stairwells,
        net.party_groups,
        links.lines,
        links.units,
        links.dwellings,
        net.postings,
        governance.reports,
        governance.steps,
        notices.notices,
        notices.receipts,
        [row for row in register.households if not row.predecessor],
        successors,
        register.persons,
        register.memberships,
        register.occupancies,
        links.pairs,
        leadership.versions,
        leadership.members,
        leadership.duties,
        leadership.tasks,
        leadership.steps,
        leadership.tags,
        leadership.systems,
        *posts.after,
        # Rooms before the meetings that are held in them.
        *(getattr(part, name) for part in (centres, checks, circle) for name in part.__slots__),
        *doors.tables,
        *meetings.tables,
        wishes.requests,
        wishes.steps,
        wishes.supervisions,
        *disputes.tables,
    ]


def load(*, as_of: date, seed: int) -> dict[str, int]:
    """Builds and stores the county: model label to number of rows."""
    tables = build(as_of=as_of, seed=seed)
    with scoped(Scope(None, as_of), command="load_demo"):
        set_constraints_immediate()
        return _store(tables)


def _store(tables: list[Sequence[models.Model]]) -> dict[str, int]:
    stored: dict[str, int] = {}
    for rows in tables:
        if not rows:
            continue
        model = type(rows[0])
        seeded: dict[str, Any] = {}
        if model in SEEDED:
            key, fields = SEEDED[model]
            seeded = {"update_conflicts": True, "unique_fields": [key], "update_fields": fields}
        model._default_manager.bulk_create(rows, batch_size=BATCH, **seeded)
        stored[model._meta.label] = stored.get(model._meta.label, 0) + len(rows)
    return stored


def summary(stored: dict[str, int]) -> str:
    """The load in one line."""
    return (
        f"{stored[ResettlementSite._meta.label]} sites, {stored[Grid._meta.label]} grids, "
        f"{stored[Household._meta.label]} households, {stored['residents.Person']} persons, "
        f"{stored[User._meta.label]} colleagues"
    )
