"""Who may confirm and what counts; days of closed quarters; the same submit twice."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from lib.periods import today
from services.actions import dispute_parties, dispute_results, mediations
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.models import Dispute, DisputeParticipant, DisputeParty
from sites.enums import Post
from tests import factories
from tests.residents.world import make_place
from tests.services.dispute_world import make_case, refusal

S, M = DisputeStage, DisputeMove
NOW = "2026-11-25T10:00:00+08:00"


@pytest.fixture
def case(db):
    with override("en"), time_machine.travel(NOW):
        yield make_case(make_place())


def somebody(case, name: str):
    return factories.make_user_with(Post.CENTRE_STAFF, case.place.site, name=name)


def test_whoever_helped_to_settle_does_not_call_back(case):
    dispute = case.at(S.MEDIATING)
    helpers = [somebody(case, name) for name in ("何网格", "许受邀", "孟接手", "宋离开", "金记录")]
    capacities = ("grid_staff", "invited", "handler", "invited")
    for user, capacity in zip(helpers[:4], capacities, strict=True):
        DisputeParticipant.objects.create(
            site=dispute.site, dispute=dispute, user=user, capacity=capacity, joined_on=today()
        )
    DisputeParticipant.objects.filter(user=helpers[3]).update(left_on=today())
    mediations.hold_session(
        actor=helpers[4], dispute=dispute, session=case.session("investigation")
    )
    case.do(dispute, M.APPOINT, mediators=case.mediators[1:])
    case.do(dispute, M.AGREE)

    for user in (case.clerk, *case.mediators, *helpers):
        told = refusal(lambda: case.do(dispute, M.CONFIRM, actor=user))  # noqa: B023
        assert told == "You settled this case yourself. A colleague calls the parties back.", user
    assert case.do(dispute, M.CONFIRM).confirmed_by == case.colleague


@pytest.mark.parametrize("found", [{"is_content": False}, {"performance": "refused"}])
def test_what_leaves_the_parties_discontent_does_not_count(case, found):
    dispute = case.at(S.AGREED)

    told = refusal(lambda: case.do(dispute, M.CONFIRM, **found))

    assert told == (
        "What is not performed, or leaves the parties discontent, is not settled. "
        "Record the visit under “follow up”, then choose “mediate again”."
    )
    dispute.refresh_from_db()
    assert (dispute.confirmed_by, dispute.follow_ups.count()) == (None, 0)
    followed = case.do(dispute, M.FOLLOW_UP, **found)
    assert case.do(followed, M.REOPEN).stage == S.MEDIATING


def test_a_later_visit_keeps_the_day_of_performance(case):
    dispute = case.register(occurred_on=date(2026, 11, 2))
    for move in (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS):
        case.do(dispute, move, on=date(2026, 11, 2))
    case.do(dispute, M.HOLD_SESSION, held_on=date(2026, 11, 2))
    case.do(dispute, M.AGREE, effective_on=date(2026, 11, 3))
    dispute_results.follow_up(
        actor=case.clerk, dispute=dispute, visit=case.visit(), performed_on=date(2026, 11, 9)
    )

    confirmed = case.do(dispute, M.CONFIRM)

    assert confirmed.performed_on == date(2026, 11, 9)


def test_no_day_that_counts_goes_into_a_closed_quarter(case):
    september = date(2026, 9, 28)
    with time_machine.travel("2026-09-29T10:00:00+08:00"):
        dispute = case.register(occurred_on=september)
        accepted = case.at(S.MEDIATING)
    accepted_only = Dispute.objects.get(pk=accepted.pk)

    for row, move, name in (
        (dispute, M.ACCEPT, "on"),
        (dispute, M.GUIDE, "on"),
        (accepted_only, M.END, "on"),
        (accepted_only, M.AGREE, "effective_on"),
    ):
        told = refusal(lambda: case.do(row, move, **{name: date(2026, 9, 29)}))  # noqa: B023
        assert told.startswith("The quarter of 2026-09-29 was closed on 2026-10-10"), move
    assert case.do(dispute, M.ACCEPT, on=date(2026, 10, 1)).accepted_on == date(2026, 10, 1)


def test_a_case_registered_late_with_a_reason_keeps_its_own_days(case):
    september = date(2026, 9, 28)
    dispute = case.register(occurred_on=september, late_reason="补录")
    for move in (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS):
        case.do(dispute, move, on=september)
    case.do(dispute, M.HOLD_SESSION, held_on=september)

    with time_machine.travel("2027-01-20T10:00:00+08:00"):
        told = refusal(lambda: case.do(dispute, M.AGREE, effective_on=date(2026, 12, 20)))
        settled = case.do(dispute, M.AGREE, effective_on=september)

    # The reason was given for the third quarter; the fourth was closed afterwards.
    assert told.startswith("The quarter of 2026-12-20 was closed on 2027-01-10")
    assert settled.settled_on == september


def test_the_same_submit_twice_is_one(case):
    dispute = case.at(S.APPOINTED)
    for move, again in ((M.APPOINT, {"mediators": case.mediators[:1]}), (M.FLAG_RISK, {})):
        for _number in range(2):
            case.do(dispute, move, **again)
    dispute = case.at(S.AGREED)
    for _number in range(2):
        case.do(dispute, M.FOLLOW_UP)

    assert Dispute.objects.filter(steps__move=M.APPOINT).count() == 2
    assert Dispute.objects.filter(steps__move=M.FLAG_RISK).count() == 1
    assert dispute.follow_ups.count() == 1
    assert dispute.steps.filter(move=M.FOLLOW_UP).count() == 1


def test_somebody_from_elsewhere_is_a_party_and_a_guest_once(case):
    dispute = case.at(S.ACCEPTED)

    def party() -> DisputeParty:
        return dispute_parties.save_party(
            actor=case.clerk, dispute=dispute, party=DisputeParty(side="third", name="钱外来")
        )

    def guest() -> DisputeParticipant:
        return dispute_parties.add_participant(
            actor=case.clerk,
            dispute=dispute,
            participant=DisputeParticipant(capacity="invited", name="寨老"),
        )

    stored = party()
    guest()

    assert refusal(party) == "钱外来 is a party already. Load the page again."
    assert refusal(guest) == "寨老 takes part already. Load the page again."
    stored.phone = "13700002222"
    dispute_parties.save_party(actor=case.clerk, dispute=dispute, party=stored)
    assert party().pk != stored.pk


def test_a_second_submit_is_looked_for_under_the_lock_of_the_site(case):
    """Looked for before it, the first of two submits at once was not stored yet."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        case.register()

    words = [query["sql"] for query in asked]
    lock = next(n for n, sql in enumerate(words) if "FOR NO KEY UPDATE" in sql)
    look = next(n for n, sql in enumerate(words) if '"token" =' in sql and "SELECT" in sql)
    assert lock < look


@pytest.mark.parametrize("is_member", [True, False])
def test_only_a_member_of_the_committee_is_a_mediator_of_what_he_settles(case, is_member):
    actor = case.mediators[0] if is_member else case.clerk

    dispute = mediations.settle_at_once(
        actor=actor,
        dispute=case.dispute(),
        words=case.words(),
        parties=case.parties(),
        terms="互相道歉",
        by_grid_staff=False,
    )

    mediators = [row.user for row in dispute.participants.filter(capacity="mediator")]
    assert mediators == ([actor] if is_member else [])
    assert dispute.settled_by == actor
    assert "settled this case yourself" in refusal(lambda: case.do(dispute, M.CONFIRM, actor=actor))
