"""A meeting as people work with it: agenda, sign-in, quorum, votes, minutes, objections."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AccessEvent
from grids.enums import GridPost
from lib.periods import today
from services.actions import meeting_agendas, meeting_attendances, meeting_minutes, meetings
from services.actions.publications import answer_objection, raise_objection
from services.actions.resolutions import add_resolution, claim_resolution, confirm_resolution
from services.enums.meetings import AgendaSource, AttendanceState, MeetingState, SignInMethod
from services.models import Meeting, MeetingPaper
from sites.enums import Post
from tests import factories
from tests.services.meetings import make_meeting, make_meeting_kind, make_resolution

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def site():
    return factories.make_site()


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


def planned(site, clerk, **fields):
    values = {
        "kind": make_meeting_kind(),
        "title": "议事会",
        "planned_at": at(today()),
        "place": "党群服务中心",
        "chair": clerk,
        "token": uuid.uuid4(),
    }
    return meetings.plan_meeting(actor=clerk, site=site, **{**values, **fields})


def held(site, clerk, names=("王某", "李某"), present=3, **fields):
    """A meeting of the clerk and these residents' names, so many of them present."""
    meeting = planned(site, clerk, **fields)
    meeting_agendas.add_item(actor=clerk, meeting=meeting, text="路灯")
    meeting_attendances.invite(actor=clerk, meeting=meeting, names=names)
    meetings.notify_meeting(actor=clerk, meeting=meeting)
    rows = list(meeting.attendances.values_list("pk", flat=True))
    meeting_attendances.mark_attendance(
        actor=clerk, meeting=meeting, present=rows[:present], excused=[]
    )
    return meetings.hold_meeting(
        actor=clerk, meeting=meeting, occurred_on=timezone.localdate(meeting.planned_at)
    )


def write(meeting, clerk, **votes):
    """Concludes the first point with these votes."""
    item = meeting.agenda.first()
    values = dict.fromkeys(("votes_for", "votes_against", "votes_abstained")) | votes
    return meeting_minutes.write_minutes(
        actor=clerk,
        meeting=meeting,
        minutes="纪要",
        conclusions={item.pk: {"conclusion": "修", **values}},
    )


def test_the_same_plan_sent_twice_is_one_meeting(site, clerk):
    token = uuid.uuid4()

    first, second = (planned(site, clerk, token=token) for _ in range(2))

    assert first == second
    assert Meeting.objects.count() == 1
    assert first.attendances.get().user == clerk


def test_what_is_not_done_returns_to_every_later_meeting_of_its_kind_and_site(site, clerk):
    earlier = make_meeting(site, planned_at=at(today() - 30 * DAY), state=MeetingState.HELD)
    open_one = make_resolution(earlier, text="装路灯")
    elsewhere = make_meeting(planned_at=at(today() - 30 * DAY))
    make_resolution(elsewhere, text="别处的事")
    other_kind = make_meeting(
        site, kind=make_meeting_kind("building_heads"), planned_at=at(today() - 30 * DAY)
    )
    make_resolution(other_kind, text="楼栋长的事")

    second, third = planned(site, clerk), planned(site, clerk, planned_at=at(today() + DAY))
    claim_resolution(actor=open_one.owner, resolution=open_one, note="已装")
    still_there = planned(site, clerk, planned_at=at(today() + 2 * DAY))
    confirm_resolution(actor=clerk, resolution=open_one)
    gone = planned(site, clerk, planned_at=at(today() + 3 * DAY))

    for meeting in (second, third, still_there):
        item = meeting.agenda.get()
        assert (item.text, item.source) == ("装路灯", AgendaSource.RESOLUTION)
    assert not gone.agenda.exists()


def test_a_resolution_made_after_the_next_meeting_was_planned_reaches_it_with_its_notice(
    site, clerk
):
    following = planned(site, clerk, planned_at=at(today() + 7 * DAY))
    meeting_attendances.invite(actor=clerk, meeting=following, names=["王某"])
    meeting = held(site, clerk)
    add_resolution(
        actor=clerk, meeting=meeting, text="装路灯", owner=clerk, due_on=today() + 3 * DAY
    )

    meetings.notify_meeting(actor=clerk, meeting=following)

    assert [item.text for item in following.agenda.all()] == ["装路灯"]
    with pytest.raises(ValidationError):
        meeting_agendas.remove_item(actor=clerk, item=following.agenda.get())


def test_notice_needs_an_agenda_and_somebody_to_tell(site, clerk):
    meeting = planned(site, clerk)
    with pytest.raises(ValidationError, match=r"agenda|议程"):
        meetings.notify_meeting(actor=clerk, meeting=meeting)
    meeting_agendas.add_item(actor=clerk, meeting=meeting, text="路灯")
    with pytest.raises(ValidationError):
        meetings.notify_meeting(actor=clerk, meeting=meeting)


