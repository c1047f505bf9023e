"""Centres of both kinds, rooms, hours, bookings and the duty roster (R37, R42–R46, R62)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import cycle
from random import Random
from uuid import UUID

from accounts.models import User
from demo.organisations import Organisations
from demo.places import Places
from demo.staff import Staff
from services.models import Meeting
from sites.centre_enums import (
    EquipmentCondition,
    FundSource,
    House,
    SharingDirection,
    Shift,
    VenueKind,
    VenueOrigin,
)
from sites.enums import OrganisationKind, Post
from sites.models import (
    Booking,
    Closure,
    CultureCentre,
    CultureEquipment,
    CultureFund,
    DutyShift,
    OpeningHours,
    ResettlementSite,
    ServiceCentre,
    SharingAgreement,
    Venue,
)

# Site numbers: the last one shares the house of the one before; one lacks a function.
GUEST, HOST, LACKS_GOVERNANCE = 13, 12, 9
BOOKED_BACK, BOOKED_AHEAD = 90, 14
SERVICE_WEEK = tuple(
    (day, hours) for day in range(5) for hours in ((8, 30, 12, 0), (14, 30, 18, 0))
)
CULTURE_WEEK = tuple(
    (day, hours) for day in range(1, 7) for hours in ((10, 0, 12, 0), (15, 0, 21, 0))
)
SHORT_CULTURE_WEEK = CULTURE_WEEK[:8]
# Name, kind, house, floor area, seats, cost in yuan; villages have the first of each house.
ROOMS = (
    ("便民服务大厅", VenueKind.SERVICE_HALL, House.SERVICE_CENTRE, 120, 30, 86000, True),
    ("居民议事室", VenueKind.MEETING_ROOM, House.SERVICE_CENTRE, 60, 40, 24000, True),
    ("党员活动室", VenueKind.PARTY_ROOM, House.SERVICE_CENTRE, 70, 50, 31000, False),
    ("调解室", VenueKind.MEDIATION_ROOM, House.SERVICE_CENTRE, 24, 10, 8000, True),
    ("培训教室", VenueKind.TRAINING_ROOM, House.SERVICE_CENTRE, 90, 60, 45000, False),
    ("图书阅览室", VenueKind.READING_ROOM, House.CULTURE_CENTRE, 80, 40, 52000, True),
    ("文化活动室", VenueKind.ACTIVITY_ROOM, House.CULTURE_CENTRE, 110, 60, 38000, True),
    ("四点半课堂", VenueKind.CHILDREN_ROOM, House.CULTURE_CENTRE, 60, 30, 20000, False),
    ("乡愁馆", VenueKind.HOMESICKNESS_HALL, House.CULTURE_CENTRE, 90, 0, 150000, False),
    ("文化广场", VenueKind.SQUARE, House.CULTURE_CENTRE, 520, 0, 260000, True),
)
ORIGINS = (VenueOrigin.REUSED, VenueOrigin.NEW, VenueOrigin.REUSED)
# What is done in a room, by whom of the site, from when to when, on which part of the days.
BOOKED = {
    VenueKind.PARTY_ROOM: ("主题党日", OrganisationKind.PARTY_BRANCH, 15, 17, 0.06),
    VenueKind.TRAINING_ROOM: ("手工编织兴趣班", OrganisationKind.MASS, 9, 11, 0.35),
    VenueKind.READING_ROOM: ("亲子阅读", OrganisationKind.MASS, 15, 17, 0.45),
    VenueKind.ACTIVITY_ROOM: ("山歌队排练", OrganisationKind.VOLUNTEER_TEAM, 19, 21, 0.4),
    VenueKind.CHILDREN_ROOM: ("四点半课堂辅导", OrganisationKind.SOCIAL_SERVICE, 16, 18, 0.6),
    VenueKind.SQUARE: ("广场舞", OrganisationKind.VOLUNTEER_TEAM, 19, 21, 0.6),
}
FUNDS = (
    (FundSource.CENTRAL, 180000, "文化中心改造"),
    (FundSource.COUNTY, 60000, "图书和书架购置"),
    (FundSource.COOPERATION, 45000, "音响和乐器购置"),
)
EQUIPMENT = (("音响", 2), ("投影仪", 1), ("电子琴", 1), ("书架", 12), ("折叠桌椅", 30))


@dataclass(slots=True)
class Centres:
    """Not yet stored."""

    centres: list[ServiceCentre] = field(default_factory=list)
    guests: list[ServiceCentre] = field(default_factory=list)
    cultures: list[CultureCentre] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)
    agreements: list[SharingAgreement] = field(default_factory=list)
    hours: list[OpeningHours] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    shifts: list[DutyShift] = field(default_factory=list)
    funds: list[CultureFund] = field(default_factory=list)
    equipment: list[CultureEquipment] = field(default_factory=list)


def open_centres(
    rng: Random, as_of: date, places: Places, bodies: Organisations, staff: Staff
) -> Centres:
    """Fourteen of each kind of centre; thirteen houses of service centres."""
    made = Centres()
    people = centre_staff(staff, as_of)
    for index, site in enumerate(places.sites):
        since = date(site.opened_on.year + 1, 5, 1)
        culture = CultureCentre(
            site=site, name=f"{site.name}综合性文化服务中心", place="社区服务楼二楼",
            floor_area_m2=340, square_m2=520, books=1400 + 100 * (index % 8), opened_on=since,
        )  # fmt: skip
        made.cultures.append(culture)
        _service_centre(made, index, site, since)
        rooms = list(_rooms(index, site, since))
        made.venues += rooms
        _hours(made, index, site, since)
        _money(rng, made, as_of, culture, rooms)
        _share(made, as_of, site, rooms, bodies)
        if index == GUEST:
            continue
        for room in rooms:
            _book(rng, made, as_of, room, bodies, people[site.code][0])
        _roster(made, as_of, site, people[site.code])
    made.closures.append(
        Closure(
            site=places.sites[0], house=House.CULTURE_CENTRE, reason="设备检修",
            announced_on=as_of - timedelta(days=4), valid_from=as_of + timedelta(days=3),
            valid_to=as_of + timedelta(days=4),
        )
    )  # fmt: skip
    return made


def centre_staff(staff: Staff, as_of: date) -> dict[str, list[User]]:
    """Site code to the staff of its service centre today."""
    found: dict[str, list[User]] = {}
    for row in staff.postings:
        is_open = row.valid_to is None or row.valid_to >= as_of
        if row.post == Post.CENTRE_STAFF and is_open and row.valid_from <= as_of:
            found.setdefault(row.site.code, []).append(row.holder)
    return found


def give_rooms(meetings: Iterable[Meeting], made: Centres) -> None:
    """Meetings that belong in the centre are held in its meeting room, one a day."""
    rooms = {
        id(room.site): room
        for room in made.venues
        if room.kind == VenueKind.MEETING_ROOM and room.house == House.SERVICE_CENTRE
    }
    taken = set()
    for meeting in meetings:
        room = rooms.get(id(meeting.site))
        if room is None or not meeting.kind.belongs_in_centre:
            continue
        place = (id(room), meeting.occurred_on)
        if place not in taken:
            taken.add(place)
            meeting.venue, meeting.place = room, ""


def _service_centre(made: Centres, index: int, site: ResettlementSite, since: date) -> None:
    is_guest = index == GUEST
    centre = ServiceCentre(
        site=site, name=f"{site.name}党群服务中心", opened_on=since,
        host=made.centres[HOST] if is_guest else None,
        place="" if is_guest else "社区服务楼一楼",
        floor_area_m2=None if is_guest else 280 + 20 * (index % 5),
        windows=None if is_guest else 2 + site.is_urban,
        has_party_building=not is_guest, has_service=not is_guest,
        has_governance=not is_guest and index != LACKS_GOVERNANCE,
    )  # fmt: skip
    (made.guests if is_guest else made.centres).append(centre)


def _rooms(index: int, site: ResettlementSite, since: date) -> Iterator[Venue]:
    origins = cycle(ORIGINS[index % 3 :] + ORIGINS[: index % 3])
    for name, kind, house, area, seats, cost, in_villages in ROOMS:
        shares = index == GUEST and house == House.SERVICE_CENTRE
        if shares or not (site.is_urban or in_villages):
            continue
        origin = next(origins)
        yield Venue(
            site=site, house=house, kind=kind, name=name, floor_area_m2=area,
            seats=seats or None, origin=origin,
            cost_yuan=cost if origin == VenueOrigin.NEW else cost // 4, valid_from=since,
        )  # fmt: skip
    if site.is_urban:
        yield Venue(
            site=site, house=House.ELSEWHERE, kind=VenueKind.MEETING_ROOM, name="物业会议室",
            floor_area_m2=50, seats=30, origin=VenueOrigin.SHARED, cost_yuan=0, valid_from=since,
        )  # fmt: skip


def _hours(made: Centres, index: int, site: ResettlementSite, since: date) -> None:
    culture = SHORT_CULTURE_WEEK if index % 5 == 4 else CULTURE_WEEK
    weeks = [(House.CULTURE_CENTRE, culture)]
    if index != GUEST:
        weeks.append((House.SERVICE_CENTRE, SERVICE_WEEK))
    for house, week in weeks:
        for weekday, (hour, minute, until, until_minute) in week:
            made.hours.append(
                OpeningHours(
                    site=site, house=house, weekday=weekday, opens=time(hour, minute),
                    closes=time(until, until_minute), valid_from=since,
                )
            )  # fmt: skip


def _money(
    rng: Random, made: Centres, as_of: date, culture: CultureCentre, rooms: list[Venue]
) -> None:
    for number, (source, amount, purpose) in enumerate(FUNDS):
        made.funds.append(
            CultureFund(
                site=culture.site, centre=culture, source=source, purpose=purpose,
                amount_yuan=amount + 1000 * rng.randint(0, 20),
                received_on=as_of - timedelta(days=120 + 150 * number + rng.randint(0, 60)),
            )
        )  # fmt: skip
    room = next(row for row in rooms if row.kind == VenueKind.ACTIVITY_ROOM)
    conditions = [EquipmentCondition.GOOD] * 8 + [EquipmentCondition.REPAIR]
    for name, quantity in EQUIPMENT:
        made.equipment.append(
            CultureEquipment(
                site=culture.site, centre=culture, venue=room, name=name, quantity=quantity,
                condition=rng.choice(conditions), acquired_on=as_of - timedelta(days=500),
                looked_on=as_of - timedelta(days=rng.randint(5, 90)),
            )
        )  # fmt: skip


def _share(
    made: Centres, as_of: date, site: ResettlementSite, rooms: list[Venue], bodies: Organisations
) -> None:
    """The property company's room for the site, and the site's room for the owners' committee."""
    own = bodies.of_site[site.code]
    if OrganisationKind.PROPERTY_COMPANY not in own:
        return
    by_name = {room.name: room for room in rooms}
    pairs = (
        (
            "物业会议室",
            OrganisationKind.PROPERTY_COMPANY,
            SharingDirection.THEIRS,
            "每周三、周五可用",
        ),
        (
            "居民议事室",
            OrganisationKind.OWNERS_COMMITTEE,
            SharingDirection.OURS,
            "业主大会和例会使用",
        ),
    )
    for number, (name, kind, direction, terms) in enumerate(pairs, start=1):
        made.agreements.append(
            SharingAgreement(
                site=site, venue=by_name[name], organisation=own[kind], direction=direction,
                terms=terms, document_no=f"共用协议〔{as_of.year - 1}〕{number}号",
                valid_from=date(as_of.year - 1, 3, 1), valid_to=date(as_of.year + 2, 2, 28),
            )
        )  # fmt: skip


