"""Two sites in which every figure has rows: what is held, and what is missing."""

from dataclasses import dataclass
from datetime import date, timedelta

from grids.enums import FIVE_ROLES, FunctionLine, GridPost
from grids.models import GridFunctionLine, GridPartyGroup, GridPosting
from lib.periods import Period, since_last_year, today
from lib.scope import Scope, scope_of
from residents.models import Household
from services.figures.requests import CATEGORY_FIGURES
from sites.actions.checklist_findings import confirm_finding, rectify_finding
from sites.centre_enums import VenueOrigin
from sites.enums import Post
from sites.models import (
    CommitteeTerm,
    Establishment,
    Facility,
    Posting,
    ReserveCadre,
    ResettlementSite,
)
from tests import factories
from tests.services.doors import make_door_service
from tests.services.ledger_files import make_old_dispute
from tests.services.meetings import make_meeting
from tests.services.requests import make_request
from tests.sites.centre_things import make_booking, make_checked, make_culture_centre

HOMES = 3


@dataclass
class World:
    """`first` has its posts filled, `second` is read by nobody but the county."""

    first: ResettlementSite
    second: ResettlementSite
    scopes: dict[str, Scope]
    users: dict

    @property
    def period(self) -> Period:
        return since_last_year(today())


def make_world(homes: int = HOMES) -> World:
    """`homes` households of two persons at each of two sites, and staff of every role."""
    first = factories.make_site(name="青山安置点", code="W01")
    second = factories.make_site(name="绿水安置点", code="W02")
    for site in (first, second):
        _fill(site, homes)
    empty = factories.make_site(name="无人安置点", code="W03")
    _fill(empty, 1, posts=False)
    factories.make_leader(second)
    # One more site without anybody, so that every gap has two rows.
    factories.make_site(name="新设安置点", code="W04")
    grid = GridPosting.objects.filter(site=first, post=GridPost.GRID_LEADER).first()
    users = {
        "county": factories.make_county_staff(),
        "leader": factories.make_leader(first),
        "site": factories.make_site_staff(first),
        "grid": grid.holder,
    }
    # The site's officer helps out at the site that has nobody yet.
    factories.make_posting(users["site"], Post.CENTRE_STAFF, empty)
    scopes = {name: scope_of(user.pk, today()) for name, user in users.items()}
    return World(first, second, scopes, users)


def _fill(site: ResettlementSite, homes: int, *, posts: bool = True) -> None:
    building = factories.make_building(site)
    stairwell = factories.make_stairwell(building)
    for number in range(homes):
        home = factories.make_dwelling(stairwell)
        household = factories.make_household(dwelling=home, head=f"王{site.code}{number}")
        factories.make_person(household, name=f"李{site.code}{number}")
    headless = factories.make_stairwell(factories.make_building(site))
    factories.make_stairwell(headless.building)
    lonely = factories.make_grid(headless)
    if not posts:
        return
    grid = factories.make_grid(stairwell)
    GridPartyGroup.objects.create(site=site, grid=grid, name="党小组", valid_from=date(2021, 1, 1))
    for name in ("甲", "乙", "丙"):
        factories.make_posting(
            factories.make_user(name + site.code), GridPost.FULL_TIME_MEMBER, grid
        )
    leader = factories.make_user("楼长" + site.code)
    factories.make_posting(leader, GridPost.GRID_LEADER, grid, building=building)
    # One person, two buildings: he counts once.
    second_building = factories.make_stairwell(factories.make_building(site)).building
    GridPosting.objects.create(
        site=site, grid=lonely, building=second_building, holder=leader,
        post=GridPost.GRID_LEADER, valid_from=date(2021, 1, 1),
    )  # fmt: skip
    for post in (Post.FIRST_SECRETARY, Post.WORK_TEAM_MEMBER, Post.CULTURE_STAFF):
        factories.make_posting(factories.make_user(post + site.code), post, site)
        Establishment.objects.create(site=site, post=post, seats=2)


