"""The staff directory for all, the two logs for auditors alone; and that logs stay as they are."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.actions.events import record_access, record_audit
from accounts.enums import AccessKind, AuditVerb
from accounts.models import AccessEvent, AuditEvent
from lib.periods import today
from sites.enums import Post
from sites.models import Posting
from tests.factories import make_site, make_user, make_user_with

pytestmark = pytest.mark.django_db
ROLES = [
    (Post.COUNTY_ADMINISTRATOR, 403),
    (Post.COUNTY_STAFF, 403),
    (Post.MEMBER_UNIT_STAFF, 403),
    (Post.BUSINESS_AUDITOR, 403),
    (Post.CENTRE_STAFF, 403),
    (Post.AUDITOR, 200),
]


def user_with(post):
    return make_user_with(post, make_site() if post == Post.CENTRE_STAFF else None)


@pytest.fixture
def auditor():
    return make_user_with(Post.AUDITOR, name="审计员")


@pytest.fixture
def read(client, auditor):
    """The answer of an address to the auditor."""
    client.force_login(auditor)
    return lambda name, **query: client.get(reverse(name), query)


def some_access(actor, **more):
    fields = {"kind": AccessKind.REVEAL, "table": "residents_person", "reason": "call back"}
    return record_access(actor=actor, **{**fields, **more})


@pytest.mark.parametrize("name", ["audit_list", "access_list"])
@pytest.mark.parametrize(("post", "status"), ROLES)
def test_the_logs_are_the_auditors_alone(client, post, status, name):
    client.force_login(user_with(post))

    assert client.get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", ["audit_list", "access_list"])
def test_an_auditor_who_is_administrator_too_reads_no_log(client, auditor, name):
    Posting.objects.create(
        holder=auditor,
        post=Post.COUNTY_ADMINISTRATOR,
        county=Posting.objects.get(holder=auditor).county,
        valid_from=date(2020, 1, 1),
    )
    client.force_login(auditor)

    assert client.get(reverse(name)).status_code == 403


def test_the_audit_log_shows_who_did_what(read):
    clerk = make_user("李录入")
    record_audit(actor=clerk, verb=AuditVerb.ROWS_IMPORTED, row=clerk, address="192.0.2.7", rows=12)

    page = read("audit_list").content.decode()

    for text in ("李录入", "导入记录", "192.0.2.7", "行数", "12"):
        assert text in page


def test_the_access_log_shows_the_reason(read):
    some_access(make_user("李录入"))

    page = read("access_list").content.decode()

    assert "李录入" in page
    assert "call back" in page


def test_the_logs_are_narrowed_by_person_deed_and_days(read, time_machine):
    first, second = make_user("甲"), make_user("乙")
    time_machine.move_to("2026-11-20T23:30:00+08:00")
    record_audit(actor=first, verb=AuditVerb.ROW_ADDED)
    time_machine.move_to("2026-11-21T00:30:00+08:00")
    record_audit(actor=second, verb=AuditVerb.ROW_DELETED)

    def rows(**query):
        found = read("audit_list", **query).context["page"].rows
        return [event.verb for event in found if event.verb.startswith("row_")]

    assert rows() == ["row_deleted", "row_added"]
    assert rows(actor=first.pk) == ["row_added"]
    assert rows(verb="row_deleted") == ["row_deleted"]
    assert rows(first="2026-11-21") == ["row_deleted"]
    assert rows(last="2026-11-20") == ["row_added"]
    assert rows(first="not a day") == ["row_deleted", "row_added"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("audit_list", 8), ("access_list", 8)])
def test_the_logs_ask_the_same_number_of_queries(
    read, name, queries, number, django_assert_num_queries
):
    for _ in range(number):
        actor = make_user()
        some_access(actor)
        record_audit(actor=actor, verb=AuditVerb.ROW_ADDED)
    read(name)

    with django_assert_num_queries(queries):
        assert len(read(name).context["page"].rows) == number


@pytest.mark.parametrize("model", [AuditEvent, AccessEvent])
def test_the_application_can_neither_change_nor_delete_an_event(model):
    actor = make_user()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED)
    some_access(actor)
    event = model.objects.get()

    for deed in (
        lambda: model.objects.update(table="changed"),
        lambda: model.objects.all().delete(),
        event.delete,
        event.save,
        lambda: _truncate(model),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert model.objects.get().table == event.table


def _truncate(model):
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize("kind", [AccessKind.REVEAL, AccessKind.EXPORT, AccessKind.PRINT])
def test_a_reveal_an_export_and_a_print_need_a_reason(kind):
    with pytest.raises(DatabaseError), transaction.atomic():
        some_access(make_user(), kind=kind, reason="")


def test_everybody_with_a_post_reads_the_staff_directory(client):
    site = make_site(name="平阳")
    leader = make_user_with(
        Post.FIRST_SECRETARY, site, name="赵书记", unit="县委办", work_phone="0856-7620001"
    )
    make_user("离职者", is_active=False)
    client.force_login(make_user_with(Post.CENTRE_STAFF, make_site()))

    page = client.get(reverse("staff_list")).content.decode()

    for text in ("赵书记", "县委办", "0856-7620001"):
        assert text in page
    assert "离职者" not in page
    assert leader.username not in page


def test_without_a_post_there_is_an_explaining_page_and_no_directory(client):
    make_user_with(Post.CENTRE_STAFF, make_site(), name="赵社区")
    client.force_login(make_user("无岗者"))

    response = client.get(reverse("staff_list"))

    assert response.status_code == 403
    assert "赵社区" not in response.content.decode()


def test_a_post_that_ended_yesterday_refuses_the_open_session(client):
    make_user_with(Post.CENTRE_STAFF, make_site(), name="赵社区")
    user = make_user_with(Post.CENTRE_STAFF, make_site())
    client.force_login(user)
    before = client.get(reverse("staff_list")).status_code
    Posting.objects.filter(holder=user).update(valid_to=today() - timedelta(days=1))

    response = client.get(reverse("staff_list"))
    page = response.content.decode()

    assert (before, response.status_code) == (200, 403)
    assert "赵社区" not in page
    for name in ("password_change", "sign_in"):
        assert client.get(reverse(name)).status_code in (200, 302)


def test_a_colleague_is_found_and_no_name_stands_in_an_address(client):
    user = make_user_with(Post.CENTRE_STAFF, make_site(), name="王小二", unit="平阳中心")
    make_user_with(Post.CENTRE_STAFF, make_site(), name="李大三", unit="城北中心")
    client.force_login(user)

    answer = client.post(reverse("staff_list"), {"words": "王小二"})
    rows = client.get(answer.url).context["page"].rows
    by_unit = client.get(client.post(reverse("staff_list"), {"words": "城北"}).url)

    assert [row.name for row in rows] == ["王小二"]
    assert [row.name for row in by_unit.context["page"].rows] == ["李大三"]
    assert "王小二" not in answer.url
    assert "%E7%8E%8B" not in answer.url


@pytest.mark.parametrize("find", ["x", "AAAA", "%%%", "王"])
def test_a_token_that_is_not_ours_finds_everybody(client, find):
    user = make_user_with(Post.CENTRE_STAFF, make_site())
    client.force_login(user)

    assert client.get(reverse("staff_list"), {"find": find}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_directory_asks_the_same_number_of_queries(client, number, django_assert_num_queries):
    users = [make_user_with(Post.CENTRE_STAFF, make_site()) for _ in range(number)]
    client.force_login(users[0])
    client.get(reverse("staff_list"))

    with django_assert_num_queries(10):
        response = client.get(reverse("staff_list"))
    assert len(response.context["page"].rows) == number