def _book(
    rng: Random, made: Centres, as_of: date, room: Venue, bodies: Organisations, by: User
) -> None:
    """From three months ago to two weeks ahead; meetings have their own room."""
    if room.kind not in BOOKED:
        return
    purpose, kind, starts, ends, often = BOOKED[room.kind]
    own = bodies.of_site[room.site.code]
    for back in range(-BOOKED_AHEAD, BOOKED_BACK):
        if rng.random() > often:
            continue
        made.bookings.append(
            Booking(
                site=room.site, venue=room, organisation=own[kind], purpose=purpose,
                day=as_of - timedelta(days=back), starts=time(starts), ends=time(ends),
                booked_by=by, token=UUID(int=rng.getrandbits(128), version=4),
            )
        )  # fmt: skip


def _roster(made: Centres, as_of: date, site: ResettlementSite, people: list[User]) -> None:
    """The week before and this one, colleagues in turn."""
    monday = as_of - timedelta(days=as_of.weekday() + 7)
    turn = cycle(people)
    for number in range(12):
        day = monday + timedelta(days=number)
        if day.weekday() > 4:
            continue
        for shift in (Shift.MORNING, Shift.AFTERNOON):
            made.shifts.append(
                DutyShift(site=site, day=day, shift=shift, holder=next(turn), window="综合窗口")
            )
