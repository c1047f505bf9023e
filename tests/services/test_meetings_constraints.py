"""What the database itself refuses about meetings, resolutions and motions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from lib.periods import today
from services.enums.meetings import MeetingState, Quorum
from services.enums.motions import MotionStageKind, ResidentsBody
from services.models import (
    AgendaItem,
    MeetingAttendance,
    MeetingKind,
    MotionStage,
    Publication,
    Resolution,
)
from tests.factories import make_site, make_user
from tests.services.meetings import make_meeting, make_motion, make_resolution

pytestmark = pytest.mark.django_db


def refused(deed) -> bool:
    """Whether the database refuses the deed, deferred keys included."""
    try:
        with transaction.atomic():
            deed()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError:
        return True
    return False


def test_the_three_meetings_of_the_article_are_there_with_their_platforms():
    moved = MeetingKind.objects.filter(belongs_in_centre=True).values_list("name", "platform")

    assert set(moved) == {
        ("社区议事会议", "deliberation"),
        ("楼栋长会议", "mass_service"),
        ("社区共建联席会议", "party_activity"),
    }
    assert MeetingKind.objects.get(is_four_in_one=True).name == "四位一体联席会议"


@pytest.mark.parametrize(
    ("quorum", "due", "needed"),
    [
        (Quorum.NONE, 9, 0),
        (Quorum.MORE_THAN_HALF, 9, 5),
        (Quorum.MORE_THAN_HALF, 10, 6),
        (Quorum.TWO_THIRDS, 9, 6),
        (Quorum.TWO_THIRDS, 10, 7),
    ],
)
def test_a_quorum_is_rounded_so_that_it_is_reached(quorum, due, needed):
    assert quorum.needed(due) == needed


def test_what_belongs_to_a_meeting_stands_in_its_site():
    meeting, elsewhere = make_meeting(), make_site()
    resolution = make_resolution(meeting)
    user = make_user()

    assert refused(
        lambda: AgendaItem.objects.create(site=elsewhere, meeting=meeting, order=1, text="路灯")
    )
    assert refused(
        lambda: MeetingAttendance.objects.create(site=elsewhere, meeting=meeting, user=user)
    )
    assert refused(lambda: Resolution.objects.filter(pk=resolution.pk).update(site=elsewhere))
    assert refused(
        lambda: Publication.objects.create(
            site=elsewhere, meeting=meeting, published_on=today(), objection_days=7, place="公示栏"
        )
    )


def test_a_meeting_is_not_minuted_without_minutes_and_has_a_chair():
    assert refused(lambda: make_meeting(state=MeetingState.MINUTED))
    meeting = make_meeting()
    assert refused(lambda: type(meeting).objects.filter(pk=meeting.pk).update(chair=None))
    assert refused(lambda: type(meeting).objects.filter(pk=meeting.pk).update(present_others=3))


def test_an_attendee_is_one_and_on_the_list_once():
    meeting, user = make_meeting(), make_user()
    row = {"site": meeting.site, "meeting": meeting}
    MeetingAttendance.objects.create(**row, user=user)

    assert refused(lambda: MeetingAttendance.objects.create(**row))
    assert refused(lambda: MeetingAttendance.objects.create(**row, user=make_user(), name="王某"))
    assert refused(lambda: MeetingAttendance.objects.create(**row, user=user))
    assert refused(
        lambda: MeetingAttendance.objects.create(**row, user=make_user(), state="present")
    )


def test_a_resolution_is_confirmed_by_neither_its_owner_nor_who_reported_it():
    resolution = make_resolution(make_meeting())
    claimant, other = make_user(), make_user()
    rows = Resolution.objects.filter(pk=resolution.pk)
    done = {"state": "confirmed", "claimed_on": today(), "claimed_by": claimant}

    assert refused(lambda: rows.update(**done, confirmed_by=claimant))
    assert refused(lambda: rows.update(**done, confirmed_by=resolution.owner))
    assert refused(lambda: rows.update(**done))
    assert not refused(lambda: rows.update(**done, confirmed_by=other))


def stage_of(stage: str, due: int, present: int, votes_for: int, body: str = "") -> MotionStage:
    motion = make_motion()
    return MotionStage(
        site=motion.site,
        motion=motion,
        stage=stage,
        on=today(),
        text="同意",
        body=body,
        due=due,
        present=present,
        votes_for=votes_for,
        votes_against=0,
        votes_abstained=0,
    )


@pytest.mark.parametrize(
    ("stage", "body", "lawful", "unlawful"),
    [
        (MotionStageKind.BRANCH, "", (10, 6, 4), [(10, 5, 5), (10, 6, 3)]),
        (MotionStageKind.COMMITTEES, "", (7, 4, 3), [(7, 3, 3), (8, 6, 3)]),
        (MotionStageKind.PARTY_MEMBERS, "", (30, 20, 16), [(30, 19, 19), (30, 20, 15)]),
        (
            MotionStageKind.RESIDENTS,
            ResidentsBody.REPRESENTATIVES,
            (40, 21, 11),
            [(40, 20, 20), (40, 22, 11)],
        ),
        (
            MotionStageKind.RESIDENTS,
            ResidentsBody.VILLAGE_REPRESENTATIVES,
            (30, 20, 11),
            [(30, 19, 19), (30, 20, 10)],
        ),
    ],
)
def test_no_stage_passes_against_its_rule(stage, body, lawful, unlawful):
    stage_of(stage, *lawful, body=body).save()

    for numbers in unlawful:
        row = stage_of(stage, *numbers, body=body)
        with pytest.raises(ValidationError):
            row.full_clean()
        assert refused(row.save), numbers
        row.passed = False
        assert not refused(row.save), numbers