def hang(world: World) -> None:
    """Adds to both sites a household with every link of the net and one for each gap."""
    for site in (world.first, world.second):
        leaders = GridPosting.objects.filter(site=site, post=GridPost.GRID_LEADER)
        led, lonely = (posting.grid for posting in leaders.order_by("pk"))
        whole = Household.objects.filter(site=site).order_by("pk").first()
        factories.make_contact_pair(whole)
        factories.make_joint_unit(led, whole.occupancy_set.get().dwelling)
        factories.make_household(site)
        headless = lonely.stairwells.first()
        factories.make_household(dwelling=factories.make_dwelling(headless))
        gridless = factories.make_stairwell(factories.make_building(site))
        factories.make_household(dwelling=factories.make_dwelling(gridless))
        GridFunctionLine.objects.create(
            site=site, grid=led, line=FunctionLine.EMERGENCY, valid_from=date(2021, 1, 1)
        )


def source(world: World) -> None:
    """Says at both sites where the holders of some posts come from, and what is due."""
    for site in (world.first, world.second):
        cadre, _waiting = (
            ReserveCadre.objects.create(
                site=site,
                name=f"{name}{site.code}",
                source="wealth_leader",
                recommended_by="党支部",
                recommended_on=date(2024, 1, 1),
            )
            for name in ("龙", "黎")
        )
        soon = today() + timedelta(days=30)
        Posting.objects.filter(site=site, post=Post.WORK_TEAM_MEMBER).update(
            source="home_unit", reserve_cadre=cadre, planned_to=soon
        )
        members = GridPosting.objects.filter(site=site, post=GridPost.FULL_TIME_MEMBER)
        sources = ("former_village_cadre", "young_party_member", "wealth_leader")
        for member, code in zip(members.order_by("pk"), sources, strict=True):
            GridPosting.objects.filter(pk=member.pk).update(source=code, reserve_cadre=cadre)
        CommitteeTerm.objects.create(
            site=site,
            organisation=factories.make_organisation(site),
            kind="residents",
            elected_on=date(2022, 1, 1),
            valid_from=date(2022, 1, 1),
            valid_to=soon,
        )


def care(world: World) -> None:
    """Two households in care at each site, and two tasks of a member unit, done."""
    for site in (world.first, world.second):
        for household in Household.objects.filter(site=site).order_by("pk")[:2]:
            factories.make_care_tag(household)
    for _number in range(2):
        factories.make_unit_task(status="done", reported_on=today(), evidence="已办")


def wish(world: World) -> None:
    """Two confirmed requests of each category that has a figure, one of them reopened before."""
    for site in (world.first, world.second):
        for category in CATEGORY_FIGURES:
            for times in (0, 1):
                make_request(site, "closed", category=category, reopened_times=times)


def serve(world: World) -> None:
    """At each site a verified door service in each of the five roles, and past ledgers."""
    for site in (world.first, world.second):
        household = Household.objects.filter(site=site).order_by("pk").first()
        doers = (factories.make_user(),)
        for role in FIVE_ROLES:
            make_door_service(household, doers=doers, capacity=role, state="confirmed")
        make_door_service(household, doers=doers, is_historical=True)
        make_request(site, "done_claimed", is_historical=True)
        make_meeting(site, state="closed", is_historical=True)
        make_old_dispute(site)


def furnish(world: World) -> None:
    """Centres, rooms that were used, checks with findings, facilities, at both sites."""
    for site in (world.first, world.second):
        three = {"has_party_building": True, "has_governance": True, "has_service": True}
        factories.make_centre(site, **three)
        make_culture_centre(site)
        for origin in VenueOrigin:
            room = factories.make_venue(site, origin=origin)
            make_booking(room, day=today() - timedelta(days=7))
        for weekday in range(7):
            factories.make_hours(site, weekday=weekday)
        finding = make_checked(site)
        done = rectify_finding(actor=factories.make_user(), finding=finding, note="已补")
        confirm_finding(actor=factories.make_user(), finding=done, note="")
        Facility.objects.create(
            site=site, kind="clinic", name="卫生室", walk_minutes=6, valid_from=date(2021, 1, 1)
        )
