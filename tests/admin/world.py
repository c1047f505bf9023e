"""Two sites that are alike but for the mark in every name of the second one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from accounts.models import User
from grids.enums import FunctionLine, GridPost
from grids.models import (
    Grid,
    GridFunctionLine,
    GridPartyGroup,
    GridPosting,
    GridStairwell,
    JointHouseholdDwelling,
    JointHouseholdUnit,
)
from sites.enums import OrganisationKind, Post, SiteSetting, TownshipKind
from sites.models import (
    Building,
    CommitteeTerm,
    Community,
    County,
    Dwelling,
    Establishment,
    LeadingGroupMember,
    LeadingGroupVersion,
    Organisation,
    Posting,
    ResettlementSite,
    SiteCommunity,
    Stairwell,
    SystemBody,
    Township,
    UnitDuty,
)
from tests.admin.centre_rows import centre_rows, standard_rows

FIRST_DAY = date(2024, 1, 1)
# Stands in every name of the other site and must never reach a reader of the own site.
MARK = "暗记"


@dataclass
class Place:
    """A site with one row of everything that belongs to it."""

    site: ResettlementSite
    community: Community
    building: Building
    stairwell: Stairwell
    dwelling: Dwelling
    organisation: Organisation
    system_body: SystemBody
    establishment: Establishment
    term: CommitteeTerm
    posting: Posting
    grid: Grid
    party_group: GridPartyGroup
    grid_posting: GridPosting
    joint_unit: JointHouseholdUnit
    function_line: GridFunctionLine
    centre_rows: dict[str, Model]


@dataclass
class World:
    county: County
    township: Township
    own: Place
    other: Place
    version: LeadingGroupVersion
    member: LeadingGroupMember
    duty: UnitDuty
    standard_rows: dict[str, Model]


def make_world() -> World:
    county = County.objects.create(code="520623", name="石阡县")
    township = Township.objects.create(
        county=county, code="520623001", name="汤山街道", kind=TownshipKind.SUBDISTRICT
    )
    own = make_place(township, "A", "")
    version = LeadingGroupVersion.objects.create(
        county=county, document_no="石党办〔2024〕1号", reason="人事变动", valid_from=FIRST_DAY
    )
    return World(
        version=version,
        member=LeadingGroupMember.objects.create(
            version=version, holder=own.posting.holder, duty="3_member"
        ),
        duty=UnitDuty.objects.create(
            organisation=own.organisation,
            system="governance",
            text="社会救助",
            valid_from=FIRST_DAY,
        ),
        standard_rows=standard_rows(),
        county=county,
        township=township,
        own=own,
        other=make_place(township, "B", MARK),
    )


def make_place(township: Township, code: str, mark: str) -> Place:
    community = Community.objects.create(township=township, name=f"社区{code}")
    site = ResettlementSite.objects.create(
        code=code,
        name=f"{mark}安置点{code}",
        township=township,
        setting=SiteSetting.URBAN_COMMUNITY,
        opened_on=FIRST_DAY,
    )
    SiteCommunity.objects.create(site=site, community=community)
    building = Building.objects.create(site=site, community=community, name=f"{mark}1")
    stairwell = Stairwell.objects.create(site=site, building=building, name=f"{mark}2")
    dwelling = Dwelling.objects.create(site=site, stairwell=stairwell, room_no=f"{mark}301")
    organisation = Organisation.objects.create(
        site=site, kind=OrganisationKind.WORKSHOP, name=f"{mark}车间{code}", valid_from=FIRST_DAY
    )
    holder = make_user(f"holder-{code}", f"{mark}任职人{code}")
    grid = Grid.objects.create(
        site=site, code=f"{code}01", name=f"{mark}网格{code}", valid_from=FIRST_DAY
    )
    GridStairwell.objects.create(site=site, grid=grid, stairwell=stairwell, valid_from=FIRST_DAY)
    unit = JointHouseholdUnit.objects.create(
        site=site, grid=grid, name=f"{mark}联户单元", valid_from=FIRST_DAY
    )
    JointHouseholdDwelling.objects.create(
        site=site, unit=unit, dwelling=dwelling, valid_from=FIRST_DAY
    )
    return Place(
        site=site,
        community=community,
        building=building,
        stairwell=stairwell,
        dwelling=dwelling,
        organisation=organisation,
        system_body=SystemBody.objects.create(
            site=site,
            system="culture",
            organisation=Organisation.objects.create(
                site=site,
                kind=OrganisationKind.PARTY_BRANCH,
                name=f"{mark}党支部{code}",
                valid_from=FIRST_DAY,
            ),
            valid_from=FIRST_DAY,
        ),
        establishment=Establishment.objects.create(post=Post.WORK_TEAM_MEMBER, site=site, seats=3),
        posting=post_at(site, holder, Post.FIRST_SECRETARY),
        grid=grid,
        party_group=GridPartyGroup.objects.create(
            site=site, grid=grid, name=f"{mark}党小组{code}", valid_from=FIRST_DAY
        ),
        term=CommitteeTerm.objects.create(
            site=site,
            organisation=organisation,
            kind="residents",
            elected_on=FIRST_DAY,
            valid_from=FIRST_DAY,
            valid_to=date(2028, 12, 31),
        ),
        grid_posting=GridPosting.objects.create(
            site=site, grid=grid, holder=holder, post=GridPost.GRID_LEADER, valid_from=FIRST_DAY
        ),
        joint_unit=unit,
        centre_rows=centre_rows(site, organisation, mark),
        function_line=GridFunctionLine.objects.create(
            site=site, grid=grid, line=FunctionLine.CIVIL_AFFAIRS, valid_from=FIRST_DAY
        ),
    )


def make_user(username: str, name: str = "") -> User:
    return User.objects.create(username=username, name=name or username)


def post_at(site: ResettlementSite, holder: User, post: Post, **fields: object) -> Posting:
    return Posting.objects.create(
        site=site, holder=holder, post=post, **{"valid_from": FIRST_DAY, **fields}
    )


def staff(world: World, post: Post) -> User:
    """Somebody who holds one post: at the county, the town or the own site, as the post asks."""
    user = make_user(f"{post.value}-user")
    place = {"site": world.own.site}
    if post in COUNTY_POSTS:
        place = {"county": world.county}
    if post == Post.TOWN_STAFF:
        place = {"township": world.township}
    Posting.objects.create(holder=user, post=post, valid_from=FIRST_DAY, **place)
    return user


COUNTY_POSTS = {
    Post.COUNTY_ADMINISTRATOR,
    Post.COUNTY_STAFF,
    Post.MEMBER_UNIT_STAFF,
    Post.AUDITOR,
    Post.BUSINESS_AUDITOR,
}
