"""Meetings since 1 January of last year (R38, R75), what they left to do, and major matters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from demo.motions import move
from demo.organisations import Organisations
from demo.places import Places
from demo.staff import Staff
from lib.periods import since_last_year
from services.enums.meetings import (
    AgendaSource,
    AttendanceState,
    MeetingState,
    Quorum,
    SignInMethod,
)
from services.enums.platforms import Platform
from services.enums.resolutions import ResolutionState
from services.models import (
    AgendaItem,
    Meeting,
    MeetingAttendance,
    MeetingKind,
    Motion,
    MotionStage,
    Publication,
    Resolution,
)
from sites.enums import OrganisationKind, Post
from sites.models import ResettlementSite

# What the migration gives a county to start with: name, platform, quorum, published, months
# between two meetings, points that are talked about.
KINDS = {
    "deliberation": (
        "社区议事会议", Platform.DELIBERATION, Quorum.MORE_THAN_HALF, True, 1,
        ("楼道照明维修", "电动车停放和充电", "垃圾清运时间", "老年活动室开放时间"),
    ),
    "building_heads": (
        "楼栋长会议", Platform.MASS_SERVICE, Quorum.NONE, False, 2,
        ("汇总本月走访情况", "独居老人帮扶", "冬季用电安全排查"),
    ),
    "joint_conference": (
        "社区共建联席会议", Platform.PARTY_ACTIVITY, Quorum.NONE, True, 3,
        ("结对单位帮扶清单", "联合开展就业招聘", "共建志愿服务项目"),
    ),
    "four_in_one": (
        "四位一体联席会议", Platform.DELIBERATION, Quorum.NONE, True, 3,
        ("物业服务质量评价", "公共收益使用", "消防通道整治"),
    ),
}  # fmt: skip
IN_CENTRE = ("deliberation", "building_heads", "joint_conference")
FOUR_BODIES = (
    OrganisationKind.RESIDENTS_COMMITTEE,
    OrganisationKind.OWNERS_COMMITTEE,
    OrganisationKind.PROPERTY_COMPANY,
    OrganisationKind.PARTY_BRANCH,
)
ATTENDING = (
    Post.FIRST_SECRETARY,
    Post.PARTY_COMMITTEE_MEMBER,
    Post.RESIDENTS_COMMITTEE_MEMBER,
    Post.CENTRE_STAFF,
)
ATTENDEES = 6
# A ledger in Excel was kept until the portal came, half a year after the window begins.
LEDGER_DAYS = 181


@dataclass(slots=True)
class Meetings:
    """Not yet stored."""

    kinds: list[MeetingKind] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    attendances: list[MeetingAttendance] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    agenda: list[AgendaItem] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)
    stages: list[MotionStage] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)

    @property
    def tables(self) -> list[Sequence]:
        return [
            self.kinds,
            self.meetings,
            self.attendances,
            self.resolutions,
            self.agenda,
            self.motions,
            self.stages,
            self.publications,
        ]


def convene(
    rng: Random, as_of: date, places: Places, bodies: Organisations, staff: Staff
) -> Meetings:
    """Every kind at every site in its rhythm, the next one planned; a motion at some sites."""
    made = Meetings()
    people = _people(staff)
    for code, (name, platform, quorum, published, _months, _points) in KINDS.items():
        made.kinds.append(
            MeetingKind(
                code=code,
                name=name,
                platform=platform,
                quorum=quorum,
                is_published=published,
                belongs_in_centre=code in IN_CENTRE,
                is_four_in_one=code == "four_in_one",
                valid_from=date(2018, 1, 1),
            )
        )
    for number, site in enumerate(places.sites):
        for kind in made.kinds:
            if site.is_urban or not kind.is_four_in_one:
                _series(made, rng, as_of, site, kind, people[id(site)], bodies)
        if number % 2 == 0:
            motion, stages, notices = move(rng, as_of, site, people[id(site)][0], number // 2)
            made.motions.append(motion)
            made.stages += stages
            made.publications += notices
    return made


def _people(staff: Staff) -> dict[int, list[User]]:
    """Site to those who come to its meetings, the first of them in the chair."""
    found: dict[int, list[User]] = {}
    for post in ATTENDING:
        for posting in staff.postings:
            if posting.post == post and posting.site and not posting.valid_to:
                people = found.setdefault(id(posting.site), [])
                if posting.holder not in people:
                    people.append(posting.holder)
    return {site: people[:ATTENDEES] for site, people in found.items()}


def _series(
    made: Meetings,
    rng: Random,
    as_of: date,
    site: ResettlementSite,
    kind: MeetingKind,
    people: list[User],
    bodies: Organisations,
) -> None:
    months, points = KINDS[kind.code][4], KINDS[kind.code][5]
    window = since_last_year(as_of)
    day, unfinished = window.first + timedelta(days=rng.randint(8, 20)), list[Resolution]()
    while day <= as_of + timedelta(days=30 * months):
        state = _state(kind, (as_of - day).days)
        historical = (day - window.first).days < LEDGER_DAYS
        meeting = Meeting(
            site=site,
            kind=kind,
            title=f"{day.year}年{day.month}月{kind.name}",
            planned_at=timezone.make_aware(datetime.combine(day, time(9, 30))),
            occurred_on=day,
            place="党群服务中心会议室",
            chair=people[0],
            state=state,
            minutes=""
            if state in _UNWRITTEN
            else f"会议由{people[0].name}主持，逐项讨论并形成意见。",
            recorded_by=people[-1],
            token=UUID(int=rng.getrandbits(128), version=4),
            is_historical=historical,
        )
        made.meetings.append(meeting)
        _attend(made, rng, meeting, people, bodies)
        _points(made, rng, meeting, points, unfinished)
        if state not in _NOT_HELD and kind.code != "building_heads" and rng.random() < 0.6:
            made.resolutions.append(_resolution(rng, as_of, meeting, people))
            unfinished.append(made.resolutions[-1])
        if kind.is_published and state in (MeetingState.PUBLISHED, MeetingState.CLOSED):
            made.publications.append(
                Publication(
                    site=site,
                    meeting=meeting,
                    published_on=day + timedelta(days=5),
                    objection_days=7,
                    place="安置点公示栏",
                )
            )
        day += timedelta(days=30 * months + rng.randint(-3, 4))


_NOT_HELD = (MeetingState.PLANNED, MeetingState.NOTIFIED, MeetingState.CALLED_OFF)
_UNWRITTEN = (*_NOT_HELD, MeetingState.HELD)


def _state(kind: MeetingKind, age: int) -> str:
    """Where a meeting of that age in days stands."""
    if age < -10:
        return MeetingState.PLANNED
    if age < 0:
        return MeetingState.NOTIFIED
    if age <= 5:
        return MeetingState.HELD
    if age <= 12:
        return MeetingState.MINUTED
    return MeetingState.PUBLISHED if kind.is_published and age <= 20 else MeetingState.CLOSED


def _attend(
    made: Meetings, rng: Random, meeting: Meeting, people: list[User], bodies: Organisations
) -> None:
    is_held = meeting.state not in _NOT_HELD
    of_site = bodies.of_site[meeting.site.code]
    four = [of_site.get(kind) for kind in FOUR_BODIES] if meeting.kind.is_four_in_one else []
    for number, user in enumerate(people):
        comes = is_held and (number < 4 or rng.random() < 0.7)
        state = AttendanceState.EXCUSED if is_held else AttendanceState.INVITED
        method = rng.choice((SignInMethod.LIST, SignInMethod.QR)) if comes else ""
        made.attendances.append(
            MeetingAttendance(
                site=meeting.site,
                meeting=meeting,
                user=user,
                organisation=four[number] if number < len(four) else None,
                state=AttendanceState.PRESENT if comes else state,
                method=method,
                signed_at=meeting.planned_at if comes else None,
            )
        )


def _points(
    made: Meetings,
    rng: Random,
    meeting: Meeting,
    points: Sequence[str],
    unfinished: list[Resolution],
) -> None:
    """Two points of its own, and every resolution that was not reported as done by that day."""
    is_over = meeting.state not in _UNWRITTEN
    day = meeting.occurred_on
    open_ones = [row for row in unfinished if row.claimed_on is None or row.claimed_on > day]
    texts: list[tuple[str, Resolution | None]] = [
        *((text, None) for text in rng.sample(list(points), 2)),
        *((row.text, row) for row in open_ones),
    ]
    for order, (text, resolution) in enumerate(texts, 1):
        conclusion = "继续办理，下次会议报告" if resolution else "同意，由社区落实"
        made.agenda.append(
            AgendaItem(
                site=meeting.site,
                meeting=meeting,
                order=order,
                text=text,
                source=AgendaSource.RESOLUTION if resolution else AgendaSource.OWN,
                resolution=resolution,
                conclusion=conclusion if is_over else "",
            )
        )


def _resolution(rng: Random, as_of: date, meeting: Meeting, people: list[User]) -> Resolution:
    """Done within three weeks as a rule, confirmed by the chair; some are late, some in hand."""
    due = meeting.occurred_on + timedelta(days=21)
    claimed = due - timedelta(days=rng.randint(1, 8))
    is_done = claimed < as_of and rng.random() < 0.92
    owner = people[1]
    return Resolution(
        site=meeting.site,
        meeting=meeting,
        text=f"落实{meeting.title}议定的{rng.choice(('维修', '整改', '排查', '公开'))}事项",
        owner=owner,
        due_on=due,
        state=ResolutionState.CONFIRMED if is_done else ResolutionState.OPEN,
        outcome="已完成，现场查看无误" if is_done else "",
        claimed_on=claimed if is_done else None,
        claimed_by=owner if is_done else None,
        confirmed_by=people[0] if is_done else None,
    )
