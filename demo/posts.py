"""What hangs on posts: terms, sources, the reserve pool, leave, hand-overs, secondment work."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from demo import names
from demo.net import Net
from demo.organisations import Organisations
from demo.places import Places
from demo.secondment import Work, seconded_work
from demo.staff import Staff
from grids.enums import GridPost
from grids.models import GridPosting
from sites.enums import (
    AppointmentSource,
    CommitteeKind,
    LeaveKind,
    OrganisationKind,
    Post,
    ReserveStatus,
)
from sites.models import (
    CommitteeTerm,
    Handover,
    HandoverItem,
    Leave,
    Posting,
    ReserveCadre,
    ReserveTraining,
    ServiceDocument,
)

DAY = timedelta(days=1)
TERM_YEARS = 5
COMMITTEES = {
    Post.PARTY_COMMITTEE_MEMBER: (CommitteeKind.PARTY, OrganisationKind.PARTY_BRANCH),
    Post.RESIDENTS_COMMITTEE_MEMBER: (
        CommitteeKind.RESIDENTS,
        OrganisationKind.RESIDENTS_COMMITTEE,
    ),
}
SOURCE_OF_POST: dict[str, str] = {
    Post.CONTACT_LEADER: AppointmentSource.HOME_UNIT,
    Post.FIRST_SECRETARY: AppointmentSource.HOME_UNIT,
    Post.WORK_TEAM_MEMBER: AppointmentSource.HOME_UNIT,
    Post.PARTY_COMMITTEE_MEMBER: AppointmentSource.ELECTED,
    Post.RESIDENTS_COMMITTEE_MEMBER: AppointmentSource.ELECTED,
    Post.CENTRE_STAFF: AppointmentSource.RECRUITED,
    Post.CULTURE_STAFF: AppointmentSource.RECRUITED,
    GridPost.FULL_TIME_MEMBER: AppointmentSource.RECRUITED,
}
# The three sources of R31 and how often leaders of buildings and units come from them.
OF_RESIDENTS = {
    AppointmentSource.FORMER_VILLAGE_CADRE: 45,
    AppointmentSource.YOUNG_PARTY_MEMBER: 35,
    AppointmentSource.WEALTH_LEADER: 20,
}
ITEMS = ("公章与钥匙", "民情台账与网格档案", "未办结事项清单", "办公设备", "驻村工作经费账目")
ASSESSED = ("群众认可，熟悉社区情况", "能吃苦，会做群众工作", "带富能力强，可先任居民小组长")
COURSES = ("社区治理能力培训班", "基层党务实务培训", "矛盾纠纷调解培训")
# Sites (numbers) whose branch, and grids whose party group, still looks for its head.
NO_SECRETARY, NO_GROUP_LEADER = {5}, {13, 21}
ON_LEAVE = (1, 6)


@dataclass(slots=True)
class Posts:
    """Not yet stored; `before` are rows that postings point to, in this order."""

    documents: list[ServiceDocument] = field(default_factory=list)
    terms: list[CommitteeTerm] = field(default_factory=list)
    cadres: list[ReserveCadre] = field(default_factory=list)
    training: list[ReserveTraining] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    items: list[HandoverItem] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    stand_ins: list[Posting] = field(default_factory=list)
    work: Work = field(default_factory=Work)

    @property
    def before(self) -> list[list[Any]]:
        return [self.documents, self.terms, self.cadres, self.handovers]

    @property
    def after(self) -> list[list[Any]]:
        rows = [self.training, self.items, self.leaves, self.stand_ins]
        return [*rows, self.work.attendance, self.work.log, self.work.plan, self.work.assessments]


def fill_in(rng: Random, places: Places, bodies: Organisations, staff: Staff, net: Net) -> Posts:
    """Completes the postings of `staff` and `net` and gives what hangs on them."""
    posts = Posts()
    order = ServiceDocument(
        document_no="石组通〔2025〕18号", title="关于选派驻村（社区）第一书记和工作队员的通知",
        issued_on=date(2025, 4, 30),
    )  # fmt: skip
    posts.documents.append(order)
    _terms(posts, places, bodies, staff)
    _heads(places, bodies, staff, net)
    for posting in [*staff.postings, *net.postings]:
        posting.source = SOURCE_OF_POST.get(posting.post, "")
        if posting.post in (GridPost.GRID_LEADER, GridPost.JOINT_HOUSEHOLD_LEADER):
            posting.source = rng.choices(list(OF_RESIDENTS), list(OF_RESIDENTS.values()))[0]
        if posting.post in (Post.FIRST_SECRETARY, Post.WORK_TEAM_MEMBER):
            posting.document, posting.document_no = order, order.document_no
    _pool(rng, posts, places, staff, net)
    _hand_over(posts, staff)
    _leaves(posts, places, staff)
    seconded = [row for row in _held(staff) if row.post == Post.FIRST_SECRETARY]
    teams = [row for row in _held(staff) if row.post == Post.WORK_TEAM_MEMBER]
    posts.work = seconded_work(rng, staff.as_of, seconded, teams)
    return posts


def _held(staff: Staff) -> Iterator[Posting]:
    return (row for row in staff.postings if is_held(row, staff.as_of))


def is_held(posting: Posting | GridPosting, on: date) -> bool:
    """Whether an unsaved posting is in force on the day."""
    return posting.valid_from <= on and not (posting.valid_to and posting.valid_to < on)


def _terms(posts: Posts, places: Places, bodies: Organisations, staff: Staff) -> None:
    """A term of five years for both committees of each site; those of two sites end soon."""
    found: dict[tuple[int, str], CommitteeTerm] = {}
    for number, site in enumerate(places.sites):
        last = staff.as_of + timedelta(days=45 + 95 * number)
        for post, (kind, body) in COMMITTEES.items():
            first = last - timedelta(days=365 * TERM_YEARS)
            term = CommitteeTerm(
                site=site,
                organisation=bodies.of_site[site.code][body],
                kind=kind,
                elected_on=first - timedelta(days=20),
                valid_from=first,
                valid_to=last,
            )
            posts.terms.append(term)
            found[id(site), post] = term
    for posting in _held(staff):
        if posting.site:
            posting.committee_term = found.get((id(posting.site), posting.post))


def _heads(places: Places, bodies: Organisations, staff: Staff, net: Net) -> None:
    """A secretary for each branch, a leader for each grid's party group, but for a few."""
    first_member: dict[int, Posting] = {}
    for posting in _held(staff):
        if posting.post == Post.PARTY_COMMITTEE_MEMBER:
            first_member.setdefault(id(posting.site), posting)
    for number, site in enumerate(places.sites):
        if number not in NO_SECRETARY:
            member = first_member[id(site)]
            body = bodies.of_site[site.code][OrganisationKind.PARTY_BRANCH]
            staff.hold(
                member.holder, Post.BRANCH_SECRETARY, site, member.valid_from, organisation=body
            )
    leaders: dict[int, GridPosting] = {}
    for row in net.postings:
        if row.post == GridPost.GRID_LEADER and is_held(row, staff.as_of):
            leaders.setdefault(id(row.grid), row)
    for number, grid in enumerate(net.grids):
        if number not in NO_GROUP_LEADER:
            leader = leaders[id(grid)]
            net.postings.append(
                GridPosting(
                    site=grid.site,
                    grid=grid,
                    holder=leader.holder,
                    post=GridPost.PARTY_GROUP_LEADER,
                    valid_from=leader.valid_from,
                )
            )


