"""What follows a settlement: the court's window, performance, mediating again; the order of days."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from lib.periods import today
from lib.scope import scope_of
from services.dispute_page import file_of, matters_of, offers
from services.dispute_terms import court_until, one_month_after
from services.dossiers import missing_papers, wanted_papers
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.enums.mediations import PAPERS_AFTER_CLOSING, PaperKind
from services.models import Dispute, JudicialConfirmation
from tests.residents.world import make_place
from tests.services.dispute_world import Case, make_case, refusal

S, M, P = DisputeStage, DisputeMove, PaperKind
# A Wednesday; the third quarter was closed on 10 October.
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOW = "2026-11-25T10:00:00+08:00"


@pytest.fixture
def case(db):
    with override("en"), time_machine.travel(NOW):
        yield make_case(make_place())


def client_of(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(seen_first_steps=True, must_change_password=False)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
    return client


def day(number: int) -> date:
    """A day of November."""
    return date(2026, 11, number)


def offered(case: Case, dispute: Dispute) -> list[str]:
    found = offers(scope_of(case.clerk.pk, today()), dispute)
    return [offer.url.rsplit("/", 2)[-2] for offer in found]


def closed(case: Case) -> Dispute:
    dispute = case.at(S.AGREED)
    case.do(dispute, M.CONFIRM, performance="not_yet")
    return case.do(dispute, M.CLOSE)


def test_closing_ends_neither_the_courts_window_nor_what_the_parties_owe(case):
    dispute = closed(case)

    told = [str(matter.title) for matter in matters_of(dispute, today())]

    assert told == [
        "Judicial confirmation: 30 days left, until 2026-12-25",
        "The agreement is to be performed by 2026-11-25",
    ]
    assert offered(case, dispute) == ["file", "follow_up", "apply_court"]
    followed = case.do(dispute, M.FOLLOW_UP)
    assert (followed.stage, followed.performance) == (S.CLOSED, "performed")
    filed = case.do(dispute, M.FILE)
    assert offered(case, filed) == ["apply_court"]
    applied = case.do(filed, M.APPLY_COURT)
    assert (applied.stage, offered(case, applied)) == (S.FILED, ["decide_court"])
    assert case.do(filed, M.DECIDE_COURT).stage == S.FILED


def test_a_closed_file_takes_what_the_court_brings_and_nothing_else(case):
    dispute = case.do(closed(case), M.APPLY_COURT)

    assert [paper["kind"] for paper in file_of(dispute)["later"]] == [
        P.COURT_APPLICATION,
        P.COURT_DECISION,
    ]
    client, add = client_of(case.clerk), reverse("dispute_paper_add", args=[dispute.pk])
    page = client.get(reverse("dispute_detail", args=[dispute.pk])).content.decode()
    assert f'href="{add}?kind={P.COURT_APPLICATION}"' in page
    offered_kinds = client.get(add).context["form"].fields["kind"].choices
    assert [kind for kind, _label in offered_kinds] == list(PAPERS_AFTER_CLOSING)
    typed = {"kind": P.COURT_APPLICATION, "pages": "1", "on_paper": "on", "token": str(uuid4())}
    assert client.post(add, typed).status_code == 302
    for kind in (P.COURT_DECISION, P.FOLLOW_UP):
        case.add_paper(dispute, kind)
    assert missing_papers(dispute) == []
    assert "nothing in it is changed" in refusal(lambda: case.add_paper(dispute, P.AGREEMENT))


def test_once_the_window_is_over_a_closed_case_is_not_offered_to_the_court(case):
    dispute = closed(case)

    with time_machine.travel("2026-12-26T10:00:00+08:00"):
        assert "apply_court" not in offered(case, dispute)


def test_thirty_days_for_the_court_and_the_next_working_day(case):
    """The 30th day after 15 October is a Saturday: Monday, 16 November, is the last one."""
    start = date(2026, 10, 15)
    dispute = case.register(occurred_on=start)
    for move in (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS):
        case.do(dispute, move, on=start)
    case.do(dispute, M.HOLD_SESSION, held_on=start)
    case.do(dispute, M.AGREE, effective_on=start)

    told = refusal(lambda: case.do(dispute, M.APPLY_COURT, applied_on=day(17)))

    assert court_until(start) == day(16)
    assert told.startswith("The 30 days ended on 2026-11-16.")
    case.do(dispute, M.APPLY_COURT, applied_on=day(16))
    assert "recorded already" in refusal(
        lambda: case.do(dispute, M.APPLY_COURT, applied_on=day(13))
    )


def test_what_lies_before_a_court_is_not_mediated_again(case):
    dispute = case.do(case.at(S.AGREED), M.APPLY_COURT)

    told = refusal(lambda: case.do(dispute, M.REOPEN))

    assert told == (
        "A court has the agreement before it. Record its decision first, or the withdrawal."
    )
    assert "reopen" not in offered(case, dispute)
    decided = case.do(dispute, M.DECIDE_COURT, result="rejected")
    assert "reopen" in offered(case, decided)
    assert case.do(dispute, M.REOPEN).stage == S.MEDIATING
    assert not JudicialConfirmation.objects.exists()


def test_a_second_decision_is_refused(case):
    dispute = case.do(case.at(S.AGREED), M.APPLY_COURT)
    case.do(dispute, M.DECIDE_COURT, result="rejected")

    told = refusal(lambda: case.do(dispute, M.DECIDE_COURT, result="confirmed"))

    assert told == "The decision of 2026-11-25 is recorded already. Load the page again."
    assert JudicialConfirmation.objects.get().result == "rejected"


def test_mediating_again_needs_the_papers_of_the_new_round(case):
    dispute = case.do(case.at(S.MEDIATING), M.EXTEND)
    for move in (M.AGREE, M.APPLY_COURT, M.DECIDE_COURT, M.CONFIRM):
        more = {"result": "withdrawn"} if move == M.DECIDE_COURT else {}
        dispute = case.do(dispute, move, **more)
    case.complete(dispute)
    assert missing_papers(dispute) == []

    again = case.do(dispute, M.REOPEN)

    # What was asked for of the first round alone is not asked for again.
    assert wanted_papers(again) == [P.APPLICATION, P.ACCEPTANCE, P.RIGHTS, P.MEDIATION]
    assert missing_papers(again) == []
    # A new session and a new agreement are not proved by the old papers.
    for move in (M.HOLD_SESSION, M.AGREE, M.CONFIRM):
        again = case.do(again, move)
    assert missing_papers(again) == [P.MEDIATION, P.AGREEMENT, P.FOLLOW_UP]
    assert "The file lacks" in refusal(lambda: case.do(again, M.CLOSE, papers=None))
    assert case.do(again, M.CLOSE).stage == S.CLOSED


def test_mediating_again_has_a_month_of_its_own(case):
    dispute = case.at(S.AGREED)
    Dispute.objects.filter(pk=dispute.pk).update(due_on=today())

    with time_machine.travel("2026-12-10T10:00:00+08:00"):
        again = case.do(dispute, M.REOPEN)
        assert again.due_on == one_month_after(today()) == date(2027, 1, 10)
        assert again.steps.last().due_on == again.due_on
        assert again.state_on(today()) == "running"


def test_no_step_lies_before_the_one_that_must_come_first(case):
    dispute = case.register(occurred_on=day(2))
    case.do(dispute, M.ACCEPT, on=day(2))
    case.do(dispute, M.APPOINT, on=day(5))
    tried = (
        (M.TELL_RIGHTS, "on", 4, 6),
        (M.HOLD_SESSION, "held_on", 5, 10),
        (M.AGREE, "effective_on", 9, 12),
        (M.REOPEN, "on", 11, 20),
        (M.END, "on", 19, None),
        (M.HOLD_SESSION, "held_on", 19, None),
        (M.AGREE, "effective_on", 19, 20),
    )
    for move, name, early, right in tried:
        told = refusal(lambda: case.do(dispute, move, **{name: day(early)}))  # noqa: B023
        assert f"{day(early)} lies before" in told, move
        if right:
            case.do(dispute, move, **{name: day(right)})
    dispute.refresh_from_db()
    assert dispute.settled_on == day(20)
