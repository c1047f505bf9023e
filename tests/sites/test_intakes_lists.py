"""Lists in and out by sheet: all rows or none, each wrong row named, and what came out goes in again."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.models import AuditEvent
from lib.exports import exporter_of
from lib.periods import today
from lib.scope import scope_of
from lib.workbook import write_workbook
from sites.enums import OrganisationKind, Post
from sites.models import Leave, ReserveCadre, UnitTask
from tests import factories

pytestmark = pytest.mark.django_db
POOL = ("姓名", "安置点", "来源", "推荐单位", "推荐日期", "备注")


@pytest.fixture
def site():
    return factories.make_site(name="平阳安置点")


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


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


def take_in(user, code: str, content: bytes):
    file = SimpleUploadedFile("名单.xlsx", content)
    return signed_in(user).post(reverse("list_import", args=[code]), {"file": file})


def exported(user, code: str, query: str = "") -> bytes:
    scope = scope_of(user.pk, today())
    sheet = exporter_of(code).sheet(scope, {"query": query})
    return write_workbook(sheet, ["制表：钱县办"])[0]


def test_a_pool_comes_in_with_a_title_above_and_days_as_offices_write_them(clerk, site):
    answer = take_in(
        clerk,
        "reserve",
        book_of(
            ["平阳安置点后备干部名单"],
            POOL,
            ("龙后备", "平阳安置点", "离任村干部", "社区党支部", "2026年3月5日", ""),
            ("田后备", site.code, "致富带头人", "社区党支部", "20260306", "会手艺"),
        ),
    )

    assert answer.url == reverse("reserve_list")
    rows = ReserveCadre.objects.order_by("pk").values_list("name", "site", "source", "note")
    assert list(rows) == [
        ("龙后备", site.pk, "former_village_cadre", ""),
        ("田后备", site.pk, "wealth_leader", "会手艺"),
    ]
    assert AuditEvent.objects.filter(actor=clerk, verb="rows_imported").count() == 1


def test_one_wrong_row_keeps_all_out_and_says_what_is_wrong(clerk, site):
    answer = take_in(
        clerk,
        "reserve",
        book_of(
            POOL,
            ("龙后备", "平阳安置点", "离任村干部", "社区党支部", "2026-03-05", ""),
            ("田后备", "平阳安置点", "亲戚", "社区党支部", "昨天", ""),
        ),
    )

    assert [row for row, _sentence in answer.context["faults"]] == [3]
    told = answer.context["faults"][0][1]
    assert "亲戚" in told
    assert "昨天" in told
    assert not ReserveCadre.objects.exists()


def test_another_sites_pool_is_not_written_to(clerk):
    other = factories.make_site(name="外地安置点")

    answer = take_in(
        clerk,
        "reserve",
        book_of(POOL, ("龙后备", other.name, "离任村干部", "社区党支部", "2026-03-05", "")),
    )

    assert answer.context["number"] == 1
    assert not ReserveCadre.objects.exists()


def test_what_was_taken_out_comes_back_corrected_and_the_rest_is_unchanged(clerk, site):
    for name in ("龙后备", "田后备"):
        ReserveCadre.objects.create(
            site=site,
            name=name,
            source="wealth_leader",
            recommended_by="社区党支部",
            recommended_on=today(),
        )
    book = load_workbook(io.BytesIO(exported(clerk, "reserve")))
    page = book.worksheets[0]
    header = [cell.value for cell in page[2]]
    page.cell(3, header.index("备注") + 1).value = "已谈话"
    content = io.BytesIO()
    book.save(content)

    take_in(clerk, "reserve", content.getvalue())

    assert sorted(ReserveCadre.objects.values_list("note", flat=True)) == ["", "已谈话"]
    assert AuditEvent.objects.get(verb="rows_imported").detail["rows"] == 1


def test_leave_comes_in_by_name_and_a_second_time_changes_nothing(clerk, site):
    secretary = factories.make_user("石书记")
    factories.make_posting(secretary, Post.FIRST_SECRETARY, site)
    rows = (
        ("任职人", "安置点", "类别", "起始日期", "截止日期"),
        ("石书记", "平阳安置点", "年休假", "2026-03-02", "2026-03-06"),
    )

    for _time in range(2):
        answer = take_in(clerk, "leaves", book_of(*rows))
        assert answer.status_code == 302, answer.context["faults"]

    assert Leave.objects.get().holder == secretary


def test_tasks_come_in_for_the_units_and_a_unit_may_not_send_them(site):
    unit = factories.make_organisation(None, kind=OrganisationKind.MEMBER_UNIT, name="县民政局")
    office = factories.make_county_staff()
    staff = factories.make_user_with(Post.MEMBER_UNIT_STAFF)
    content = book_of(
        ("成员单位", "体系", "任务", "办结期限"),
        ("县民政局", "社区治理", "低保核查", f"{today().year + 1}-03-06"),
    )

    refused = take_in(staff, "tasks", content)
    answer = take_in(office, "tasks", content)

    assert refused.status_code == 403
    assert answer.status_code == 302, answer.context["faults"]
    task = UnitTask.objects.get()
    assert (task.organisation, task.system, task.title) == (unit, "governance", "低保核查")


def test_a_sheet_without_the_columns_names_those_that_are_missing(clerk):
    answer = take_in(clerk, "reserve", book_of(("姓名", "电话"), ("龙后备", "1")))

    assert "来源" in answer.context["form"].errors["file"][0]


def test_the_empty_sheet_has_the_headings_that_come_in(clerk):
    answer = signed_in(clerk).get(reverse("list_template", args=["reserve"]))

    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in page[2]][:3] == ["姓名", "安置点", "来源"]


def test_an_export_asks_a_reason_and_a_list_of_other_kind_is_not_found(clerk, site):
    client = signed_in(clerk)

    client.post(reverse("list_export", args=["leaves"]), {"query": "", "reason": " "})
    answer = client.post(reverse("list_export", args=["leaves"]), {"query": "", "reason": "归档"})

    assert answer.status_code == 302
    assert client.post(reverse("list_export", args=["households"])).status_code == 404
    assert client.post(reverse("list_export", args=["tasks"]), {"reason": "x"}).status_code == 403
