"""What the mediation law asks of a case, and what the portal refuses with a sentence (B3)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from lib.history import set_constraints_immediate
from lib.periods import today
from services.actions import disputes, dossiers, mediations
from services.dispute_terms import one_month_after
from services.dossiers import missing_papers, wanted_papers
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.enums.mediations import PaperKind
from services.models import Dispute, DossierPaper, MediationAgreement
from sites.enums import Post
from tests import factories
from tests.residents.world import OTHER_ID, make_place
from tests.services.dispute_world import make_case, make_committee, refusal

S, M, P = DisputeStage, DisputeMove, PaperKind


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def case(db):
    return make_case(make_place())


def test_case_numbers_count_by_site_and_year(case):
    other = make_case(make_place("石固", id_number=OTHER_ID))
    last_year = date(today().year - 1, 12, 30)

    numbers = [
        (row.case_year, row.case_seq)
        for row in (
            case.register(),
            case.register(),
            other.register(),
            case.register(occurred_on=last_year, late_reason="补录"),
        )
    ]

    year = today().year
    assert numbers == [(year, 1), (year, 2), (year, 1), (year - 1, 1)]


def test_same_submit_twice_is_one_case(case):
    first = case.register()

    again = disputes.register_dispute(
        actor=case.clerk,
        dispute=case.dispute(token=first.token),
        words=case.words(),
        parties=case.parties(),
    )

    assert again.pk == first.pk
    assert Dispute.objects.count() == 1


def test_a_dispute_has_two_sides(case):
    told = refusal(
        lambda: disputes.register_dispute(
            actor=case.clerk,
            dispute=case.dispute(),
            words=case.words(),
            parties=case.parties()[:1],
        )
    )

    assert told == "A dispute has two sides: name at least one party of each."
    assert not Dispute.objects.exists()


def test_the_day_of_a_case_has_come(case):
    tomorrow = today() + timedelta(days=1)

    assert "has not come yet" in refusal(lambda: case.register(occurred_on=tomorrow))
    assert "has not come yet" in refusal(lambda: case.do(case.register(), M.ACCEPT, on=tomorrow))


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 12, 5), date(2027, 1, 5)),
        (date(2026, 10, 8), date(2026, 11, 8)),
    ],
)
def test_the_limit_is_one_month(accepted, due):
    assert one_month_after(accepted) == due


def test_the_limit_warns_and_never_blocks(case):
    dispute = case.at(S.ACCEPTED)
    Dispute.objects.filter(pk=dispute.pk).update(
        occurred_on=today() - timedelta(days=60),
        accepted_on=today() - timedelta(days=60),
        due_on=today() - timedelta(days=30),
    )
    dispute.refresh_from_db()

    assert dispute.state_on(today()) == "overdue"
    assert case.do(dispute, M.APPOINT).stage == S.APPOINTED


def test_both_parties_extend_in_writing(case):
    dispute = case.at(S.MEDIATING)

    assert "is no longer time" in refusal(lambda: case.do(dispute, M.EXTEND, due_on=dispute.due_on))
    later = case.do(dispute, M.EXTEND, due_on=dispute.due_on + timedelta(days=30))

    assert later.due_on == dispute.due_on + timedelta(days=30)
    assert P.EXTENSION in wanted_papers(later)


def test_mediators_come_from_the_committee_of_the_site(case):
    dispute = case.at(S.ACCEPTED)
    stranger = make_committee(factories.make_site()).members.first().user

    told = refusal(lambda: case.do(dispute, M.APPOINT, mediators=[case.mediators[0], stranger]))

    assert told.startswith(f"{stranger.name}: not in the mediation committee of the site")
    assert "at least one mediator" in refusal(lambda: case.do(dispute, M.APPOINT, mediators=[]))


def test_nobody_mediates_his_own_dispute(case):
    dispute = case.at(S.ACCEPTED)
    case.place.head.user = case.mediators[0]
    case.place.head.save()

    assert "Nobody mediates his own dispute" in refusal(lambda: case.do(dispute, M.APPOINT))


def test_a_mediator_who_is_not_named_again_leaves_the_case(case):
    dispute = case.at(S.APPOINTED)

    case.do(dispute, M.APPOINT, mediators=case.mediators[1:])

    current = dispute.participants.current().values_list("user", flat=True)
    assert set(current) == {user.pk for user in case.mediators[1:]}
    assert dispute.participants.count() == 3


def test_a_written_agreement_is_complete(case):
    dispute = case.at(S.MEDIATING)

    told = refusal(lambda: case.do(dispute, M.AGREE, performance_way=""))

    assert told.startswith("A written agreement says the facts, the terms")
    oral = case.do(dispute, M.AGREE, form="oral", facts="", performance_way="", perform_by=None)
    assert oral.stage == S.AGREED


def test_settled_counts_when_somebody_else_has_confirmed(case):
    dispute = case.at(S.AGREED)

    assert "settled this case yourself" in refusal(
        lambda: case.do(dispute, M.CONFIRM, actor=case.clerk)
    )
    assert "settled this case yourself" in refusal(
        lambda: case.do(dispute, M.CONFIRM, actor=case.mediators[0])
    )
    confirmed = case.do(dispute, M.CONFIRM)

    assert (confirmed.confirmed_by, confirmed.confirmed_on) == (case.colleague, today())
    assert confirmed.follow_ups.get().is_call_back
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).update(confirmed_by=case.clerk)


def test_a_court_confirms_what_is_written(case):
    dispute = case.at(S.MEDIATING)
    oral = case.do(dispute, M.AGREE, form="oral")

    assert "written agreement only" in refusal(lambda: case.do(oral, M.APPLY_COURT))
    assert "Nobody has applied" in refusal(lambda: case.do(oral, M.DECIDE_COURT))


def test_what_a_court_confirmed_is_not_mediated_again(case):
    dispute = case.at(S.AGREED)
    case.do(dispute, M.APPLY_COURT)
    case.do(dispute, M.DECIDE_COURT)

    assert "enforced, not mediated again" in refusal(lambda: case.do(dispute, M.REOPEN))


def test_mediating_again_takes_back_what_was_claimed(case):
    dispute = case.do(case.at(S.FOLLOWED_UP), M.REOPEN)

    assert (dispute.settled_on, dispute.confirmed_by, dispute.performance) == (None, None, "")
    assert not MediationAgreement.objects.exists()
    assert case.do(dispute, M.AGREE).settled_on == today()


def test_reasons_are_asked_for(case):
    dispute = case.at(S.ACCEPTED)

    for move in (M.GUIDE, M.END, M.EXTEND, M.ESCALATE, M.FLAG_RISK):
        assert refusal(lambda move=move: case.do(dispute, move, note=" ")) == (
            "Say in a few words why."
        )


def test_a_case_goes_up_with_somebody_who_takes_it(case):
    dispute = case.at(S.ACCEPTED)
    town = factories.make_user_with(Post.TOWN_STAFF, case.place.site.township)

    assert "Name the colleague" in refusal(
        lambda: case.do(dispute, M.ESCALATE, level="town", handler=None)
    )
    case.do(dispute, M.ESCALATE, level="town", handler=town)

    hop = dispute.steps.last()
    assert (hop.from_level, hop.to_level, hop.note) == ("community", "town", "涉及多家单位")
    assert dispute.participants.get(user=town).capacity == "handler"
    assert "at this level already" in refusal(
        lambda: case.do(dispute, M.ESCALATE, level="community")
    )


def test_the_file_of_a_formal_case_says_which_paper_is_missing(case):
    dispute = case.do(case.at(S.MEDIATING), M.INVESTIGATE)
    for move in (M.AGREE, M.APPLY_COURT, M.DECIDE_COURT, M.CONFIRM):
        dispute = case.do(dispute, move)
    for kind in missing_papers(dispute)[:-2]:
        case.add_paper(dispute, kind)

    told = refusal(lambda: case.do(dispute, M.CLOSE, papers=None))

    assert told == (
        "The file lacks: decision of the court、record of follow-up. "
        "Add these papers, then close the case."
    )
    assert wanted_papers(dispute) == [
        P.APPLICATION,
        P.ACCEPTANCE,
        P.RIGHTS,
        P.INVESTIGATION,
        P.MEDIATION,
        P.AGREEMENT,
        P.COURT_APPLICATION,
        P.COURT_DECISION,
        P.FOLLOW_UP,
    ]
    assert case.do(dispute, M.CLOSE).stage == S.CLOSED


def test_a_quarrel_settled_on_the_spot_needs_two_papers(case):
    dispute = mediations.settle_at_once(
        actor=case.clerk,
        dispute=case.dispute(),
        words=case.words(),
        parties=case.parties(),
        terms="互相道歉，不再堆物",
        by_grid_staff=False,
    )

    assert (dispute.stage, dispute.settled_on, dispute.agreement.form) == (
        S.AGREED,
        today(),
        "oral",
    )
    assert wanted_papers(dispute) == [P.ORAL_REGISTER, P.FOLLOW_UP]
    assert [step.to_stage for step in dispute.steps.all()] == [S.REGISTERED, S.AGREED]
    case.do(dispute, M.CONFIRM)
    assert case.do(dispute, M.CLOSE).stage == S.CLOSED


def test_papers_are_sealed_and_a_closed_file_no_longer_changes(case):
    dispute = case.at(S.FOLLOWED_UP)
    paper = DossierPaper(kind=P.AGREEMENT, pages=2, token=case.dispute().token)
    stored = dossiers.add_paper(
        actor=case.clerk,
        dispute=dispute,
        paper=paper,
        file_name="协议.pdf",
        content="%PDF协议".encode(),
    )

    assert "协议".encode() not in bytes(stored.file_sealed)
    assert dossiers.open_paper(actor=case.clerk, paper=stored, address=None) == "%PDF协议".encode()
    case.do(dispute, M.CLOSE)
    assert "nothing in it is changed" in refusal(lambda: case.add_paper(dispute, P.OTHER))
    assert "nothing in it is changed" in refusal(
        lambda: dossiers.take_paper_out(actor=case.clerk, paper=stored)
    )


def test_keys_stay_within_one_site(case):
    dispute = case.at(S.AGREED)
    other = factories.make_site()

    set_constraints_immediate()

    with pytest.raises(IntegrityError), transaction.atomic():
        MediationAgreement.objects.filter(dispute=dispute).update(site=other)