def _pool(rng: Random, posts: Posts, places: Places, staff: Staff, net: Net) -> None:
    """Three cadres a site: one has become the head of a building, two wait; a few have left."""
    appointed: dict[int, GridPosting] = {}
    for row in net.postings:
        if row.post == GridPost.GRID_LEADER and is_held(row, staff.as_of):
            appointed.setdefault(id(row.site), row)
    for number, site in enumerate(places.sites):
        posting = appointed[id(site)]
        for position in range(3):
            is_appointed = position == 0
            recommended = posting.valid_from - timedelta(days=90 + 30 * position)
            cadre = ReserveCadre(
                site=site,
                name=posting.holder.name if is_appointed else _name(rng),
                user=posting.holder if is_appointed else None,
                source=posting.source if is_appointed else rng.choice(list(OF_RESIDENTS)),
                recommended_by=f"{site.name}党支部",
                recommended_on=recommended,
                status=_status(number, position),
            )
            if position < 2:
                cadre.assessed_on = recommended + timedelta(days=40)
                cadre.assessment = ASSESSED[(number + position) % len(ASSESSED)]
                posts.training.append(
                    ReserveTraining(
                        cadre=cadre,
                        site=site,
                        title=COURSES[number % len(COURSES)],
                        held_on=recommended + timedelta(days=60),
                        hours=16,
                        result="合格",
                    )
                )
            if is_appointed:
                _link_all(net.postings, posting, cadre)
            posts.cadres.append(cadre)


