"""The "125" board (R49, R51): one party organisation, two levers, five roles, at every site."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from grids.enums import FIVE_ROLES, GridPost
from grids.models import Grid, GridPosting
from grids.rules import can_keep_grid_postings
from grids.seats import KIND, seats_of_grids
from lib.returning import with_way_back
from lib.scope import Scope
from sites.enums import OrganisationKind, Post, SupportSystem
from sites.models import Organisation, Posting, ResettlementSite, SystemBody
from sites.rules import can_keep_organisations

LEVERS = (GridPost.PARTY_GROUP_LEADER, GridPost.GRID_LEADER)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the method at a site: how many of its seats are filled; 0 of 0 is a gap too.

    `anchor` is where the site's page has its rows.
    """

    label: str
    filled: int
    seats: int
    anchor: str

    @property
    def is_vacant(self) -> bool:
        return self.filled < max(self.seats, 1)


@dataclass(frozen=True, slots=True)
class MethodLine:
    """One site: its branch and secretary, its two levers, its five roles."""

    site: ResettlementSite
    parts: list[Part]

    @property
    def vacant(self) -> int:
        return sum(part.is_vacant for part in self.parts)


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One of the five systems at a site: who answers for it, or where that is mended."""

    label: str
    organisation: Organisation | None
    mend_url: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Who holds one part at a site, the places where nobody does, each with where to appoint."""

    part: Part
    holders: list[GridPosting]
    vacancies: list[tuple[str, str]]


def method_board(scope: Scope, sites: Sequence[ResettlementSite], on: date) -> list[MethodLine]:
    """A line for each site, those with most vacancies first; a fixed number of statements."""
    ids = [site.pk for site in sites]
    branches = _number(branches_of(ids, on))
    secretaries = _number(secretaries_of(ids, on), "organisation")
    roles = _roles(ids, on)
    systems = _number(SystemBody.objects.current(on).filter(site__in=ids), "system")
    seats: Counter[tuple[int | None, str]] = Counter()
    held: Counter[tuple[int | None, str]] = Counter()
    for row in seats_of_grids(scope, on):
        seats[row.site_id, row.post] += row.seats
        held[row.site_id, row.post] += min(row.held, row.seats)
    lines = []
    for site in sites:
        levers = [
            Part(str(post.label), held[site.pk, post], seats[site.pk, post], post.value)
            for post in LEVERS
        ]
        branch = branches.get(site.pk, 0)
        lines.append(
            MethodLine(
                site,
                [
                    Part(_("party branch"), branch, max(branch, 1), "core"),
                    Part(_("branch secretary"), secretaries.get(site.pk, 0), branch, "core"),
                    *levers,
                    *(Part(str(r.label), n := roles.get((site.pk, r), 0), max(n, 1), r.value)
                      for r in FIVE_ROLES),
                    Part(_("systems with a party organisation"), systems.get(site.pk, 0),
                         len(SupportSystem), "systems"),
                ],
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (-line.vacant, line.site.code))


def rosters_of(scope: Scope, site: ResettlementSite, on: date, back: str) -> list[Roster]:
    """The seven rosters of grid posts at a site; the vacancies of a lever are its empty seats,
    those of a role the grids without it.
    """
    (line,) = method_board(scope, [site], on)
    grids = list(Grid.objects.current(on).filter(site=site))
    postings = GridPosting.objects.in_post(on).filter(grid__in=grids)
    held: dict[str, list[GridPosting]] = {}
    for posting in postings.select_related("holder", "grid", "building").order_by("grid", "pk"):
        held.setdefault(posting.post, []).append(posting)
    may_fill = can_keep_grid_postings(scope, GridPosting(site=site))

    def fill(place: str, query: dict) -> tuple[str, str]:
        url = with_way_back(reverse("post_appoint", args=[KIND]), back, **query)
        return place, url if may_fill else ""

    empty: dict[str, list[tuple[str, str]]] = {}
    for row in seats_of_grids(scope, on):
        if row.site_id == site.pk and row.vacant and row.post in LEVERS:
            empty.setdefault(row.post, []).append(fill(row.place, row.fill))
    for role in FIVE_ROLES:
        with_one = {posting.grid_id for posting in held.get(role, [])}
        lacking = [grid for grid in grids if grid.pk not in with_one]
        empty[role] = [fill(grid.name, {"post": role.value, "grid": grid.pk}) for grid in lacking]
    parts = zip((*LEVERS, *FIVE_ROLES), line.parts[2:-1], strict=True)
    return [Roster(part, held.get(post, []), empty.get(post, [])) for post, part in parts]


def systems_of(scope: Scope, site: ResettlementSite, on: date, back: str) -> list[SystemLine]:
    """The five systems of a site; a gap leads whoever keeps its bodies to the master data (R49)."""
    rows = SystemBody.objects.current(on).filter(site=site).select_related("organisation")
    held = {row.system: row.organisation for row in rows}
    may_keep = can_keep_organisations(scope, Organisation(site=site))
    add = reverse("admin:sites_systembody_add")
    return [
        SystemLine(
            str(system.label),
            held.get(system),
            with_way_back(add, back, site=site.pk, system=system.value)
            if may_keep and system not in held
            else "",
        )
        for system in SupportSystem
    ]


def branches_of(ids: list[int], on: date) -> QuerySet:
    """The living party branches of these sites."""
    rows = Organisation.objects.current(on).filter(site__in=ids)
    return rows.filter(kind=OrganisationKind.PARTY_BRANCH).order_by("valid_from")


def secretaries_of(ids: list[int], on: date) -> QuerySet:
    """The postings of the secretaries of these sites' branches."""
    rows = Posting.objects.in_post(on).filter(site__in=ids, post=Post.BRANCH_SECRETARY)
    return rows.filter(organisation__in=branches_of(ids, on)).select_related("holder")


def _number(rows: QuerySet, thing: str = "pk") -> dict[int, int]:
    """Site to the number of distinct things in its rows."""
    return dict(rows.order_by().values_list("site").annotate(n=Count(thing, distinct=True)))


def _roles(ids: list[int], on: date) -> dict[tuple[int, str], int]:
    """(Site, role) to the number of persons who hold it."""
    rows = GridPosting.objects.in_post(on).filter(site__in=ids, post__in=FIVE_ROLES)
    found = rows.order_by().values_list("site", "post")
    counted = found.annotate(number=Count("holder", distinct=True))
    return {(site, post): number for site, post, number in counted}
