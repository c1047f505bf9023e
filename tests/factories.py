"""Rows for tests: small plain functions without surprises; every one gives the saved row.

What is left out gets a value that is right and differs from row to row. Identity numbers carry
the never-assigned area prefix 520699.
"""

from datetime import date, time, timedelta
from itertools import count
from typing import Any

from accounts.models import User
from grids.enums import GridPost
from grids.models import (
    Grid,
    GridPosting,
    GridStairwell,
    JointHouseholdDwelling,
    JointHouseholdUnit,
)
from lib.periods import today
from residents.enums import AttentionTier, CareKind, LifeEventKind
from residents.models import (
    CareTag,
    ContactPair,
    Household,
    LifeEvent,
    Membership,
    Occupancy,
    Person,
)
from sites.centre_enums import House, VenueKind, VenueOrigin
from sites.enums import (
    DwellingState,
    OrganisationKind,
    PlaceLevel,
    Post,
    SiteSetting,
    TownshipKind,
    level_of,
)
from sites.models import (
    Building,
    Community,
    County,
    Dwelling,
    OpeningHours,
    Organisation,
    Posting,
    ResettlementSite,
    ServiceCentre,
    SiteCommunity,
    Stairwell,
    SystemBody,
    Township,
    UnitTask,
    Venue,
)

FIRST_DAY = date(2020, 1, 1)
PASSWORD = "Anju-test-2026"
HEAD = "02"  # GB/T 4761
_numbers = count(1)
_orders = count(1)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def make_id_number(
    birth: date = date(1980, 1, 1), order: int | None = None, *, sex: str = "1"
) -> str:
    """A number that passes the check digit, 500 different ones a birth date and sex."""
    order = 2 * next(_orders) + (sex == "1") if order is None else order
    head = f"520699{birth:%Y%m%d}{order % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(head, WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


def make_county() -> County:
    """The one county; asked again it is the same row."""
    return County.objects.get_or_create(code="520623", defaults={"name": "石阡县"})[0]


def make_township(name: str = "汤山街道", code: str = "520623001") -> Township:
    """A town; asked again by the same code it is the same row."""
    fields = {"county": make_county(), "name": name, "kind": TownshipKind.SUBDISTRICT}
    return Township.objects.get_or_create(code=code, defaults=fields)[0]


def make_community(township: Township | None = None, **fields: Any) -> Community:
    number = next(_numbers)
    return Community.objects.create(
        township=township or make_township(), **{"name": f"社区{number}", **fields}
    )


def make_site(**fields: Any) -> ResettlementSite:
    """An urban site with one community."""
    number = next(_numbers)
    township = fields.pop("township", None) or make_township()
    site = ResettlementSite.objects.create(
        township=township,
        **{
            "code": f"S{number:03d}",
            "name": f"安置点{number}",
            "setting": SiteSetting.URBAN_COMMUNITY,
            "opened_on": date(2018, 1, 1),
            **fields,
        },
    )
    SiteCommunity.objects.create(site=site, community=make_community(township))
    return site


def make_organisation(site: ResettlementSite | None, **fields: Any) -> Organisation:
    """A party branch of a site, or with site=None a body of the county."""
    values = {"kind": OrganisationKind.PARTY_BRANCH, "name": f"机构{next(_numbers)}", **fields}
    return Organisation.objects.create(site=site, **{"valid_from": date(2019, 1, 1), **values})


def make_system_body(branch: Organisation, system: str) -> SystemBody:
    """A party organisation answers for a system of its site."""
    return SystemBody.objects.create(
        site=branch.site, system=system, organisation=branch, valid_from=date(2019, 1, 1)
    )


def make_life_event(household: Household, **fields: Any) -> LifeEvent:
    """An event that was recorded today and wrote nothing."""
    values = {"kind": LifeEventKind.HUKOU, "occurred_on": today(), **fields}
    recorded_by = values.pop("recorded_by", None) or make_user()
    return LifeEvent.objects.create(
        site_id=household.site_id, household=household, recorded_by=recorded_by, **values
    )


