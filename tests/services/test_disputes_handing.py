"""Whom a case goes to, who leaves it, and where it counts as handled (R27, R48)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import AuditEvent
from lib.periods import Period, today
from lib.scope import scope_of
from services.actions.dispute_parties import add_participant, end_participation
from services.dispute_page import steps_of
from services.dispute_papers import paper_context
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.figures.disputes import (
    open_disputes,
    overdue_disputes,
    settled_by_both,
    settled_by_centres,
)
from services.models import (
    CommitteeMember,
    Dispute,
    DisputeParticipant,
    MediationCommittee,
)
from services.rules.disputes import can_read_dispute
from sites.enums import Post
from sites.models import Posting
from tests import factories
from tests.residents.world import make_world
from tests.services.dispute_world import make_case, refusal
from tests.services.requests import make_request
from tests.services.test_disputes_pages import client_of, typed

S, M = DisputeStage, DisputeMove


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def case(world):
    return make_case(world.own)


def reads(user, dispute) -> bool:
    return can_read_dispute(scope_of(user.pk, today()), dispute)


def joins(case, dispute, user, capacity) -> DisputeParticipant:
    row = DisputeParticipant(user=user, capacity=capacity)
    return add_participant(actor=case.clerk, dispute=dispute, participant=row)


def test_a_case_goes_to_nobody_who_could_not_open_it(case):
    dispute = case.at(S.ACCEPTED)
    elsewhere = factories.make_user_with(
        Post.TOWN_STAFF, factories.make_township("中坝街道", "520623002")
    )
    auditor = factories.make_user_with(Post.BUSINESS_AUDITOR)

    for user in (elsewhere, auditor):
        told = refusal(lambda user=user: case.do(dispute, M.ESCALATE, level="county", handler=user))
        assert told.startswith(f"{user.name}: no post over this site that may read cases")
    assert Dispute.objects.get(pk=dispute.pk).level == "community"
    assert not dispute.participants.exists()
    # A town's governance centre takes over what goes to the town.
    head = factories.make_user_with(Post.TOWN_GOVERNANCE_HEAD, case.place.site.township)
    case.do(dispute, M.ESCALATE, level="town", handler=head)
    assert reads(head, dispute)


def test_a_member_of_the_committee_without_a_post_is_not_appointed(case):
    dispute = case.at(S.ACCEPTED)
    member = case.mediators[1]
    yesterday = today() - timedelta(days=1)
    Posting.objects.filter(holder=member).update(valid_to=yesterday)
    assert CommitteeMember.objects.current(today()).filter(user=member).exists()

    told = refusal(lambda: case.do(dispute, M.APPOINT, mediators=case.mediators))

    assert told.startswith(f"{member.name}: no post over this site that may read cases")


def test_who_leaves_a_case_reads_it_no_more_and_stays_counted(world, case):
    dispute = case.at(S.ACCEPTED)
    leader = world.grid_leader()
    row = joins(case, dispute, leader, "grid_staff")
    assert reads(leader, dispute)

    assert "Say in a few words why" in refusal(
        lambda: end_participation(actor=case.clerk, dispute=dispute, participant=row, reason=" ")
    )
    end_participation(actor=case.clerk, dispute=dispute, participant=row, reason="已调离")

    row.refresh_from_db()
    assert (row.left_on, row.left_why) == (today(), "已调离")
    assert not reads(leader, dispute)
    assert list(Dispute.objects.with_grid_staff()) == [dispute]
    event = AuditEvent.objects.filter(table="services_disputeparticipant").latest("pk")
    assert (event.actor, event.detail["fields"]) == (case.clerk, ["left_on"])
    assert "has left the case already" in refusal(
        lambda: end_participation(actor=case.clerk, dispute=dispute, participant=row, reason="x")
    )


def test_somebody_leaves_a_closed_case_too_and_mediators_by_appointing(world, case):
    dispute = case.at(S.MEDIATING)
    leader = world.grid_leader()
    row = joins(case, dispute, leader, "grid_staff")
    for move in (M.AGREE, M.CONFIRM, M.CLOSE):
        dispute = case.do(dispute, move)
    mediator = dispute.participants.get(capacity="mediator")

    told = refusal(
        lambda: end_participation(
            actor=case.clerk, dispute=dispute, participant=mediator, reason="x"
        )
    )
    end_participation(actor=case.clerk, dispute=dispute, participant=row, reason="结案")

    assert told.startswith("A mediator leaves the case when others are appointed")
    assert not reads(leader, dispute)


def test_the_page_lets_somebody_leave_and_the_forms_say_who_reads(world, case):
    dispute = case.at(S.ACCEPTED)
    leader, client = world.grid_leader(), client_of(case.clerk)
    row = joins(case, dispute, leader, "grid_staff")
    detail = reverse("dispute_detail", args=[dispute.pk])
    leave = reverse("dispute_participant_leave", args=[dispute.pk, row.pk])
    assert leave in client.get(detail).content.decode()

    refused = client.post(leave, {"reason": ""})
    client.post(leave, {"reason": "已调离"})

    assert refused.context["form"].errors == {"reason": ["This field is required."]}
    page = client.get(detail).content.decode()
    assert "已调离" in page
    assert leave not in page
    assert client_of(leader).get(detail).status_code == 404
    add = client.get(reverse("dispute_participant_add", args=[dispute.pk])).content.decode()
    up = client.get(reverse("dispute_step", args=[dispute.pk, "escalate"])).content.decode()
    assert "Whoever is named reads the parties and every word" in add
    assert "he then reads the parties and every word" in up


def test_a_correction_that_was_left_is_filled_in_again(case):
    dispute, client = case.at(S.ACCEPTED), client_of(case.clerk)
    party = dispute.parties.get(side="applicant")
    for url, name in (
        (reverse("dispute_words", args=[dispute.pk]), "wish"),
        (reverse("dispute_party_edit", args=[dispute.pk, party.pk]), "occupation"),
    ):
        client.post(reverse("draft_save"), {name: "未写完", "draft-form": url})
        assert "未写完" in client.get(url).content.decode()


def test_a_request_becomes_a_dispute_of_its_site(world, case):
    row, foreign = (
        make_request(place.site, household=place.household, words="楼上漏水")
        for place in (world.own, world.other)
    )
    client = client_of(case.clerk)
    url = f"{reverse('dispute_add')}?request={row.pk}"
    assert url in client.get(reverse("request_detail", args=[row.pk])).content.decode()
    assert "楼上漏水" in client.get(url).content.decode()
    for pk in (foreign.pk, "x", 10**17):
        assert client.get(f"{reverse('dispute_add')}?request={pk}").status_code == 404

    client.post(url, typed(case))

    dispute = Dispute.objects.get()
    assert (dispute.request, dispute.site) == (row, row.site)
    detail = reverse("dispute_detail", args=[dispute.pk])
    assert row.number in client.get(detail).content.decode()
    page = client.get(reverse("request_detail", args=[row.pk])).content.decode()
    assert detail in page
    assert url not in page
    county = client_of(factories.make_county_staff())
    assert detail not in county.get(reverse("request_detail", args=[row.pk])).content.decode()


def test_a_new_handler_ends_the_former_one(case):
    dispute = case.at(S.ACCEPTED)
    town = factories.make_user_with(Post.TOWN_STAFF, case.place.site.township)
    county = factories.make_user_with(Post.COUNTY_STAFF)
    case.do(dispute, M.ESCALATE, level="town", handler=town)

    case.do(dispute, M.ESCALATE, level="county", handler=county)

    assert (reads(town, dispute), reads(county, dispute)) == (False, True)
    former = dispute.participants.get(user=town)
    assert (former.left_on, former.left_why) == (today(), "handed to a higher level")


def test_a_case_handed_up_from_the_grid_is_the_centres_and_stands_in_the_overlap(world, case):
    leader = world.grid_leader()
    dispute = case.register(actor=leader, channel="grid")
    joins(case, dispute, leader, "grid_staff")

    dispute = case.do(dispute, M.ESCALATE, level="community", handler=None)

    hop = dispute.steps.last()
    assert (dispute.channel, hop.to_channel) == ("service_centre", "service_centre")
    for move in (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS, M.HOLD_SESSION, M.AGREE, M.CONFIRM):
        case.do(dispute, move)
    scope, period = scope_of(case.clerk.pk, today()), Period(today(), today())
    assert list(settled_by_centres(scope, period)) == [dispute]
    assert list(settled_by_both(scope, period)) == [dispute]


@pytest.mark.parametrize(
    ("channel", "level"),
    [
        ("grid", "grid"),
        ("service_centre", "community"),
        ("town_centre", "town"),
        ("county_centre", "county"),
    ],
)
def test_the_level_follows_where_a_case_is_handled(case, channel, level):
    assert case.register(channel=channel).level == level


def test_what_was_closed_later_was_open_and_overdue_then(case):
    dispute = case.at(S.CLOSED)
    came, late = date(2025, 1, 10), date(2025, 3, 1)
    Dispute.objects.filter(pk=dispute.pk).update(
        occurred_on=came, accepted_on=came, due_on=date(2025, 2, 10)
    )
    scope, then = scope_of(case.clerk.pk, today()), Period(late, late)

    assert list(open_disputes(scope, then)) == [dispute]
    assert list(overdue_disputes(scope, then)) == [dispute]
    assert not overdue_disputes(scope, Period(today(), today())).exists()


def test_papers_name_the_mediators_and_the_committee_of_their_day(case):
    dispute = case.at(S.RIGHTS_TOLD)
    back = today() - timedelta(days=20)
    Dispute.objects.filter(pk=dispute.pk).update(occurred_on=back, accepted_on=back)
    dispute.participants.update(joined_on=back)
    dispute.steps.filter(move=M.TELL_RIGHTS).update(happened_on=back)
    case.do(dispute, M.HOLD_SESSION, held_on=today() - timedelta(days=15))
    before, after = case.mediators[0].name, case.mediators[1].name
    case.do(dispute, M.APPOINT, mediators=case.mediators[1:2], on=today() - timedelta(days=10))
    case.do(dispute, M.HOLD_SESSION)
    case.do(dispute, M.AGREE)
    # On the next day another committee is founded.
    old = MediationCommittee.objects.get(site=case.place.site)
    MediationCommittee.objects.update(valid_to=today())
    tomorrow = today() + timedelta(days=1)
    MediationCommittee.objects.create(site=case.place.site, name="新调委会", valid_from=tomorrow)
    dispute = Dispute.objects.select_related("site", "agreement").get(pk=dispute.pk)

    papers = {
        name: paper_context(dispute, name, tomorrow) for name in ("rights", "cover", "mediation")
    }

    sessions = papers["mediation"]["mediations"]
    assert [mediators for _session, mediators in sessions] == [[before], [after]]
    assert papers["rights"]["mediators"] == [before]
    assert papers["cover"]["mediators"] == [after]
    assert {paper["committee"] for paper in papers.values()} == {old.name}


@pytest.mark.parametrize(
    ("stage", "moves", "labels"),
    [
        (S.GUIDED, (M.CLOSE,), ["dispute registered", "guided elsewhere", "case closed"]),
        (
            S.ENDED,
            (M.CLOSE,),
            ["dispute registered", "dispute accepted", "ended with advice", "case closed"],
        ),
        (
            S.FOLLOWED_UP,
            (M.REOPEN,),
            ["dispute registered", "dispute accepted", "mediators appointed", "rights told",
             "mediating"],
        ),
    ],
)  # fmt: skip
def test_the_bar_of_steps_shows_what_was_done_and_nothing_else(case, stage, moves, labels):
    dispute = case.at(stage)
    for move in moves:
        dispute = case.do(dispute, move)

    way = steps_of(dispute)

    assert [step["label"] for step in way if step["state"] != "todo"] == labels
    assert [step["state"] for step in way].count("current") == 1
    assert way[-1]["label"] == "case filed"
