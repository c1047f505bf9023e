"""The leading group with its versions, what its member units have to do, and who is in care."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from accounts.models import User
from demo.organisations import MEMBER_UNITS, Organisations
from demo.places import Places
from demo.residents import Register
from demo.staff import Staff
from residents.enums import AttentionTier, CareKind
from residents.models import CareTag
from sites.enums import LeadingGroupDuty, OrganisationKind, Post, SupportSystem, TaskStatus
from sites.models import (
    LeadingGroupMember,
    LeadingGroupVersion,
    SystemBody,
    UnitDuty,
    UnitTask,
    UnitTaskStep,
)

VERSIONS = (
    ("石党办〔2019〕12号", "成立领导小组", date(2019, 5, 10), date(2025, 3, 31)),
    ("石党办〔2025〕7号", "人事变动，及时调整", date(2025, 4, 1), None),
)
DUTIES = (
    "指导安置点党组织建设", "指导矛盾纠纷排查化解", "落实社会救助政策", "组织技能培训和劳务输出",
    "发展后续产业", "保障搬迁群众子女就学", "做好搬迁群众健康服务", "开展公共文化服务",
)  # fmt: skip
TASKS = ("核查在册名单", "开展集中走访", "提交季度小结", "整改督导发现的问题")
# Every so many households one is in care.
ONE_IN_CARE = 60
REASONS = {
    CareKind.LIVING_ALONE: "老人独居，子女在外务工",
    CareKind.LEFT_BEHIND_CHILD: "父母外出务工，由祖辈照看",
    CareKind.SUDDEN_HARDSHIP: "家中突发变故，收入骤减",
    CareKind.SERIOUS_ILLNESS: "家庭成员重病，支出较大",
}


@dataclass(slots=True)
class Leadership:
    """Not yet stored."""

    versions: list[LeadingGroupVersion] = field(default_factory=list)
    members: list[LeadingGroupMember] = field(default_factory=list)
    duties: list[UnitDuty] = field(default_factory=list)
    tasks: list[UnitTask] = field(default_factory=list)
    steps: list[UnitTaskStep] = field(default_factory=list)
    tags: list[CareTag] = field(default_factory=list)
    systems: list[SystemBody] = field(default_factory=list)


def lead(
    as_of: date, places: Places, bodies: Organisations, staff: Staff, register: Register
) -> Leadership:
    """Two versions of the group, a duty and four tasks a unit, and the households in care."""
    made = Leadership()
    held: dict[str, list[User]] = {}
    for posting in staff.postings:
        if posting.valid_to is None or posting.valid_to >= as_of:
            held.setdefault(posting.post, []).append(posting.holder)
    _group(made, places, bodies, held)
    _tasks(made, as_of, bodies, held)
    _care(made, as_of, staff, register)
    _systems(made, places, bodies)
    return made


def _systems(made: Leadership, places: Places, bodies: Organisations) -> None:
    """The branch of each site answers for its systems; one site has not assigned all of them."""
    for number, site in enumerate(places.sites):
        branch = bodies.of_site[site.code][OrganisationKind.PARTY_BRANCH]
        made.systems += [
            SystemBody(site=site, system=system, organisation=branch, valid_from=branch.valid_from)
            for place, system in enumerate(SupportSystem)
            if (number, place) != (3, 3)
        ]


def _group(
    made: Leadership, places: Places, bodies: Organisations, held: dict[str, list[User]]
) -> None:
    leaders, unit_staff = held[Post.CONTACT_LEADER], held[Post.MEMBER_UNIT_STAFF]
    for index, (document_no, reason, first, last) in enumerate(VERSIONS):
        version = LeadingGroupVersion(
            county=places.county,
            document_no=document_no,
            reason=reason,
            valid_from=first,
            valid_to=last,
        )
        made.versions.append(version)
        heads = list({leader.username: leader for leader in leaders}.values())[index : index + 3]
        for place, holder in enumerate(heads):
            duty = LeadingGroupDuty.HEAD if place == 0 else LeadingGroupDuty.DEPUTY
            made.members.append(LeadingGroupMember(version=version, holder=holder, duty=duty))
        for unit, holder in zip(MEMBER_UNITS, unit_staff, strict=False):
            made.members.append(
                LeadingGroupMember(
                    version=version,
                    holder=holder,
                    duty=LeadingGroupDuty.MEMBER,
                    organisation=bodies.of_county[unit],
                )
            )


def _tasks(
    made: Leadership, as_of: date, bodies: Organisations, held: dict[str, list[User]]
) -> None:
    office, unit_staff = held[Post.COUNTY_STAFF][0], held[Post.MEMBER_UNIT_STAFF]
    systems = cycle(SupportSystem)
    units = zip(MEMBER_UNITS, unit_staff, DUTIES, systems, strict=False)
    for number, (name, reporter, duty, system) in enumerate(units):
        unit = bodies.of_county[name]
        made.duties.append(
            UnitDuty(organisation=unit, system=system, text=duty, valid_from=VERSIONS[0][2])
        )
        for place, title in enumerate(TASKS):
            given = as_of - timedelta(days=20 + 35 * (len(TASKS) - place) + number)
            due = given + timedelta(days=30)
            if place == len(TASKS) - 1:
                # One unit is late with its last task; the others still have time.
                due = as_of + timedelta(days=-3 if number == 2 else 6 + number)
            done = due < as_of and place < len(TASKS) - 1
            task = UnitTask(
                organisation=unit,
                system=system,
                title=title,
                given_on=given,
                due_on=due,
                status=TaskStatus.DONE if done else TaskStatus.GIVEN,
                reported_on=due - timedelta(days=2) if done else None,
                evidence="书面报告已交县办" if done else "",
            )
            made.tasks.append(task)
            moves = [(office, TaskStatus.GIVEN)]
            if done:
                moves += [(reporter, TaskStatus.REPORTED), (office, TaskStatus.DONE)]
            made.steps += [
                UnitTaskStep(task=task, actor=actor, status=status) for actor, status in moves
            ]


def _care(made: Leadership, as_of: date, staff: Staff, register: Register) -> None:
    setters = {
        posting.site.code: posting.holder
        for posting in staff.postings
        if posting.post == Post.CENTRE_STAFF and posting.valid_to is None
    }
    living = [row for row in register.households if row.ended_on is None]
    kinds, tiers = cycle(REASONS.items()), cycle(AttentionTier)
    for number, household in enumerate(living[::ONE_IN_CARE]):
        kind, reason = next(kinds)
        since = as_of - timedelta(days=30 + number % 40)
        made.tags.append(
            CareTag(
                site=household.site,
                household=household,
                kind=kind,
                tier=next(tiers),
                reason=reason,
                set_by=setters[household.site.code],
                valid_from=since,
                review_on=since + timedelta(days=60),
                valid_to=since + timedelta(days=180),
            )
        )
