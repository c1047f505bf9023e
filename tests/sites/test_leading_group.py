"""易地扶贫搬迁领导小组，及时调整 (R6); 成员单位 and their tasks (R7)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from lib.figures import figure_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from lib.tasks import work_of
from sites.actions.unit_tasks import confirm_task, give_task, report_task, return_task
from sites.enums import OrganisationKind, Post, TaskStatus
from sites.leading_group import unit_lines
from sites.models import LeadingGroupMember, LeadingGroupVersion, UnitTask
from tests import factories


@pytest.fixture
def unit(db):
    return factories.make_organisation(None, kind=OrganisationKind.MEMBER_UNIT, name="县民政局")


@pytest.fixture
def staff(unit):
    """Somebody of the member unit."""
    user = factories.make_user(name="民政干部")
    factories.make_posting(user, Post.MEMBER_UNIT_STAFF, organisation=unit)
    return user


@pytest.fixture
def office(db):
    return factories.make_county_staff()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


def given(office, unit, **fields) -> UnitTask:
    values = {
        "system": "governance",
        "title": "低保核查",
        "detail": "",
        "due_on": today() + timedelta(days=10),
    }
    return give_task(actor=office, organisation=unit, **{**values, **fields})


def test_the_group_has_one_version_at_a_time_and_keeps_the_earlier_ones(db):
    county = factories.make_township().county
    old = LeadingGroupVersion.objects.create(
        county=county, document_no="1号", reason="成立", valid_from=date(2019, 1, 1)
    )
    new = LeadingGroupVersion(
        county=county, document_no="2号", reason="人事变动", valid_from=date(2025, 5, 1)
    )
    with pytest.raises(ValidationError, match="领导小组"):
        new.full_clean()

    old.valid_to = date(2025, 4, 30)
    old.save()
    new.full_clean()
    new.save()

    assert LeadingGroupVersion.objects.current(date(2024, 1, 1)).get() == old
    assert LeadingGroupVersion.objects.current(today()).get() == new


def test_the_page_names_the_members_with_duty_and_unit(office, unit):
    county = factories.make_township().county
    version = LeadingGroupVersion.objects.create(
        county=county,
        document_no="石党办〔2025〕3号",
        reason="人事变动",
        valid_from=date(2025, 5, 1),
    )
    LeadingGroupMember.objects.create(
        version=version, holder=factories.make_user(name="县长甲"), duty="1_head"
    )

    page = signed_in(office).get(reverse("leading_group")).content.decode()

    assert all(word in page for word in ("石党办〔2025〕3号", "人事变动", "县长甲", "县民政局"))


def test_a_task_is_done_when_the_office_confirms_what_the_unit_reported(office, staff, unit):
    task = given(office, unit)

    task = report_task(actor=staff, task=task, evidence="核查表 43 户")
    assert task.status == TaskStatus.REPORTED
    task = confirm_task(actor=office, task=task, note="")

    assert task.status == TaskStatus.DONE
    assert [(step.actor, step.status) for step in task.steps.all()] == [
        (office, "given"), (staff, "reported"), (office, "done"),
    ]  # fmt: skip


def test_whoever_reported_a_task_does_not_confirm_it(office, unit):
    task = report_task(actor=office, task=given(office, unit), evidence="已办")

    with pytest.raises(ValidationError):
        confirm_task(actor=office, task=task, note="")

    task.refresh_from_db()
    assert task.status == TaskStatus.REPORTED


def test_a_report_without_evidence_is_refused_and_one_that_falls_short_goes_back(
    office, staff, unit
):
    task = given(office, unit)
    with pytest.raises(ValidationError):
        report_task(actor=staff, task=task, evidence="  ")

    task = report_task(actor=staff, task=task, evidence="已办")
    task = return_task(actor=office, task=task, note="缺签字")

    assert (task.status, task.evidence, task.reported_on) == (TaskStatus.GIVEN, "", None)


def test_two_decisions_at_once_are_one(office, staff, unit):
    task = report_task(actor=staff, task=given(office, unit), evidence="已办")
    confirm_task(actor=office, task=task, note="")

    with pytest.raises(ValidationError):
        return_task(actor=office, task=task, note="晚了一步")


def test_the_completion_table_counts_a_unit_s_tasks(office, staff, unit):
    done = report_task(actor=staff, task=given(office, unit), evidence="已办")
    confirm_task(actor=office, task=done, note="")
    late = factories.make_unit_task(unit, given_on=today() - timedelta(days=9))
    UnitTask.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=2))

    (line,) = unit_lines(scope_of(office.pk, today()), since_last_year(today()), today())

    assert (line.given, line.done, line.in_time, line.open, line.overdue) == (2, 1, 1, 1, 1)


def test_a_unit_sees_and_reports_its_own_tasks_alone(office, staff, unit):
    other = factories.make_unit_task(title="暗记任务")
    task = given(office, unit)
    client = signed_in(staff)

    listed = client.get(reverse("task_list")).content.decode()
    client.post(reverse("task_step", args=[task.pk]), {"step": "report", "note": "已办结"})

    assert "低保核查" in listed
    assert "暗记" not in listed
    assert client.get(reverse("task_detail", args=[other.pk])).status_code == 404
    task.refresh_from_db()
    assert task.status == TaskStatus.REPORTED
    answer = client.post(reverse("task_step", args=[task.pk]), {"step": "confirm", "note": ""})
    assert answer.status_code == 403


def test_tasks_wait_for_the_unit_and_then_for_the_office(office, staff, unit):
    def waiting(user) -> list[str]:
        return [item.url for item in work_of(scope_of(user.pk, today()))]

    task = given(office, unit)
    assert reverse("task_list") in waiting(staff)
    assert reverse("task_list") not in waiting(office)

    report_task(actor=staff, task=task, evidence="已办")
    assert reverse("task_list") in waiting(office)


def test_the_figures_count_what_was_given_and_what_was_confirmed(office, staff, unit):
    done = report_task(actor=staff, task=given(office, unit), evidence="已办")
    confirm_task(actor=office, task=done, note="")
    report_task(actor=staff, task=given(office, unit), evidence="已办")
    scope, period = scope_of(office.pk, today()), since_last_year(today())

    values = [figure_of(f"unit_tasks_{word}").value(scope, period) for word in ("given", "done")]

    assert values == [2, 1]


def test_a_unit_s_report_tells_its_tasks(office, staff, unit):
    report_task(actor=staff, task=given(office, unit), evidence="已办")

    page = signed_in(office).get(reverse("organisation_detail", args=[unit.pk]))

    assert [(deed.title, deed.count) for deed in page.context["deeds"]] == [("Tasks given", 1)]


def test_a_task_due_before_today_is_refused_with_what_was_typed(office, unit):
    page = signed_in(office).post(
        reverse("task_add"),
        {"organisation": unit.pk, "title": "低保核查", "due_on": "2020-01-01"},
    )

    assert "低保核查" in page.content.decode()
    assert not UnitTask.objects.exists()


def test_a_task_is_postponed_with_its_reason_and_keeps_the_day_before(office, staff, unit):
    task = given(office, unit)
    before, later = task.due_on, task.due_on + timedelta(days=20)
    client = signed_in(office)
    url = reverse("task_step", args=[task.pk])

    client.post(url, {"step": "postpone", "note": "等待资金", "due_on": later.isoformat()})
    client.post(url, {"step": "postpone", "note": "改早", "due_on": before.isoformat()})

    task.refresh_from_db()
    assert (task.due_on, task.status) == (later, TaskStatus.GIVEN)
    assert before.isoformat() in task.steps.last().note
    refused = signed_in(staff).post(
        url, {"step": "postpone", "note": "自己延", "due_on": "2099-01-01"}
    )
    assert refused.status_code == 403


def test_every_number_of_the_completion_table_leads_to_its_rows(office, staff, unit):
    done = report_task(actor=staff, task=given(office, unit), evidence="已办")
    confirm_task(actor=office, task=done, note="")
    late = given(office, unit, title="环境整治")
    UnitTask.objects.filter(pk=late.pk).update(
        given_on=today() - timedelta(days=9), due_on=today() - timedelta(days=2)
    )
    factories.make_unit_task(title="暗记任务")
    (line,) = [
        line
        for line in unit_lines(scope_of(office.pk, today()), since_last_year(today()), today())
        if line.unit == unit
    ]
    client = signed_in(office)

    for status, number in line.numbers:
        page = client.get(reverse("task_list"), {"unit": unit.pk, "status": status})
        assert page.context["page"].count == number, status