def _link_all(postings: Iterable[GridPosting], posting: GridPosting, cadre: ReserveCadre) -> None:
    """A head of two buildings came from the pool for both."""
    for row in postings:
        if row.holder is posting.holder and row.post == posting.post:
            row.reserve_cadre, row.source = cadre, posting.source


def _status(number: int, position: int) -> str:
    if position == 0:
        return ReserveStatus.APPOINTED
    return ReserveStatus.LEFT if position == 2 and number in (3, 10) else ReserveStatus.IN_POOL


def _name(rng: Random) -> str:
    return names.surname(rng) + names.given_name(rng, rng.random() < 0.6, 1985)


def _hand_over(posts: Posts, staff: Staff) -> None:
    """A list for each first secretary who left or is about to; the old ones signed by both."""
    following: dict[tuple[int, date], Posting] = {
        (id(row.site), row.valid_from): row
        for row in staff.postings
        if row.post == Post.FIRST_SECRETARY
    }
    for posting in staff.postings:
        if posting.post != Post.FIRST_SECRETARY or not posting.valid_to:
            continue
        successor = following[id(posting.site), posting.valid_to + DAY]
        handover = Handover(
            site=posting.site,
            post=posting.post,
            giver=posting.holder,
            taker=successor.holder,
            due_on=posting.valid_to,
        )
        is_past = posting.valid_to < staff.as_of
        if is_past:
            signed = timezone.make_aware(datetime.combine(posting.valid_to, time(15)))
            handover.giver_signed_at = handover.taker_signed_at = signed
            handover.giver_recorded_by = posting.holder
            handover.taker_recorded_by = successor.holder
        posting.handover, posting.ended_why = handover, "任期届满轮换"
        posts.handovers.append(handover)
        posts.items += [
            HandoverItem(handover=handover, site=posting.site, text=text, is_handed=is_past)
            for text in ITEMS
        ]


def _leaves(posts: Posts, places: Places, staff: Staff) -> None:
    """Two first secretaries are away; a member of the team stands in for each."""
    for number in ON_LEAVE:
        site = places.sites[number]
        here = [row for row in _held(staff) if row.site is site]
        secretary = next(row for row in here if row.post == Post.FIRST_SECRETARY)
        member = next(row for row in here if row.post == Post.WORK_TEAM_MEMBER)
        first, last = staff.as_of - timedelta(days=2), staff.as_of + timedelta(days=5)
        posts.leaves.append(
            Leave(
                holder=secretary.holder,
                site=site,
                kind=LeaveKind.TRAINING,
                valid_from=first,
                valid_to=last,
                reason="参加县委党校培训",
            )
        )
        posts.stand_ins.append(
            Posting(
                holder=member.holder,
                post=secretary.post,
                site=site,
                valid_from=first,
                valid_to=last,
                stands_in_for=secretary,
            )
        )