def make_care_tag(household: Household, **fields: Any) -> CareTag:
    """The household in care for two months from today."""
    values = {
        "kind": CareKind.SUDDEN_HARDSHIP,
        "tier": AttentionTier.YELLOW,
        "reason": "突发变故",
        "set_by": fields.pop("set_by", None) or make_user(),
        "valid_from": today(),
        "review_on": today() + timedelta(days=30),
        "valid_to": today() + timedelta(days=60),
    }
    return CareTag.objects.create(
        site_id=household.site_id, household=household, **{**values, **fields}
    )


def make_unit_task(unit: Organisation | None = None, **fields: Any) -> UnitTask:
    """A task given to a member unit, due in a month."""
    unit = unit or make_organisation(None, kind=OrganisationKind.MEMBER_UNIT)
    values = {
        "title": "修缮道路",
        "system": "party",
        "given_on": today(),
        "due_on": today() + timedelta(days=30),
    }
    return UnitTask.objects.create(organisation=unit, **{**values, **fields})


def make_centre(site: ResettlementSite | None = None, **fields: Any) -> ServiceCentre:
    """The party-mass service centre of a site, without functions unless they are given."""
    values = {"name": f"党群服务中心{next(_numbers)}", "opened_on": FIRST_DAY, **fields}
    return ServiceCentre.objects.create(site=site or make_site(), **values)


def make_venue(site: ResettlementSite | None = None, **fields: Any) -> Venue:
    """A meeting room in the service centre of a site."""
    values = {
        "name": f"会议室{next(_numbers)}",
        "house": House.SERVICE_CENTRE,
        "kind": VenueKind.MEETING_ROOM,
        "origin": VenueOrigin.REUSED,
        "valid_from": FIRST_DAY,
    }
    return Venue.objects.create(site=site or make_site(), **{**values, **fields})


def make_hours(
    site: ResettlementSite, *, opens: str = "09:00", closes: str = "17:00", **fields: Any
) -> OpeningHours:
    """When the service centre of a site, or the room `venue`, is open on Mondays."""
    fields = {"weekday": 0, "valid_from": FIRST_DAY, **fields}
    if "venue" not in fields:
        fields = {"house": House.SERVICE_CENTRE, **fields}
    return OpeningHours.objects.create(
        site=site, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes), **fields
    )


def make_building(site: ResettlementSite | None = None, **fields: Any) -> Building:
    site = site or make_site()
    community = fields.pop("community", None) or site.communities.first()
    return Building.objects.create(
        site=site, community=community, **{"name": str(next(_numbers)), "floors": 6, **fields}
    )


def make_stairwell(building: Building | None = None, **fields: Any) -> Stairwell:
    building = building or make_building()
    return Stairwell.objects.create(
        site_id=building.site_id, building=building, **{"name": str(next(_numbers)), **fields}
    )


def make_dwelling(stairwell: Stairwell | None = None, **fields: Any) -> Dwelling:
    stairwell = stairwell or make_stairwell()
    number = next(_numbers)
    return Dwelling.objects.create(
        site_id=stairwell.site_id,
        stairwell=stairwell,
        **{
            "room_no": f"{number % 30 + 1}{number % 90 + 10}",
            "state": DwellingState.SELF_OCCUPIED,
            **fields,
        },
    )


def make_household(
    site: ResettlementSite | None = None,
    *,
    dwelling: Dwelling | None = None,
    head: str | None = "王建国",
    **fields: Any,
) -> Household:
    """A household with a head of this name (None: without), in the dwelling where one is given."""
    site = site or (dwelling.site if dwelling else make_site())
    number = next(_numbers)
    household = Household.objects.create(
        site=site, **{"household_no": f"H{number:05d}", "moved_in_on": FIRST_DAY, **fields}
    )
    if dwelling:
        Occupancy.objects.create(
            site=site, household=household, dwelling=dwelling, valid_from=FIRST_DAY
        )
    if head is not None:
        make_person(household, name=head, relation=HEAD, is_head=True)
    return household


