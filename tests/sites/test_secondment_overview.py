"""First secretaries and work teams at a glance, and the month's attendance out and in (R29)."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from lib.exports import exporter_of
from lib.figures import figure_of
from lib.periods import Period, today
from lib.scope import scope_of
from lib.workbook import write_workbook
from sites.actions.leaves import record_leave
from sites.enums import AttendanceState, LeaveKind, Post
from sites.models import AttendanceDay, PlanItem, WorkLogEntry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(time_machine):
    time_machine.move_to("2026-03-20T10:00:00+08:00", tick=False)
    return factories.make_site(name="平阳安置点")


@pytest.fixture
def secretary(site):
    return factories.make_posting(
        factories.make_user("石书记", username="shi"), Post.FIRST_SECRETARY, site
    )


@pytest.fixture
def worked(secretary):
    """Two days written down, one of them on duty; one entry; one of two planned things done."""
    for day, state in ((2, AttendanceState.PRESENT), (3, AttendanceState.LEAVE)):
        AttendanceDay.objects.create(
            posting=secretary, site=secretary.site, day=date(2026, 3, day), state=state
        )
    WorkLogEntry.objects.create(
        posting=secretary, site=secretary.site, day=date(2026, 3, 2), kind="visit", text="走访"
    )
    for done in (date(2026, 3, 9), None):
        PlanItem.objects.create(
            posting=secretary, site=secretary.site, year=2026, quarter=1, text="修路", done_on=done
        )
    return secretary


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def book_of(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def take_in(user, site, content: bytes):
    return signed_in(user).post(
        reverse("attendance_import"),
        {"site": site.pk, "month": "2026-03", "file": SimpleUploadedFile("考勤.xlsx", content)},
    )


def test_the_overview_shows_attendance_log_and_plan_of_the_month(worked):
    other = factories.make_posting(
        factories.make_user("暗记"), Post.FIRST_SECRETARY, factories.make_site()
    )
    page = signed_in(factories.make_county_staff()).get(
        reverse("secondment_list"), {"month": "2026-03", "site": worked.site_id}
    )

    (line,) = page.context["page"].rows
    assert (line.on_duty, line.recorded, line.entries) == (1, 2, 1)
    assert (line.done, line.planned) == (1, 2)
    assert other.holder.name not in page.content.decode()


def test_a_clerk_of_the_site_sees_attendance_but_not_the_work_of_others(worked):
    page = signed_in(factories.make_site_staff(worked.site)).get(reverse("secondment_list"))

    (line,) = page.context["page"].rows
    assert (line.recorded, line.reads_work, line.entries, line.planned) == (2, False, 0, 0)


def test_a_sheet_goes_out_with_marks_and_comes_in_again(worked):
    clerk = factories.make_site_staff(worked.site)
    sheet = exporter_of("attendance").sheet(scope_of(clerk.pk, today()), {"query": "month=2026-03"})
    book = load_workbook(io.BytesIO(write_workbook(sheet, ["制表"])[0]))
    page = book.worksheets[0]
    assert [page.cell(3, place).value for place in (1, 6, 7)] == ["shi", "√", "假"]
    page.cell(3, 8).value = "会"
    content = io.BytesIO()
    book.save(content)

    answer = take_in(clerk, worked.site, content.getvalue())

    assert answer.status_code == 302
    states = list(worked.attendance.order_by("day").values_list("day", "state"))
    assert states == [
        (date(2026, 3, 2), "present"), (date(2026, 3, 3), "leave"), (date(2026, 3, 4), "meeting"),
    ]  # fmt: skip


def test_a_wrong_mark_a_stranger_and_a_day_to_come_are_named_and_nothing_is_stored(secretary):
    clerk = factories.make_site_staff(secretary.site)

    answer = take_in(
        clerk,
        secretary.site,
        book_of(
            ("姓名", "1", "2日", "31"),
            ("石书记", "√", "出勤", ""),
            ("石书记", "休", "", ""),
            ("外人", "√", "", ""),
            ("石书记", "", "", "√"),
        ),
    )

    assert [row for row, _sentence in answer.context["faults"]] == [3, 4, 5]
    assert not AttendanceDay.objects.exists()


def test_another_sites_cadre_is_a_stranger_here(secretary):
    other = factories.make_site()
    clerk = factories.make_site_staff(other)

    answer = take_in(clerk, other, book_of(("姓名", "1"), ("石书记", "√")))

    assert answer.context["number"] == 1


def test_a_day_of_leave_is_offered_as_leave_and_shown_until_it_is_written_down(secretary):
    record_leave(
        actor=secretary.holder,
        holder=secretary.holder,
        kind=LeaveKind.SICK,
        first=date(2026, 3, 5),
        last=date(2026, 3, 5),
        site=secretary.site,
    )
    client = signed_in(factories.make_site_staff(secretary.site))

    sheet = client.get(reverse("attendance_list"), {"month": "2026-03"})
    own = client.get(
        reverse("posting_attendance", args=["site", secretary.pk]), {"month": "2026-03"}
    )

    (row,) = sheet.context["page"].rows
    assert [index + 1 for index, (*_mark, away) in enumerate(row["days"]) if away] == [5]
    assert own.context["form"]["2026-03-05"].initial == AttendanceState.LEAVE


def test_a_refused_entry_keeps_what_was_typed(secretary):
    answer = signed_in(secretary.holder).post(
        reverse("posting_log", args=["site", secretary.pk]),
        {"day": "2099-01-01", "kind": "visit", "text": "写了很久的日志"},
    )

    assert "写了很久的日志" in answer.content.decode()
    assert not WorkLogEntry.objects.exists()


def test_the_figures_count_days_entries_plans_and_who_planned_nothing(worked):
    factories.make_posting(factories.make_user(), Post.WORK_TEAM_MEMBER, worked.site)
    office = factories.make_county_staff()
    scope, period = scope_of(office.pk, today()), Period(date(2026, 1, 1), today())

    found = {
        code: figure_of(code).value(scope, period)
        for code in (
            "seconded_days_on_duty", "work_log_entries", "plan_items_done", "seconded_without_plan",
        )
    }  # fmt: skip

    assert found == {
        "seconded_days_on_duty": 1,
        "work_log_entries": 1,
        "plan_items_done": 1,
        "seconded_without_plan": 1,
    }


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("secondment_list", 14), ("attendance_list", 11)])
def test_the_lists_take_the_same_queries_at_one_and_at_three_rows(
    site, django_assert_num_queries, rows, name, queries
):
    for _ in range(rows):
        factories.make_posting(factories.make_user(), Post.WORK_TEAM_MEMBER, site)
    client = signed_in(factories.make_county_staff())
    client.get(reverse(name))

    with django_assert_num_queries(queries):
        answer = client.get(reverse(name))

    assert len(answer.context["page"].rows) == rows
