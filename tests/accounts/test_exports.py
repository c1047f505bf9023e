"""Exports: asked for with a reason, written under today's posts, fetched by the maker alone."""

import io
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.actions.exports import ask_for_export, delete_old_exports, fail_abandoned_exports
from accounts.enums import AccessKind, AuditVerb, ExportStatus
from accounts.models import AccessEvent, AuditEvent, ExportJob
from lib import exports
from lib.exports import Exporter, Sheet, register_exporter
from lib.periods import today
from lib.scope import Role, scope_of, within_q
from residents.models import Household
from sites.enums import Post
from sites.models import Posting
from tests.factories import make_household, make_site, make_user_with

pytestmark = pytest.mark.django_db
NUMBER_IN_PARAMS = "520699199001011234"


def household_sheet(scope, params):
    rows = Household.objects.filter(within_q(scope, site="site_id")).order_by("household_no")
    return Sheet(
        title="Households",
        filter_text=params.get("filter", ""),
        header=["Number", "Address"],
        rows=((row.household_no, row.site.name) for row in rows),
    )


def broken_sheet(scope, params):
    raise ValueError(NUMBER_IN_PARAMS)


@pytest.fixture(autouse=True)
def exporters(monkeypatch):
    monkeypatch.setattr(exports, "_exporters", {})
    for code, sheet in (("households", household_sheet), ("broken", broken_sheet)):
        register_exporter(
            Exporter(code, "Households", lambda scope: scope.has({Role.SITE_STAFF}), sheet)
        )


@pytest.fixture
def site():
    return make_site(name="平阳")


@pytest.fixture
def clerk(site):
    return make_user_with(Post.CENTRE_STAFF, site, seen_first_steps=True, language="en")


def ask(user, exporter="households", **params):
    return ask_for_export(
        actor=user,
        scope=scope_of(user.pk, today()),
        exporter=exporter,
        params=params,
        reason="monthly report",
    )


def written(job: ExportJob) -> ExportJob:
    call_command("worker", "--batch")
    job.refresh_from_db()
    return job


def end_postings(user):
    Posting.objects.filter(holder=user).update(valid_to=today() - timedelta(days=1))


def fetch(client, user, job):
    client.force_login(user)
    return client.get(reverse("export_download", args=[job.token]))


def cells(response) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]


def test_the_file_holds_title_header_rows_within_the_scope_and_footer(client, clerk, site):
    mine, other = make_household(site, household_no="A1"), make_household(household_no="B2")

    job = written(ask(clerk, filter="all"))
    response = fetch(client, clerk, job)
    rows = cells(response)

    assert (job.status, job.row_count) == (ExportStatus.READY, 1)
    assert rows[:3] == [("Households", None), ("Number", "Address"), ("A1", "平阳")]
    assert [row[0] for row in rows[4:]] == [
        "Filter: all",
        f"Time: {rows[5][0][6:]}",
        "Made by: 张干部",
        "Rows: 1",
    ]
    assert datetime.strptime(rows[5][0][6:], "%Y-%m-%d %H:%M").date() == today()
    assert (mine.household_no, other.household_no) == ("A1", "B2")
    assert "attachment" in response["Content-Disposition"]


