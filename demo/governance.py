"""Governance centres with head and staff, and what the net has reported to them (R20)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from demo.links import Links
from demo.net import Net
from demo.organisations import Organisations
from demo.places import Places
from demo.staff import Staff
from grids.enums import (
    REPORT_MACHINE,
    FunctionLine,
    GridPost,
    ReportKind,
    ReportMove,
    ReportState,
)
from grids.models import Grid, GridPosting, JointHouseholdUnit, NetReport, NetReportStep
from sites.enums import OrganisationKind, Post
from sites.models import Community, Organisation, Posting, ResettlementSite

SINCE = date(2021, 6, 1)
# The community (number in the list) whose centre still looks for its head.
HEADLESS = 10
REPORTS_A_GRID = 12
K, M = ReportKind, ReportMove
WORDS: dict[str, tuple[str, ...]] = {
    K.OPINION: ("居民希望增设非机动车充电桩", "居民反映广场舞音量偏大", "希望延长夜间路灯时间"),
    K.HAZARD: ("楼道堆放杂物，影响通行", "灭火器过期待更换", "单元门闭门器损坏", "花盆有坠落风险"),
    K.DISPUTE: ("两户因晾晒位置有争执，已劝开", "楼上楼下因漏水有口角"),
    K.HARDSHIP: ("独居老人近期行动不便，需关注", "一户因病支出较大，建议核实救助"),
    K.LAW: ("发现陌生人上门推销保健品", "夜间有人飙车扰民"),
    K.HYGIENE: ("垃圾桶周边有散落垃圾", "绿化带内有散养家禽"),
    K.HELP: ("邻居代为接送孩子，值得表扬", "联户代表组织清扫楼道"),
}  # fmt: skip
SHARES = (
    (K.HAZARD, 28), (K.HYGIENE, 20), (K.OPINION, 18), (K.HARDSHIP, 12), (K.DISPUTE, 10), (K.LAW, 7),
    (K.HELP, 5),
)  # fmt: skip
LINES: dict[str, str] = {
    K.HAZARD: FunctionLine.EMERGENCY,
    K.DISPUTE: FunctionLine.POLITICAL_LEGAL,
    K.LAW: FunctionLine.GOVERNANCE,
    K.HARDSHIP: FunctionLine.CIVIL_AFFAIRS,
}
# The way of a report and how often it is gone; the last ones still wait somewhere.
WAYS: tuple[tuple[tuple[str, ...], int], ...] = (
    ((M.SETTLE,), 62),
    ((M.PASS_ON, M.SETTLE), 18),
    ((M.PASS_ON, M.RETURN, M.SETTLE), 3),
    ((M.PASS_ON, M.PASS_ON, M.SETTLE), 5),
    ((M.PASS_ON, M.PASS_ON, M.PASS_ON, M.SETTLE), 1),
    ((), 5),
    ((M.PASS_ON,), 4),
    ((M.PASS_ON, M.PASS_ON), 2),
)
WHY: dict[str, str] = {
    M.SETTLE: "已上门处理，现场复查无异常",
    M.RETURN: "情况不清，请补充具体位置",
    M.PASS_ON: "超出本级职责，请上级协调",
}


@dataclass(slots=True)
class Governance:
    """Not yet stored."""

    centres: list[Organisation] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    reports: list[NetReport] = field(default_factory=list)
    steps: list[NetReportStep] = field(default_factory=list)


def govern(
    rng: Random,
    as_of: date,
    places: Places,
    bodies: Organisations,
    staff: Staff,
    net: Net,
    links: Links,
) -> Governance:
    """A centre for the county, each town and each community of a site; reports of every grid."""
    made = Governance()
    first = as_of - timedelta(days=400)
    unit = bodies.of_county["县委政法委"].name
    county, helper = (staff.person(Post.COUNTY_GOVERNANCE_HEAD, unit) for _ in range(2))
    hold = {
        "organisation": _centre(made, "石阡县综治中心"),
        "county": places.county,
        "valid_from": first,
    }
    made.postings += [
        Posting(holder=county, post=Post.COUNTY_GOVERNANCE_HEAD, **hold),
        Posting(holder=helper, post=Post.COUNTY_GOVERNANCE_STAFF, **hold),
    ]
    of_town: dict[int, User] = {}
    for town in {id(site.township): site.township for site in places.sites}.values():
        centre = _centre(made, f"{town.name}综治中心", township=town)
        head = staff.person(Post.TOWN_GOVERNANCE_HEAD, f"{town.name}人民政府（办事处）")
        hold = {"organisation": centre, "township": town, "valid_from": first}
        helper = next(
            row.holder
            for row in staff.postings
            if row.township is town and row.post == Post.TOWN_STAFF
        )
        made.postings += [
            Posting(holder=head, post=Post.TOWN_GOVERNANCE_HEAD, **hold),
            Posting(holder=helper, post=Post.TOWN_GOVERNANCE_STAFF, **hold),
        ]
        of_town[id(town)] = head
    of_community = _communities(made, places, staff, first)
    communities = {id(row.grid): row.stairwell.building.community for row in net.stairwells}
    who = _Who(county, of_town, of_community, leaders_of(net, as_of), communities)
    units: dict[int, list[JointHouseholdUnit]] = {}
    for row in links.units:
        units.setdefault(id(row.grid), []).append(row)
    for grid in net.grids:
        for report in _reports(rng, as_of, grid, units[id(grid)], who, net):
            _walk(made, rng, as_of, report, who)
    return made


@dataclass(slots=True)
class _Who:
    """Who settles at each level; towns, communities and grids by the identity of their row.

    A grid's reports go to the centre of the community in which its buildings stand.
    """

    county: User
    town: dict[int, User]
    community: dict[int, User]
    grid: dict[int, User]
    community_of_grid: dict[int, Community]

    def at(self, state: str, report: NetReport) -> User:
        return {
            ReportState.AT_GRID: lambda: self.grid[id(report.grid)],
            ReportState.AT_COMMUNITY: lambda: self.community[
                id(self.community_of_grid[id(report.grid)])
            ],
            ReportState.AT_TOWN: lambda: self.town[id(report.site.township)],
            ReportState.AT_COUNTY: lambda: self.county,
        }[ReportState(state)]()


def _centre(made: Governance, name: str, **place: object) -> Organisation:
    centre = Organisation(
        kind=OrganisationKind.GOVERNANCE_CENTRE, name=name, valid_from=SINCE, **place
    )
    made.centres.append(centre)
    return centre


def _communities(made: Governance, places: Places, staff: Staff, first: date) -> dict[int, User]:
    """Community to who works in its centre; a member of the branch heads it, a colleague helps."""
    found: dict[int, User] = {}
    for row in places.site_communities:
        if id(row.community) in found:
            continue
        number = len([centre for centre in made.centres if centre.site is row.site])
        helper = _holders(staff, row.site, Post.CENTRE_STAFF)[number]
        found[id(row.community)] = helper
        centre = _centre(
            made, f"{row.community.name}综治中心", site=row.site, community=row.community
        )
        hold = {"organisation": centre, "site": row.site, "valid_from": first}
        made.postings.append(Posting(holder=helper, post=Post.GOVERNANCE_STAFF, **hold))
        if len(found) - 1 != HEADLESS:
            head = _holders(staff, row.site, Post.PARTY_COMMITTEE_MEMBER)[number]
            made.postings.append(Posting(holder=head, post=Post.GOVERNANCE_HEAD, **hold))
    return found


def _holders(staff: Staff, site: ResettlementSite, post: str) -> list[User]:
    return [
        row.holder
        for row in staff.postings
        if row.site is site and row.post == post and row.valid_to is None
    ]


def leaders_of(net: Net, as_of: date) -> dict[int, User]:
    """Grid to one of its building heads."""
    found: dict[int, User] = {}
    for row in net.postings:
        if row.post == GridPost.GRID_LEADER and _holds(row, as_of):
            found.setdefault(id(row.grid), row.holder)
    return found


def _holds(row: GridPosting, as_of: date) -> bool:
    return row.valid_from <= as_of and (row.valid_to is None or row.valid_to >= as_of)


def _reports(
    rng: Random, as_of: date, grid: Grid, units: list[JointHouseholdUnit], who: _Who, net: Net
) -> Iterator[NetReport]:
    """What the units of a grid told their building head in the last four months, oldest first."""
    told = {
        id(row.joint_unit): row.holder.name
        for row in net.postings
        if row.post == GridPost.JOINT_HOUSEHOLD_LEADER and _holds(row, as_of)
    }
    for ago in sorted((rng.randint(0, 120) for _ in range(REPORTS_A_GRID)), reverse=True):
        kind = rng.choices([kind for kind, _ in SHARES], [share for _, share in SHARES])[0]
        unit = rng.choice(units)
        day = as_of - timedelta(days=ago)
        yield NetReport(
            token=UUID(int=rng.getrandbits(128), version=4),
            site=grid.site,
            grid=grid,
            joint_unit=unit,
            kind=kind,
            line=LINES.get(kind, ""),
            occurred_on=day,
            words=rng.choice(WORDS[kind]),
            told_by=told.get(id(unit), ""),
            filed_by=who.grid[id(grid)],
            filed_at=timezone.make_aware(datetime.combine(day, time(8, rng.randint(0, 59)))),
        )


def _walk(made: Governance, rng: Random, as_of: date, report: NetReport, who: _Who) -> None:
    """Moves the report along a way; what would lie in the future has not happened yet."""
    made.reports.append(report)
    at, state = report.filed_at, ""
    way = rng.choices([way for way, _ in WAYS], [share for _, share in WAYS])[0]
    moves = [M.FILE, *way]
    if not way and (as_of - report.occurred_on).days > 14:
        moves.append(M.SETTLE)
    for move in moves:
        if move != M.FILE:
            at += timedelta(hours=rng.randint(2, 40))
            if timezone.localdate(at) > as_of:
                break
        after = ReportState.AT_GRID if move == M.FILE else REPORT_MACHINE.next_state(state, move)
        made.steps.append(
            NetReportStep(
                site=report.site,
                report=report,
                at=at,
                by=report.filed_by if move == M.FILE else who.at(state, report),
                move=move,
                from_state=state,
                to_state=after,
                why=WHY.get(move, ""),
            )
        )
        state = after
    report.state = state