def test_another_time_takes_the_notice_back_and_another_title_does_not(site, clerk):
    meeting = planned(site, clerk)
    meeting_agendas.add_item(actor=clerk, meeting=meeting, text="路灯")
    meeting_attendances.invite(actor=clerk, meeting=meeting, names=["王某"])
    meetings.notify_meeting(actor=clerk, meeting=meeting)
    same = {"actor": clerk, "meeting": meeting, "chair": clerk, "place": meeting.place}

    renamed = meetings.change_meeting(**same, title="议事", planned_at=meeting.planned_at)
    moved = meetings.change_meeting(**same, title="议事", planned_at=at(today() + DAY))

    assert (renamed.state, moved.state) == (MeetingState.NOTIFIED, MeetingState.PLANNED)
    assert moved.occurred_on == today() + DAY


def test_groups_residents_and_last_time_are_invited_once_each(site, clerk):
    head = factories.make_grid_leader(
        factories.make_grid(factories.make_stairwell(factories.make_building(site)))
    )
    factories.make_user_with(GridPost.GRID_LEADER, factories.make_grid(factories.make_stairwell()))
    committee = factories.make_user_with(Post.RESIDENTS_COMMITTEE_MEMBER, site)
    resident = factories.make_person(factories.make_household(site, head=None), name="赵大妈")
    body = factories.make_organisation(site)
    first = planned(site, clerk, planned_at=at(today() - DAY))
    meeting_attendances.invite(
        actor=clerk, meeting=first, persons=[resident], organisation=body, is_voter=False
    )
    second = planned(site, clerk)

    number = meeting_attendances.invite(
        actor=clerk,
        meeting=second,
        groups=["last_time", "building_heads", "committees"],
        users=[head],
        names=["王某"],
    )

    assert number == 4
    who = {row.who: (row.organisation, row.is_voter) for row in second.attendances.all()}
    assert who == {
        clerk.name: (None, True),
        head.name: (None, True),
        committee.name: (None, True),
        "赵大妈": (body, False),
        "王某": (None, True),
    }


def test_a_colleague_signs_in_by_code_on_the_day_alone_and_uninvited_without_a_vote(
    site, clerk, time_machine
):
    time_machine.move_to("2026-03-06T08:50:00+08:00", tick=False)
    meeting = planned(site, clerk)
    meeting_agendas.add_item(actor=clerk, meeting=meeting, text="路灯")
    meeting_attendances.invite(actor=clerk, meeting=meeting, names=["王某"])
    with pytest.raises(ValidationError):
        meeting_attendances.sign_in(actor=clerk, meeting=meeting)
    meetings.notify_meeting(actor=clerk, meeting=meeting)
    passer_by = factories.make_user("路人")

    row = meeting_attendances.sign_in(actor=clerk, meeting=meeting)
    again = meeting_attendances.sign_in(actor=clerk, meeting=meeting)
    extra = meeting_attendances.sign_in(actor=passer_by, meeting=meeting)
    time_machine.move_to("2026-03-07T08:50:00+08:00", tick=False)
    with pytest.raises(ValidationError, match="2026-03-06"):
        meeting_attendances.sign_in(actor=factories.make_user(), meeting=meeting)

    assert (row.state, row.method) == (AttendanceState.PRESENT, SignInMethod.QR)
    assert again.signed_at == row.signed_at
    assert not extra.is_voter
    turnout = meeting.turnout()
    assert (turnout.due, turnout.present) == (2, 1)


def test_the_number_of_a_paper_sheet_counts_with_its_sealed_photo_alone(site, clerk):
    meeting = held(site, clerk)
    numbers = {"actor": clerk, "meeting": meeting, "due_others": 40, "present_others": 30}
    with pytest.raises(ValidationError):
        meeting_attendances.count_sheet(**numbers)

    meeting = meeting_attendances.count_sheet(**numbers, file_name="签到.jpg", content=b"JPEG-1")

    turnout = Meeting.objects.get(pk=meeting.pk).turnout()
    assert (turnout.due, turnout.present, turnout.needed) == (43, 33, 22)
    paper = MeetingPaper.objects.get()
    assert b"JPEG-1" not in bytes(paper.file_sealed)
    opened = meeting_attendances.open_paper(actor=clerk, paper=paper, address=None)
    assert opened == b"JPEG-1"
    assert AccessEvent.objects.filter(actor=clerk, row_id=paper.pk).count() == 1


