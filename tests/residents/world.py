"""Two sites that are alike, but that every value of the other one carries a mark."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from grids.models import Grid
from residents.models import Household, Person
from sites.enums import Post
from sites.models import Building, Dwelling, ResettlementSite, Stairwell
from tests import factories

# Stands in the other site's data and must never reach anybody of the own site.
MARK = "暗记"
OTHER_PHONE = "13900008888"
OWN_PHONE = "13811112222"
OWN_ID = factories.make_id_number(date(1975, 3, 4), 111)
OTHER_ID = factories.make_id_number(date(1976, 5, 6), 113)


@dataclass
class Place:
    """A site with one family in a dwelling of the first stairwell, one in the second."""

    site: ResettlementSite
    building: Building
    stairwell: Stairwell
    second_stairwell: Stairwell
    dwelling: Dwelling
    household: Household
    head: Person
    child: Person
    neighbours: Household
    grid: Grid


def make_place(mark: str = "", *, id_number: str = OWN_ID, phone: str = OWN_PHONE) -> Place:
    site = factories.make_site(name=f"{mark or '平阳'}安置点")
    building = factories.make_building(site, name="3")
    stairwell = factories.make_stairwell(building, name="2")
    second = factories.make_stairwell(building, name="1")
    dwelling = factories.make_dwelling(stairwell, room_no="501")
    household = factories.make_household(
        dwelling=dwelling,
        head=None,
        household_no=f"H{mark}1",
        origin_county="石阡县",
        origin_township=f"{mark}花桥镇",
        origin_village=f"{mark}凯峡河村",
        hardship_cause=f"{mark}因病",
        relocation_type="registered_poor",
    )
    head = factories.make_person(
        household,
        name=f"{mark}王建国",
        relation=factories.HEAD,
        is_head=True,
        birth_date=date(1975, 3, 4) if not mark else date(1976, 5, 6),
        id_number=id_number,
        phone=phone,
        illness=f"{mark}高血压",
    )
    child = factories.make_person(
        household,
        name=f"{mark}王小宝",
        relation="20",
        birth_date=date(2020, 6, 1),
        school_name=f"{mark}第一小学",
    )
    neighbours = factories.make_household(
        dwelling=factories.make_dwelling(second, room_no="101"),
        head=f"{mark}李秀英",
        household_no=f"H{mark}2",
    )
    return Place(
        site=site,
        building=building,
        stairwell=stairwell,
        second_stairwell=second,
        dwelling=dwelling,
        household=household,
        head=head,
        child=child,
        neighbours=neighbours,
        grid=factories.make_grid(stairwell, name=f"{mark}第一网格"),
    )


@dataclass
class World:
    own: Place
    other: Place

    def site_staff(self) -> User:
        return factories.make_site_staff(self.own.site)

    def grid_leader(self) -> User:
        return factories.make_grid_leader(self.own.grid)

    def county_staff(self) -> User:
        return factories.make_county_staff()

    def leader(self) -> User:
        return factories.make_leader(self.own.site)

    def shopkeeper(self) -> User:
        return factories.make_user_with(Post.SHOPKEEPER, self.own.site)

    def business_auditor(self) -> User:
        return factories.make_user_with(Post.BUSINESS_AUDITOR)


def make_world() -> World:
    return World(own=make_place(), other=make_place(MARK, id_number=OTHER_ID, phone=OTHER_PHONE))