def make_person(
    household: Household | None = None,
    *,
    relation: str = "",
    is_head: bool = False,
    id_number: str | None = None,
    since: date = FIRST_DAY,
    **fields: Any,
) -> Person:
    """A person, a member of the household where one is given; `id_number=""` leaves it out."""
    site = fields.pop("site", None) or (household.site if household else make_site())
    born = fields.setdefault("birth_date", date(1980, 1, 1))
    person = Person(site=site, **{"name": "李小红", "sex": "1", **fields})
    person.set_id_number(make_id_number(born, sex=person.sex) if id_number is None else id_number)
    person.save()
    if household:
        Membership.objects.create(
            site=site,
            household=household,
            person=person,
            relation_code=relation,
            is_head=is_head,
            valid_from=since,
        )
    return person


def make_contact_pair(
    household: Household, cadre: User | None = None, **fields: Any
) -> ContactPair:
    """A cadre who keeps in touch with a household."""
    return ContactPair.objects.create(
        site=household.site,
        household=household,
        cadre=cadre or make_user("吴干部"),
        **{"valid_from": FIRST_DAY, **fields},
    )


def make_grid(*stairwells: Stairwell, **fields: Any) -> Grid:
    """A grid of these stairwells, all of one site."""
    site = fields.pop("site", None) or stairwells[0].site
    number = next(_numbers)
    grid = Grid.objects.create(
        site=site,
        **{"code": f"G{number:04d}", "name": f"网格{number}", "valid_from": FIRST_DAY, **fields},
    )
    for stairwell in stairwells:
        GridStairwell.objects.create(
            site=site, grid=grid, stairwell=stairwell, valid_from=grid.valid_from
        )
    return grid


def make_joint_unit(grid: Grid, *dwellings: Dwelling, **fields: Any) -> JointHouseholdUnit:
    """A joint-household unit of these dwellings of the grid."""
    fields = {"name": f"联户单元{next(_numbers)}", "valid_from": FIRST_DAY, **fields}
    unit = JointHouseholdUnit.objects.create(site=grid.site, grid=grid, **fields)
    for dwelling in dwellings:
        JointHouseholdDwelling.objects.create(
            site=grid.site, unit=unit, dwelling=dwelling, valid_from=FIRST_DAY
        )
    return unit


def make_user(name: str = "张干部", **fields: Any) -> User:
    """An active user without any posting; his password is PASSWORD."""
    username = fields.pop("username", f"user{next(_numbers)}")
    return User.objects.create_user(username, PASSWORD, **{"name": name, **fields})


def make_posting(holder: User, post: str, place: Any = None, **fields: Any) -> Any:
    """A post of `holder`: `place` is a site, town, grid or joint unit; None means the county."""
    fields = {"valid_from": FIRST_DAY, **fields}
    if isinstance(place, JointHouseholdUnit):
        fields["joint_unit"], place = place, place.grid
    if isinstance(place, Grid):
        return GridPosting.objects.create(
            holder=holder, post=post, grid=place, site=place.site, **fields
        )
    level = level_of(post)
    column = {
        PlaceLevel.COUNTY: "county",
        PlaceLevel.TOWN: "township",
        PlaceLevel.SITE: "site",
    }[level]
    return Posting.objects.create(
        holder=holder, post=post, **{column: place or make_county()}, **fields
    )


def make_user_with(post: str, place: Any = None, **fields: Any) -> User:
    """A user who holds this post: `make_user_with(Post.CENTRE_STAFF, site)`."""
    user = make_user(**fields)
    make_posting(user, post, place)
    return user


def make_site_staff(site: ResettlementSite) -> User:
    """Somebody of the site's service centre."""
    return make_user_with(Post.CENTRE_STAFF, site, name="赵社区")


def make_county_staff() -> User:
    """Somebody of the county's follow-up office."""
    return make_user_with(Post.COUNTY_STAFF, name="钱县办")


def make_grid_leader(grid: Grid) -> User:
    """The building head of a grid."""
    return make_user_with(GridPost.GRID_LEADER, grid, name="孙楼长")


def make_leader(site: ResettlementSite) -> User:
    """The county leader who is the contact of a site."""
    return make_user_with(Post.CONTACT_LEADER, site, name="周领导")