def test_asking_is_logged_with_its_reason_and_fetching_too(client, clerk):
    job = written(ask(clerk))
    fetch(client, clerk, job)

    access = AccessEvent.objects.get()
    assert (access.actor_id, access.kind, access.reason) == (
        clerk.pk,
        AccessKind.EXPORT,
        "monthly report",
    )
    verbs = AuditEvent.objects.filter(row_id=job.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [
        AuditVerb.EXPORT_ASKED,
        AuditVerb.EXPORT_WRITTEN,
        AuditVerb.EXPORT_FETCHED,
    ]


@pytest.mark.parametrize(("exporter", "reason"), [("unknown", "why"), ("households", "  ")])
def test_an_export_needs_a_known_list_and_a_reason(clerk, exporter, reason):
    with pytest.raises(ValueError, match="reason"):
        ask_for_export(
            actor=clerk,
            scope=scope_of(clerk.pk, today()),
            exporter=exporter,
            params={},
            reason=reason,
        )
    assert ExportJob.objects.count() == 0


def test_parameters_and_file_are_sealed(clerk, site):
    make_household(site, household_no="SECRET-A1")
    job = written(ask(clerk, q=NUMBER_IN_PARAMS))

    assert NUMBER_IN_PARAMS.encode() not in bytes(job.params_sealed)
    assert not bytes(job.file_sealed)[13:].startswith(b"PK")
    assert NUMBER_IN_PARAMS not in repr(list(DBTaskResult.objects.values()))


def test_a_posting_that_ended_refuses_the_queued_export(clerk, site):
    make_household(site)
    job = ask(clerk)
    end_postings(clerk)

    written(job)

    assert (job.status, job.row_count, job.file_sealed) == (ExportStatus.REFUSED, 0, None)
    assert AuditEvent.objects.filter(verb=AuditVerb.EXPORT_REFUSED, row_id=job.pk).count() == 1


def test_a_user_who_was_made_inactive_gets_no_file(clerk):
    job = ask(clerk)
    clerk.is_active = False
    clerk.save()

    assert written(job).status == ExportStatus.REFUSED


def test_a_posting_that_ended_refuses_session_status_and_file(client, clerk, site):
    # No random token of a page can hold it.
    make_household(site, household_no="甲户一号")
    job = written(ask(clerk))
    assert fetch(client, clerk, job).status_code == 200
    end_postings(clerk)

    for name, args in [
        ("export_list", []),
        ("export_status", [job.token]),
        ("export_download", [job.token]),
        ("staff_list", []),
    ]:
        response = client.get(reverse(name, args=args))
        assert response.status_code == 403
        assert "甲户一号" not in response.content.decode()


def test_a_posting_ends_at_midnight_in_shanghai(client, clerk, site, time_machine):
    time_machine.move_to("2026-11-24T20:00:00+08:00", tick=False)
    Posting.objects.filter(holder=clerk).update(valid_to=date(2026, 11, 24))
    job = written(ask(clerk))
    client.force_login(clerk)
    address = reverse("export_download", args=[job.token])

    statuses = []
    for moment in ("23:40:00", "23:59:59"):
        time_machine.move_to(f"2026-11-24T{moment}+08:00", tick=False)
        client.force_login(clerk)
        statuses.append(client.get(address).status_code)
    time_machine.move_to("2026-11-25T00:00:00+08:00", tick=False)

    assert statuses == [200, 200]
    assert client.get(address).status_code == 403


def test_a_lost_site_refuses_a_file_that_holds_its_rows(client, clerk):
    second = make_site()
    make_household(second, household_no="B2")
    Posting.objects.create(
        holder=clerk, post=Post.CENTRE_STAFF, site=second, valid_from=date(2020, 1, 1)
    )
    job = written(ask(clerk))
    Posting.objects.filter(site=second).update(valid_to=today() - timedelta(days=1))

    response = fetch(client, clerk, job)
    page = client.get(reverse("export_status", args=[job.token])).content.decode()

    assert response.status_code == 403
    assert b"B2" not in response.content
    assert reverse("export_download", args=[job.token]) not in page
    assert "任职" in page


def test_nobody_else_finds_an_export(client, clerk, site):
    job = written(ask(clerk))
    colleague = make_user_with(Post.CENTRE_STAFF, site)

    assert fetch(client, colleague, job).status_code == 404
    assert client.get(reverse("export_status", args=[job.token])).status_code == 404
    assert str(job.token) not in client.get(reverse("export_list")).content.decode()


def test_a_file_is_not_there_before_it_is_written(client, clerk):
    assert fetch(client, clerk, ask(clerk)).status_code == 404


def test_the_status_page_asks_again_only_while_the_file_is_written(client, clerk):
    job = ask(clerk)
    client.force_login(clerk)
    address = reverse("export_status", args=[job.token])

    waiting = client.get(address).content.decode()
    written(job)
    ready = client.get(address).content.decode()

    assert "data-poll" in waiting
    assert "data-poll" not in ready
    assert reverse("export_download", args=[job.token]) in ready


def test_an_export_expires(client, clerk, time_machine):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    job = written(ask(clerk))
    time_machine.shift(3 * 24 * 3600 + 1)

    assert fetch(client, clerk, job).status_code == 404
    assert (
        "data-poll" not in client.get(reverse("export_status", args=[job.token])).content.decode()
    )
    assert delete_old_exports() == 1
    assert ExportJob.objects.count() == 0


def test_a_failed_export_says_so_and_quotes_no_row_anywhere(client, clerk, caplog):
    job = written(ask(clerk, exporter="broken"))

    client.force_login(clerk)
    page = client.get(reverse("export_status", args=[job.token])).content.decode()
    assert job.status == ExportStatus.FAILED
    assert NUMBER_IN_PARAMS not in caplog.text
    assert NUMBER_IN_PARAMS not in page
    assert NUMBER_IN_PARAMS not in repr(list(DBTaskResult.objects.values()))


def test_a_task_that_runs_twice_writes_once(clerk, site):
    make_household(site)
    job = written(ask(clerk))
    DBTaskResult.objects.update(status="READY")

    written(job)

    assert AuditEvent.objects.filter(verb=AuditVerb.EXPORT_WRITTEN).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_exports_asks_the_same_number_of_queries(
    client, clerk, rows, django_assert_num_queries
):
    for _ in range(rows):
        ask(clerk)
    client.force_login(clerk)
    client.get(reverse("export_list"))

    with django_assert_num_queries(8):
        response = client.get(reverse("export_list"))
    assert len(response.context["page"].rows) == rows


def test_signed_out_nobody_gets_anything(clerk):
    job = written(ask(clerk))

    response = Client().get(reverse("export_download", args=[job.token]))

    assert response.status_code == 302
    assert response.url.startswith(reverse("sign_in"))


def test_an_export_whose_task_was_given_up_no_longer_says_that_it_is_being_written(clerk):
    job, waiting = ask(clerk), ask(clerk)
    ExportJob.objects.filter(pk__in=[job.pk, waiting.pk]).update(status=ExportStatus.RUNNING)
    for result in DBTaskResult.objects.all():
        if result.args_kwargs["args"] == [job.pk]:
            result.delete()

    fail_abandoned_exports()

    states = [ExportJob.objects.get(pk=row.pk).status for row in (job, waiting)]
    assert states == [ExportStatus.FAILED, ExportStatus.RUNNING]
