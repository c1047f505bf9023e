"""Disputes since 1 January of last year (R27, R48): settled by centres, by grids, by both, or not.

Every settled one is confirmed by a colleague who did not settle it; some stand at every stage.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from accounts.models import User
from demo.dispute_course import Course
from demo.dispute_words import STORIES
from demo.net import GRIDS_SINCE, Net
from demo.places import Places
from demo.residents import Register
from demo.staff import Staff
from grids.enums import GridPost
from lib.periods import since_last_year
from residents.models import Membership
from services.enums.dispute_stages import DisputeStage
from services.enums.disputes import Complexity, DisputeChannel, DisputeLevel, DisputeSource
from services.enums.mediations import AgreementForm
from services.models import (
    CaseAllowanceRate,
    CommitteeMember,
    Dispute,
    DisputeFollowUp,
    DisputeParticipant,
    DisputeParty,
    DisputeStep,
    DisputeWords,
    DossierPaper,
    JudicialConfirmation,
    MediationAgreement,
    MediationCommittee,
    MediationSession,
)
from sites.enums import Post
from sites.models import ResettlementSite

S = DisputeStage
# Who settled and confirmed cases: the centre alone, grid staff alone, both together. With them
# the article's 230 (grid staff) and 260 (centres) are reached, 80 of them in both figures.
BY_CENTRE, BY_GRID, BY_BOTH = 200, 170, 80
# Cases that stand at another stage.
OTHERS = {
    S.REGISTERED: 6, S.ACCEPTED: 5, S.APPOINTED: 3, S.RIGHTS_TOLD: 3, S.MEDIATING: 9,
    S.AGREED: 16, S.FOLLOWED_UP: 12, S.ENDED: 34, S.GUIDED: 14,
}  # fmt: skip
# A ledger in Excel was kept until the portal came, half a year after the window begins.
LEDGER_DAYS = 181
POSTS = (Post.CENTRE_STAFF, Post.MEDIATOR, Post.RESIDENTS_COMMITTEE_MEMBER, Post.TOWN_STAFF)
RATES = {
    (Complexity.SIMPLE, AgreementForm.ORAL): 20,
    (Complexity.SIMPLE, AgreementForm.WRITTEN): 50,
    (Complexity.GENERAL, AgreementForm.ORAL): 50,
    (Complexity.GENERAL, AgreementForm.WRITTEN): 100,
    (Complexity.COMPLEX, AgreementForm.ORAL): 100,
    (Complexity.COMPLEX, AgreementForm.WRITTEN): 300,
}


@dataclass(slots=True)
class Disputes:
    """Not yet stored."""

    committees: list[MediationCommittee] = field(default_factory=list)
    members: list[CommitteeMember] = field(default_factory=list)
    rates: list[CaseAllowanceRate] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    words: list[DisputeWords] = field(default_factory=list)
    parties: list[DisputeParty] = field(default_factory=list)
    participants: list[DisputeParticipant] = field(default_factory=list)
    steps: list[DisputeStep] = field(default_factory=list)
    sessions: list[MediationSession] = field(default_factory=list)
    agreements: list[MediationAgreement] = field(default_factory=list)
    confirmations: list[JudicialConfirmation] = field(default_factory=list)
    visits: list[DisputeFollowUp] = field(default_factory=list)
    papers: list[DossierPaper] = field(default_factory=list)

    @property
    def tables(self) -> list[Sequence]:
        return [
            self.committees, self.members, self.rates, self.disputes, self.words, self.parties,
            self.participants, self.steps, self.sessions, self.agreements, self.confirmations,
            self.visits, self.papers,
        ]  # fmt: skip


@dataclass(slots=True)
class People:
    """Who works on the disputes of one site, and who lives there."""

    mediators: list[User] = field(default_factory=list)
    clerks: list[User] = field(default_factory=list)
    grid: list[User] = field(default_factory=list)
    town: list[User] = field(default_factory=list)
    residents: list[Membership] = field(default_factory=list)
    homes: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """One case before it is written: where, when, how it is handled and how far it gets."""

    day: date
    site: ResettlementSite
    stage: DisputeStage
    channel: DisputeChannel
    with_grid: bool
    historical: bool


def quarrel(
    rng: Random, as_of: date, places: Places, register: Register, staff: Staff, net: Net
) -> Disputes:
    """The cases of all sites, numbered by site and year in the order of their days."""
    made = Disputes()
    people = _people(as_of, places, register, staff, net)
    for site in places.sites:
        _committee(made, site, people[id(site)])
    made.rates = [
        CaseAllowanceRate(
            complexity=complexity, form=form, yuan=Decimal(yuan), valid_from=date(2024, 1, 1)
        )
        for (complexity, form), yuan in RATES.items()
    ]
    last: dict[tuple[int, int], int] = defaultdict(int)
    for plan in _plans(rng, as_of, places):
        key = (id(plan.site), plan.day.year)
        last[key] += 1
        course = Course(rng, as_of, plan.site, people[id(plan.site)], _story(rng))
        course.open(_dispute(rng, plan, last[key], course), made)
        course.go(plan.stage, plan.with_grid)
    return made


def _plans(rng: Random, as_of: date, places: Places) -> list[Plan]:
    window = since_last_year(as_of)
    span = (window.last - window.first).days
    centre, grid = DisputeChannel.SERVICE_CENTRE, DisputeChannel.GRID
    wanted = [(S.FILED, centre, False)] * BY_CENTRE
    wanted += [(S.FILED, grid, True)] * BY_GRID + [(S.FILED, centre, True)] * BY_BOTH
    for stage, number in OTHERS.items():
        wanted += [(stage, centre, rng.random() < 0.3) for _ in range(number)]
    plans: list[Plan] = []
    shown: set[DisputeStage] = set()
    for stage, channel, with_grid in wanted:
        over = stage in (S.FILED, S.ENDED, S.GUIDED)
        # What is still open came in during the last weeks; what is filed had time for it.
        back = rng.randint(35, span) if over else rng.randint(3, 34)
        day = as_of - timedelta(days=back)
        historical = over and (day - window.first).days < LEDGER_DAYS
        # The site whose people can sign in has one case at every stage.
        site = rng.choice(places.sites) if stage in shown else places.sites[0]
        shown.add(stage)
        plans.append(Plan(day, site, stage, channel, with_grid, historical))
    return sorted(plans, key=lambda plan: (plan.day, plan.site.code))


def _dispute(rng: Random, plan: Plan, number: int, course: Course) -> Dispute:
    on_spot = plan.channel == DisputeChannel.GRID
    complexity = rng.choices(
        [Complexity.SIMPLE, Complexity.GENERAL, Complexity.COMPLEX], [30, 60, 10]
    )[0]
    sources = [DisputeSource.ON_APPLICATION, DisputeSource.OWN_INITIATIVE, DisputeSource.SCREENED]
    recorder = course.grid_user if on_spot else rng.choice(course.people.clerks)
    return Dispute(
        site=plan.site,
        occurred_on=plan.day,
        recorded_by=recorder,
        token=UUID(int=rng.getrandbits(128), version=4),
        is_historical=plan.historical,
        case_year=plan.day.year,
        case_seq=number,
        ledger_no=f"{plan.day.year}-{number:03d}" if plan.historical else "",
        source=DisputeSource.SCREENED if on_spot else rng.choices(sources, [60, 25, 15])[0],
        kind=course.kind,
        complexity=Complexity.SIMPLE if on_spot else complexity,
        channel=plan.channel,
        level=DisputeLevel.GRID if on_spot else DisputeLevel.COMMUNITY,
    )


def _story(rng: Random) -> tuple[str, object]:
    kinds = list(STORIES)
    kind = rng.choices(kinds, [STORIES[one][0] for one in kinds])[0]
    return kind, rng.choice(STORIES[kind][1])


def _committee(made: Disputes, site: ResettlementSite, people: People) -> None:
    """3 to 5 members, women among them; the first is its head."""
    committee = MediationCommittee(
        site=site, name=f"{site.name}人民调解委员会", valid_from=GRIDS_SINCE
    )
    made.committees.append(committee)
    made.members += [
        CommitteeMember(
            site=site,
            committee=committee,
            user=user,
            sex="2" if position % 2 else "1",
            is_head=position == 0,
            valid_from=GRIDS_SINCE,
        )
        for position, user in enumerate(people.mediators)
    ]


def _people(
    as_of: date, places: Places, register: Register, staff: Staff, net: Net
) -> dict[int, People]:
    found = {id(site): People() for site in places.sites}
    posts = {post: _holders(as_of, staff, post) for post in POSTS}
    for site in places.sites:
        people = found[id(site)]
        people.clerks = posts[Post.CENTRE_STAFF][id(site)]
        people.mediators = posts[Post.MEDIATOR][id(site)]
        committee = posts[Post.RESIDENTS_COMMITTEE_MEMBER][id(site)]
        people.mediators += committee[: 5 - len(people.mediators)]
        people.town = posts[Post.TOWN_STAFF][id(site.township)]
    for row in net.postings:
        leads = row.post in (GridPost.GRID_LEADER, GridPost.FULL_TIME_MEMBER)
        if leads and not row.valid_to and row.valid_from <= as_of:
            found[id(row.site)].grid.append(row.holder)
    for row in register.occupancies:
        if not row.valid_to:
            stairwell = row.dwelling.stairwell
            found[id(row.site)].homes[id(row.household)] = (
                f"{row.site.name}{stairwell.building.name}栋{stairwell.name}单元"
                f"{row.dwelling.room_no}室"
            )
    for member in register.memberships:
        grown = member.person.birth_date and member.person.birth_date.year < as_of.year - 19
        if grown and not member.valid_to and not member.household.ended_on:
            found[id(member.site)].residents.append(member)
    return found


def _holders(as_of: date, staff: Staff, post: str) -> dict[int, list[User]]:
    """Who holds a post today, by the place where he does."""
    found: dict[int, list[User]] = defaultdict(list)
    for posting in staff.postings:
        if posting.post == post and not posting.valid_to and posting.valid_from <= as_of:
            found[id(posting.site or posting.township)].append(posting.holder)
    return found
