"""Rows for the figures over daily work: posts, door services, disputes, meetings, ledgers."""

from datetime import date, timedelta
from types import SimpleNamespace

from grids.actions.notices import make_notice_known, read_notice
from grids.actions.reports import move_report
from grids.enums import FIVE_ROLES, ReportMove, WayMadeKnown
from grids.models import Grid, PolicyNoticeReceipt
from lib.periods import today
from residents.models import Household, Person
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.enums.door_services import DoorServiceState
from services.enums.meetings import MeetingState
from services.enums.motions import MotionState
from services.enums.platforms import Platform
from services.enums.resolutions import ResolutionState
from services.models import Dispute, DisputeParticipant
from sites.centre_enums import House
from sites.enums import Post
from sites.models import (
    AttendanceDay,
    Handover,
    Leave,
    PlanItem,
    Posting,
    ResettlementSite,
    WorkLogEntry,
    YearAssessment,
)
from tests import factories
from tests.dashboards.world import World
from tests.grids.notices import make_notice
from tests.grids.reports import make_centre, make_report
from tests.services.dispute_world import make_case
from tests.services.doors import make_door_service
from tests.services.ledger_files import make_old_dispute
from tests.services.meetings import (
    make_meeting,
    make_meeting_kind,
    make_motion,
    make_resolution,
)
from tests.services.requests import make_request
from tests.services.whistle_things import whistle_for


def work(world: World) -> None:
    """Both sites: what secretaries and teams do, what they serve, what they meet about."""
    for site in (world.first, world.second):
        _second(site)
        _serve(site)
        _report(site)
        _notify(site)
        _quarrel(site)
        _meet(site)
        heads = Person.objects.filter(site=site).order_by("pk")[:2]
        Person.objects.filter(pk__in=[head.pk for head in heads]).update(political_code="01")


def _second(site: ResettlementSite) -> None:
    """The first secretary planned, worked and goes on leave; the team member planned nothing."""
    posting = Posting.objects.get(site=site, post=Post.FIRST_SECRETARY)
    of_his = {"posting": posting, "site": site}
    AttendanceDay.objects.create(**of_his, day=today(), state="present")
    WorkLogEntry.objects.create(**of_his, day=today(), kind="visit", text="走访")
    quarter = (today().month - 1) // 3 + 1
    PlanItem.objects.create(
        **of_his, year=today().year, quarter=quarter, text="修路", done_on=today(), result="已修"
    )
    YearAssessment.objects.create(
        **of_his,
        year=today().year - 1,
        grade="competent",
        assessed_by=factories.make_user("组织部"),
        assessed_on=today(),
    )
    Leave.objects.create(
        holder=posting.holder,
        site=site,
        kind="annual",
        valid_from=today(),
        valid_to=today() + timedelta(days=3),
    )
    Handover.objects.create(
        site=site,
        post=Post.FIRST_SECRETARY,
        giver=posting.holder,
        taker=factories.make_user("接任人"),
        due_on=today(),
    )


def _serve(site: ResettlementSite) -> None:
    """A verified service in each of the five roles, and a row of each past ledger."""
    household = Household.objects.filter(site=site).order_by("pk").first()
    for role in FIVE_ROLES:
        make_door_service(household, capacity=role, state=DoorServiceState.CONFIRMED)
    make_door_service(household, is_historical=True)
    make_request(site, "done_claimed", is_historical=True)
    whistle_for(make_request(site, channel="meeting"), arrived=True)
    make_meeting(site, state=MeetingState.CLOSED, is_historical=True)
    make_old_dispute(site)


def _report(site: ResettlementSite) -> None:
    """The community's governance centre, and a report that is settled there."""
    make_centre(site)
    report = make_report(Grid.objects.filter(site=site).order_by("pk").first())
    for move, state in ((ReportMove.PASS_ON, "at_grid"), (ReportMove.SETTLE, "at_community")):
        move_report(actor=factories.make_user(), report=report, move=move, state=state, why="已办")


def _notify(site: ResettlementSite) -> None:
    """A notice that is late in the site's grids but one, which made it known."""
    then = today() - timedelta(days=9)
    notice = make_notice(site, issued_on=then, due_on=then + timedelta(days=7))
    receipt = PolicyNoticeReceipt.objects.filter(notice=notice).order_by("pk").first()
    actor = factories.make_user("楼长")
    read_notice(actor=actor, receipt=receipt)
    make_notice_known(actor=actor, receipt=receipt, made_known_on=today(), how=WayMadeKnown.MEETING)


def _quarrel(site: ResettlementSite) -> None:
    """Cases at the stages that figures tell apart; one is settled by the centre and the grid."""
    household = Household.objects.filter(site=site).order_by("pk").first()
    head = household.membership_set.order_by("pk").first().person
    case = make_case(SimpleNamespace(site=site, head=head))
    settled = case.at(DisputeStage.FOLLOWED_UP)
    for move in (DisputeMove.APPLY_COURT, DisputeMove.DECIDE_COURT):
        settled = case.do(settled, move)
    DisputeParticipant.objects.create(
        dispute=settled,
        site=site,
        user=factories.make_user("网格员"),
        capacity="grid_staff",
        joined_on=today(),
    )
    for stage in (DisputeStage.AGREED, DisputeStage.ENDED, DisputeStage.REGISTERED):
        case.at(stage)
    late = case.at(DisputeStage.ACCEPTED)
    then = today() - timedelta(days=60)
    Dispute.objects.filter(pk=late.pk).update(
        occurred_on=then, accepted_on=then, due_on=then + timedelta(days=30)
    )


def _meet(site: ResettlementSite) -> None:
    """A meeting of every kind in the centre with its resolutions, and a motion at its end."""
    room = factories.make_venue(site, house=House.SERVICE_CENTRE)
    kinds = [
        make_meeting_kind(code)
        for code in ("deliberation", "building_heads", "joint_conference", "four_in_one")
    ]
    kinds += [make_meeting_kind(f"of_{platform}", platform=platform) for platform in Platform]
    for kind in kinds:
        meeting = make_meeting(
            site, kind=kind, venue=room, place="", state=MeetingState.MINUTED, minutes="纪要"
        )
    make_resolution(meeting, due_on=date(today().year - 1, 1, 1))
    make_resolution(
        meeting,
        state=ResolutionState.CONFIRMED,
        claimed_on=today(),
        claimed_by=factories.make_user("承办人"),
        confirmed_by=factories.make_user("核实人"),
    )
    make_motion(site, state=MotionState.CLOSED, result="已建成")