def test_without_a_quorum_nothing_is_voted_on(site, clerk):
    meeting = held(site, clerk, names=["王某", "李某", "张某"], present=2)

    with pytest.raises(ValidationError) as refused:
        write(meeting, clerk, votes_for=2, votes_against=0, votes_abstained=0)

    assert "3" in str(refused.value)
    item = meeting.agenda.get()
    assert (item.conclusion, item.votes_for) == ("", None)


@pytest.mark.parametrize(
    "votes",
    [
        {"votes_for": 3, "votes_against": 1, "votes_abstained": 0},
        {"votes_for": 3},
    ],
)
def test_votes_are_whole_and_not_more_than_people(site, clerk, votes):
    meeting = held(site, clerk)

    with pytest.raises(ValidationError):
        write(meeting, clerk, **votes)


def test_minutes_are_finished_with_a_conclusion_for_each_point(site, clerk):
    meeting = held(site, clerk, present=2)
    with pytest.raises(ValidationError, match="路灯"):
        meeting_minutes.minute_meeting(actor=clerk, meeting=meeting)
    write(meeting, clerk, votes_for=2, votes_against=0, votes_abstained=0)

    meeting = meeting_minutes.minute_meeting(actor=clerk, meeting=meeting)

    assert meeting.state == MeetingState.MINUTED
    states = sorted(meeting.attendances.values_list("state", flat=True))
    assert states == ["absent", "present", "present"]
    with pytest.raises(ValidationError):
        meeting_agendas.add_item(actor=clerk, meeting=meeting, text="停车")


def test_what_is_published_closes_when_the_period_is_over_and_everybody_is_answered(
    site, clerk, time_machine
):
    time_machine.move_to("2026-03-06T10:00:00+08:00", tick=False)
    meeting = held(site, clerk)
    write(meeting, clerk)
    meeting_minutes.minute_meeting(actor=clerk, meeting=meeting)
    with pytest.raises(ValidationError):
        meetings.close_meeting(actor=clerk, meeting=meeting)
    meeting = meetings.publish_meeting(
        actor=clerk, meeting=meeting, published_on=today(), objection_days=7, place="公示栏"
    )
    objection = raise_objection(
        actor=clerk, publication=meeting.publication, raised_on=today(), text="太贵"
    )
    with pytest.raises(ValidationError, match="2026-03-13"):
        meetings.close_meeting(actor=clerk, meeting=meeting)

    time_machine.move_to("2026-03-14T10:00:00+08:00", tick=False)
    with pytest.raises(ValidationError):
        raise_objection(
            actor=clerk, publication=meeting.publication, raised_on=today(), text="晚了"
        )
    with pytest.raises(ValidationError):
        meetings.close_meeting(actor=clerk, meeting=meeting)
    answer_objection(actor=clerk, objection=objection, answer="已说明")
    meeting = meetings.close_meeting(actor=clerk, meeting=meeting)

    assert meeting.state == MeetingState.CLOSED


def test_a_meeting_of_a_closed_quarter_asks_why_it_is_recorded_now(site, clerk, time_machine):
    time_machine.move_to("2026-03-06T10:00:00+08:00", tick=False)
    meeting = planned(site, clerk)
    meeting_agendas.add_item(actor=clerk, meeting=meeting, text="路灯")
    meeting_attendances.invite(actor=clerk, meeting=meeting, names=["王某"])
    meetings.notify_meeting(actor=clerk, meeting=meeting)
    row = meeting.attendances.first().pk
    meeting_attendances.mark_attendance(actor=clerk, meeting=meeting, present=[row], excused=[])
    time_machine.move_to("2026-05-06T10:00:00+08:00", tick=False)
    how = {"actor": clerk, "meeting": meeting, "occurred_on": date(2026, 3, 6)}

    with pytest.raises(ValidationError):
        meetings.hold_meeting(**how)
    meetings.hold_meeting(**how, late_reason="停网")

    assert not Meeting.objects.took_place().exists()
    assert Meeting.objects.waiting_for_review().get() == meeting


def test_who_owns_or_reported_a_resolution_does_not_confirm_it(site, clerk):
    owner = factories.make_user("田干部")
    resolution = make_resolution(make_meeting(site), owner=owner)
    claim_resolution(actor=clerk, resolution=resolution, note="已修")

    for somebody in (owner, clerk):
        with pytest.raises(ValidationError):
            confirm_resolution(actor=somebody, resolution=resolution)
    done = confirm_resolution(actor=factories.make_user(), resolution=resolution)

    assert done.state == "confirmed"
    assert [step.action for step in done.steps.all()] == ["claim", "confirm"]
