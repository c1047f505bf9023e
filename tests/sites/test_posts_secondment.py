"""Attendance, log, plan and assessment of seconded cadres: each writes his own, those above read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lib.periods import today
from sites.actions.secondment import assess_year, set_attendance
from sites.enums import AssessmentGrade, AttendanceState, Post
from sites.models import AttendanceDay, PlanItem, WorkLogEntry
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def site():
    return factories.make_site()


@pytest.fixture
def member(site):
    user = factories.make_user("田队员", seen_first_steps=True)
    return factories.make_posting(user, Post.WORK_TEAM_MEMBER, site)


def address(name, posting, **more):
    return reverse(name, kwargs={"kind": "site", "posting_id": posting.pk, **more})


def enter(client, user):
    type(user).objects.filter(pk=user.pk).update(seen_first_steps=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_cadre_writes_his_log_and_plan_and_says_what_is_done(client, member):
    enter(client, member.holder)

    client.post(
        address("posting_log", member),
        {"day": today().isoformat(), "kind": "visit", "text": "走访三户"},
    )
    client.post(
        address("posting_plan", member), {"year": today().year, "quarter": 4, "text": "建充电桩"}
    )
    item = PlanItem.objects.get()
    client.post(
        address("plan_done", member, item_id=item.pk),
        {"done_on": today().isoformat(), "result": "已建成"},
    )

    page = client.get(address("posting_work", member)).content.decode()
    assert all(text in page for text in ("走访三户", "建充电桩", "已建成"))


def test_nobody_writes_the_log_of_another(client, site, member):
    colleague = factories.make_user_with(Post.FIRST_SECRETARY, site)

    response = enter(client, colleague).post(
        address("posting_log", member),
        {"day": today().isoformat(), "kind": "visit", "text": "冒名"},
    )

    assert response.status_code == 403
    assert not WorkLogEntry.objects.exists()


def test_a_colleague_of_the_same_rank_does_not_read_the_log(client, site, member):
    WorkLogEntry.objects.create(
        posting=member, site=site, day=today(), kind="visit", text="暗记内容"
    )
    other = factories.make_user_with(Post.WORK_TEAM_MEMBER, site)

    response = enter(client, other).get(address("posting_work", member))

    assert response.status_code == 403
    assert "暗记内容" not in response.content.decode()


def test_the_first_secretary_reads_the_logs_of_his_own_team_alone(client, site, member):
    secretary = factories.make_user_with(Post.FIRST_SECRETARY, site)
    elsewhere = factories.make_user_with(Post.FIRST_SECRETARY, factories.make_site())
    own, other = (
        enter(client, user).get(address("posting_work", member)).status_code
        for user in (secretary, elsewhere)
    )

    assert (own, other) == (200, 404)


def test_the_log_of_a_day_outside_the_posting_is_refused(client, member):
    client = enter(client, member.holder)

    for day in (member.valid_from - DAY, today() + DAY):
        client.post(
            address("posting_log", member),
            {"day": day.isoformat(), "kind": "visit", "text": "走访"},
        )

    assert not WorkLogEntry.objects.exists()


def test_the_office_keeps_attendance_by_month(client, member):
    clerk = factories.make_user_with(Post.CENTRE_STAFF, member.site)
    day = today().isoformat()

    enter(client, clerk).post(address("posting_attendance", member), {day: AttendanceState.PRESENT})
    client.post(address("posting_attendance", member), {day: AttendanceState.MEETING})

    assert AttendanceDay.objects.get().state == AttendanceState.MEETING


def test_attendance_of_a_day_before_the_posting_is_refused(member):
    with pytest.raises(ValidationError):
        set_attendance(
            actor=member.holder,
            posting=member,
            days={member.valid_from - DAY: AttendanceState.PRESENT},
        )


def test_a_year_is_graded_once_and_never_by_oneself(member):
    office, grade = factories.make_county_staff(), AssessmentGrade.COMPETENT
    assess_year(actor=office, posting=member, year=2025, grade=grade)

    for actor, year in ((office, 2025), (member.holder, 2024), (office, 2019)):
        with pytest.raises(ValidationError):
            assess_year(actor=actor, posting=member, year=year, grade=grade)

    assert member.assessments.count() == 1
