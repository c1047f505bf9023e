"""Party branches of sites and groups of grids: who leads them, who is in them (R17, R18, R22)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from grids.enums import GridPost
from grids.models import Grid, GridPartyGroup, GridPosting, GridStairwell
from grids.rules import can_keep_grid_postings, can_keep_grids
from grids.work_method import branches_of, secretaries_of
from lib.dated import current_q
from lib.returning import with_way_back
from lib.scope import Scope
from residents.enums import PoliticalStatus
from residents.models import Membership, Person
from residents.rules import READERS
from sites.enums import OrganisationKind, Post
from sites.models import Organisation, Posting, ResettlementSite
from sites.rules import can_keep_organisations

PARTY_CODES = (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY)


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One site: its branches with how many have a secretary, its grids with groups and leaders."""

    site: ResettlementSite
    branches: int
    secretaries: int
    grids: int
    groups: int
    leaders: int
    members: int

    @property
    def gaps(self) -> int:
        """What is missing: the branch or its secretaries, groups of grids, their leaders."""
        branch = max(self.branches, 1)
        return (
            (branch - self.secretaries) + (self.grids - self.groups) + (self.groups - self.leaders)
        )

    @property
    def group_anchor(self) -> str:
        """Where the site's page has the first of its groups: below its branches."""
        return f"body-{max(self.branches, 1) + 1}"

    @property
    def member_anchor(self) -> str:
        """Where the members stand: in the branch, or without one in the groups."""
        return "body-1" if self.branches else self.group_anchor


@dataclass(frozen=True, slots=True)
class Body:
    """A branch or a group: who leads it, who is in it, and where what is missing is mended.

    `members` is None where the reader counts its members without reading who they are.
    """

    name: str
    place: str
    leaders: list[Posting | GridPosting]
    others: list[Posting]
    number: int
    members: list[Person] | None
    mend_url: str
    is_missing: bool = False


def party_board(sites: Sequence[ResettlementSite], on: date) -> list[PartyLine]:
    """A line for each site, those with most gaps first; seven statements."""
    ids = [site.pk for site in sites]
    branches = Counter(branches_of(ids, on).order_by().values_list("site", flat=True))
    led = secretaries_of(ids, on).order_by().values_list("site", "organisation").distinct()
    secretaries = Counter(site for site, _body in led)
    grids = Counter(
        Grid.objects.current(on).filter(site__in=ids).order_by().values_list("site", flat=True)
    )
    found = groups_of(ids, on)
    groups = Counter(group.site_id for group in found)
    leading = set(_leaders(ids, on).order_by().values_list("grid", flat=True))
    leaders = Counter(group.site_id for group in found if group.grid_id in leading)
    members = Counter(party_members(ids, on).order_by().values_list("site", flat=True))
    lines = [
        PartyLine(
            site,
            *(
                number[site.pk]
                for number in (branches, secretaries, grids, groups, leaders, members)
            ),
        )
        for site in sites
    ]
    return sorted(lines, key=lambda line: (-line.gaps, line.site.code))


def groups_of(ids: list[int], on: date) -> list[GridPartyGroup]:
    """The party groups of grids in force, one a grid."""
    rows = GridPartyGroup.objects.current(on).filter(site__in=ids)
    return list(rows.filter(current_q(on, "grid__")).order_by("grid__code"))


def party_members(ids: list[int], on: date) -> QuerySet:
    """Memberships of party members who live at these sites on the day; a row a person."""
    rows = Membership.objects.current(on).filter(site__in=ids)
    return rows.filter(person__political_code__in=PARTY_CODES)


