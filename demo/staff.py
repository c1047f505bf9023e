"""The staff directory of the demonstration and the dated posts that its people hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import User
from demo import names
from demo.identity import Numbers
from demo.organisations import MEMBER_UNITS, OFFICE, Organisations
from demo.places import SITES, Places, SitePlan
from sites.enums import OrganisationKind, Post
from sites.models import County, Establishment, Posting, ResettlementSite, Township

USERNAME_PREFIX = "demo-"
DEMO_PASSWORD = "Anju-demo-2026"
PLACE_COLUMNS: dict[type, str] = {County: "county", Township: "township", ResettlementSite: "site"}
# Who can sign in, and with which post; the sites' people are those of the first site.
SIGN_INS: dict[str, str] = {
    "demo-admin": Post.COUNTY_ADMINISTRATOR,
    "demo-county": Post.COUNTY_STAFF,
    "demo-leader": Post.CONTACT_LEADER,
    "demo-site": Post.CENTRE_STAFF,
    "demo-grid": "grid_leader",
    "demo-mediator": Post.MEDIATOR,
    "demo-auditor": Post.AUDITOR,
}
COUNTY_POSTS = {
    Post.COUNTY_ADMINISTRATOR: 2,
    Post.COUNTY_STAFF: 5,
    Post.AUDITOR: 2,
    Post.BUSINESS_AUDITOR: 1,
}
# Post at a site: holders at an urban and at a village site (R33, R34, R66).
SITE_POSTS: dict[str, tuple[int, int]] = {
    Post.CONTACT_LEADER: (1, 1),
    Post.FIRST_SECRETARY: (1, 1),
    Post.WORK_TEAM_MEMBER: (3, 3),
    Post.PARTY_COMMITTEE_MEMBER: (5, 3),
    Post.RESIDENTS_COMMITTEE_MEMBER: (5, 3),
    Post.CENTRE_STAFF: (4, 2),
    Post.CULTURE_STAFF: (5, 3),
    Post.MEDIATOR: (3, 2),
    Post.HANDLING_UNIT_STAFF: (1, 0),
    Post.SHOPKEEPER: (1, 1),
}
# Seats beyond those that are filled: (number of the site, post).
VACANT_SEATS = {(3, Post.CULTURE_STAFF), (9, Post.CULTURE_STAFF), (6, Post.CENTRE_STAFF)}
COUNTED_SEATS = {
    Post.CONTACT_LEADER,
    Post.FIRST_SECRETARY,
    Post.WORK_TEAM_MEMBER,
    Post.CENTRE_STAFF,
    Post.CULTURE_STAFF,
}
# Sites whose post changes hands soon, and those where it did: numbers in the list of sites.
LEAVING = {(4, Post.FIRST_SECRETARY), (11, Post.FIRST_SECRETARY), (8, Post.CONTACT_LEADER)}
FORMER: dict[str, Sequence[int]] = {
    Post.FIRST_SECRETARY: range(14),
    Post.CONTACT_LEADER: (2, 5, 7, 12),
}
BODY_OF_POST: dict[str, str] = {
    Post.PARTY_COMMITTEE_MEMBER: OrganisationKind.PARTY_BRANCH,
    Post.RESIDENTS_COMMITTEE_MEMBER: OrganisationKind.RESIDENTS_COMMITTEE,
    Post.HANDLING_UNIT_STAFF: OrganisationKind.PROPERTY_COMPANY,
}
UNIT_OF_POST: dict[str, str] = {
    Post.CONTACT_LEADER: "县委县政府",
    Post.FIRST_SECRETARY: "县直单位选派",
    Post.WORK_TEAM_MEMBER: "县直单位选派",
}


@dataclass(slots=True)
class Staff:
    """Users with their county, town and site posts, not yet stored."""

    rng: Random
    as_of: date
    numbers: Numbers
    users: list[User] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    establishments: list[Establishment] = field(default_factory=list)
    free_sign_ins: dict[str, str] = field(default_factory=dict)

    def person(self, post: str, unit: str, *, name: str = "", active: bool = True) -> User:
        """A new colleague; the first one of a post that has a sign-in takes it."""
        username = self.free_sign_ins.pop(post, "") if active else ""
        male = self.rng.random() < 0.58
        born = self.as_of.year - self.rng.randint(25, 57)
        user = User(
            username=username or f"{USERNAME_PREFIX}staff-{len(self.users) + 1:04d}",
            name=name or names.surname(self.rng) + names.given_name(self.rng, male, born),
            unit=unit,
            title="县级领导" if post == Post.CONTACT_LEADER else "",
            work_phone=self.numbers.landline(),
            password=make_password(DEMO_PASSWORD if username else None),
            is_active=active,
        )
        self.users.append(user)
        return user

    def some_days_ago(self, least: int, most: int) -> date:
        return self.as_of - timedelta(days=self.rng.randint(least, most))

    def hold(
        self,
        user: User,
        post: str,
        place: County | Township | ResettlementSite,
        first: date,
        last: date | None = None,
        **more: Any,
    ) -> None:
        """A posting at a county, a town or a site."""
        column = PLACE_COLUMNS[type(place)]
        self.postings.append(
            Posting(
                holder=user, post=post, valid_from=first, valid_to=last, **{column: place}, **more
            )
        )


def engage(
    rng: Random, as_of: date, numbers: Numbers, places: Places, bodies: Organisations
) -> Staff:
    """Everyone with a post at the county, in a town or at a site."""
    staff = Staff(rng, as_of, numbers)
    staff.free_sign_ins = {post: username for username, post in SIGN_INS.items()}
    _county(staff, places.county, bodies)
    for town in {id(site.township): site.township for site in places.sites}.values():
        user = staff.person(Post.TOWN_STAFF, f"{town.name}人民政府（办事处）")
        staff.hold(user, Post.TOWN_STAFF, town, staff.some_days_ago(200, 900))
    for index, (plan, site) in enumerate(zip(SITES, places.sites, strict=True)):
        _site(staff, index, plan, site, bodies)
    return staff


def _county(staff: Staff, county: County, bodies: Organisations) -> None:
    for post, number in COUNTY_POSTS.items():
        for _ in range(number):
            last = staff.as_of + timedelta(days=90) if post == Post.BUSINESS_AUDITOR else None
            staff.hold(staff.person(post, OFFICE), post, county, staff.some_days_ago(60, 700), last)
    for unit in MEMBER_UNITS:
        user = staff.person(Post.MEMBER_UNIT_STAFF, unit)
        body = bodies.of_county[unit]
        staff.hold(
            user, Post.MEMBER_UNIT_STAFF, county, staff.some_days_ago(100, 900), organisation=body
        )


def _site(
    staff: Staff, index: int, plan: SitePlan, site: ResettlementSite, bodies: Organisations
) -> None:
    colleagues: dict[str, list[User]] = {}
    for post, (urban, village) in SITE_POSTS.items():
        number = urban if plan.urban else village
        if post in COUNTED_SEATS:
            seats = number + ((index, post) in VACANT_SEATS)
            staff.establishments.append(Establishment(post=post, site=site, seats=seats))
        body = bodies.of_site[site.code].get(BODY_OF_POST.get(post, ""))
        unit = body.name if body else UNIT_OF_POST.get(post, f"{site.name}党群服务中心")
        # The secretary of the party branch heads the residents' committee as well.
        both = post == Post.RESIDENTS_COMMITTEE_MEMBER
        colleagues[post] = colleagues[Post.PARTY_COMMITTEE_MEMBER][:1] if both else []
        colleagues[post] += [staff.person(post, unit) for _ in range(number - both)]
        _post_all(staff, index, post, site, colleagues[post], organisation=body)


def _post_all(
    staff: Staff,
    index: int,
    post: str,
    site: ResettlementSite,
    users: Iterable[User],
    **more: Any,
) -> None:
    for position, user in enumerate(users):
        first, last = staff.some_days_ago(120, 640), None
        if position == 0 and (index, post) in LEAVING:
            last = staff.as_of + timedelta(days=20 + index)
            successor = staff.person(post, user.unit)
            staff.hold(successor, post, site, last + timedelta(days=1), **more)
        if position == 0 and index in FORMER.get(post, ()):
            predecessor = staff.person(post, user.unit, active=False)
            began = first - timedelta(days=staff.rng.randint(600, 760))
            staff.hold(predecessor, post, site, began, first - timedelta(days=1), **more)
        planned = first + timedelta(days=730) if post in UNIT_OF_POST else None
        staff.hold(user, post, site, first, last, planned_to=planned, **more)