def bodies_of(scope: Scope, site: ResettlementSite, on: date, back: str) -> list[Body]:
    """The branches of a site, then the groups of its grids; a missing one is a body too."""
    branches = list(branches_of([site.pk], on))
    readable = _readable(scope, site, on)
    total = party_members([site.pk], on).count()
    found = [_branch(scope, site, row, on, total, readable, back) for row in branches]
    if not branches:
        found.append(_missing_branch(scope, site, back))
    groups = {group.grid_id: group for group in groups_of([site.pk], on)}
    leaders: dict[int, list[GridPosting]] = {}
    for posting in _leaders([site.pk], on).select_related("holder"):
        leaders.setdefault(posting.grid_id, []).append(posting)
    at_home = _by_grid(site, on)
    for grid in Grid.objects.current(on).filter(site=site).order_by("code"):
        group, led = groups.get(grid.pk), leaders.get(grid.pk, [])
        here = at_home.get(grid.pk, set())
        found.append(
            Body(
                name=group.name if group else "",
                place=grid.name,
                leaders=list(led),
                others=[],
                number=len(here),
                members=None
                if readable is None
                else [person for person in readable if person.pk in here],
                mend_url=_mend_group(scope, grid, bool(group), bool(led), back),
                is_missing=group is None,
            )
        )
    return found


def _branch(
    scope: Scope,
    site: ResettlementSite,
    branch: Organisation,
    on: date,
    total: int,
    readable: list[Person] | None,
    back: str,
) -> Body:
    postings = Posting.objects.in_post(on).filter(organisation=branch).select_related("holder")
    rows = list(postings.order_by("post", "id"))
    leaders = [row for row in rows if row.post == Post.BRANCH_SECRETARY]
    committee = (Post.BRANCH_COMMITTEE_MEMBER, Post.PARTY_COMMITTEE_MEMBER)
    fill = {"post": Post.BRANCH_SECRETARY.value, "site": site.pk, "organisation": branch.pk}
    may_fill = not leaders and can_keep_grid_postings(scope, Posting(site=site))
    return Body(
        name=branch.name,
        place=site.name,
        leaders=list(leaders),
        others=[row for row in rows if row.post in committee],
        number=total,
        members=readable,
        mend_url=with_way_back(reverse("post_appoint", args=["site"]), back, **fill)
        if may_fill
        else "",
    )


def _missing_branch(scope: Scope, site: ResettlementSite, back: str) -> Body:
    url = ""
    if can_keep_organisations(scope, Organisation(site=site)):
        add = reverse("admin:sites_organisation_add")
        kind = OrganisationKind.PARTY_BRANCH.value
        url = with_way_back(add, back, site=site.pk, kind=kind)
    return Body("", site.name, [], [], 0, None, url, is_missing=True)


def _mend_group(scope: Scope, grid: Grid, has_group: bool, is_led: bool, back: str) -> str:
    if not has_group:
        if not can_keep_grids(scope, grid):
            return ""
        add = reverse("admin:grids_gridpartygroup_add")
        return with_way_back(add, back, site=grid.site_id, grid=grid.pk)
    if is_led or not can_keep_grid_postings(scope, grid):
        return ""
    post = GridPost.PARTY_GROUP_LEADER.value
    return with_way_back(reverse("post_appoint", args=["grid"]), back, post=post, grid=grid.pk)


def _leaders(ids: list[int], on: date) -> QuerySet:
    rows = GridPosting.objects.in_post(on).filter(site__in=ids)
    return rows.filter(post=GridPost.PARTY_GROUP_LEADER)


def _readable(scope: Scope, site: ResettlementSite, on: date) -> list[Person] | None:
    """The party members whom the reader may read by name; None where he reads nobody here."""
    reading = scope.only(READERS)
    if not (reading.area.county or site.pk in reading.area.site_ids):
        return None
    rows = Person.objects.within(reading).filter(
        pk__in=party_members([site.pk], on).values("person")
    )
    return list(rows.order_by("name", "pk"))


def _by_grid(site: ResettlementSite, on: date) -> dict[int, set[int]]:
    """Grid to the ids of the party members who live in its stairwells; two statements."""
    grid_of = dict(GridStairwell.objects.filter(site=site).values_list("stairwell", "grid"))
    home = "household__occupancy__"
    rows = party_members([site.pk], on).filter(current_q(on, home))
    found: dict[int, set[int]] = {}
    for person, stairwell in rows.values_list("person", f"{home}dwelling__stairwell"):
        if stairwell in grid_of:
            found.setdefault(grid_of[stairwell], set()).add(person)
    return found
