"""Policy notices in lists, figures and sheets: every number opens its rows (R25)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from grids.actions.notices import make_notice_known, read_notice, withdraw_notice
from grids.enums import WayMadeKnown
from grids.models import Grid
from grids.notice_figures import notices_issued, notices_late, notices_made_known
from lib.exports import exporter_of
from lib.periods import Period, today
from lib.scope import scope_of
from tests import factories
from tests.grids.notices import make_notice, receipt_of
from tests.residents.world import MARK, make_world


@pytest.fixture
def world(db):
    return make_world()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_known(receipt, day=None, **fields):
    actor = factories.make_user("楼长")
    read_notice(actor=actor, receipt=receipt)
    return make_notice_known(
        actor=actor, receipt=receipt, made_known_on=day or today(), how=WayMadeKnown.MEETING,
        **fields,
    )  # fmt: skip


def notices(world) -> dict:
    """A late one told in one grid of two, a new one that is read, one told, one withdrawn."""
    factories.make_grid(world.own.second_stairwell)
    site, grid, then = world.own.site, world.own.grid, today() - timedelta(days=20)
    late = make_notice(
        site, world.other.site, title="迟", issued_on=then, due_on=then + timedelta(days=7)
    )
    new, done, gone = (make_notice(site, title=title) for title in ("新", "完", "撤"))
    make_known(receipt_of(late, grid))
    read_notice(actor=factories.make_user(), receipt=receipt_of(new, grid))
    for receipt in done.policynoticereceipt_set.all():
        make_known(receipt)
    withdraw_notice(actor=factories.make_user(), notice=gone, why="重复")
    return {"late": late, "new": new, "done": done, "gone": gone}


def test_the_list_counts_what_one_sees_and_its_filters_agree(world):
    made = notices(world)
    client = signed_in(world.site_staff())

    def listed(**query) -> dict[str, tuple]:
        page = client.get(reverse("notice_list"), query).context["page"]
        return {
            row.title: (row.read, row.known, row.grids, row.open, row.mark) for row in page.rows
        }

    assert listed() == {
        "迟": (1, 1, 2, 1, "overdue"),
        "新": (1, 0, 2, 2, "running"),
        "完": (2, 2, 2, 0, "done"),
        "撤": (0, 0, 2, 0, ""),
    }
    for state, titles in (
        ("unread", {"迟", "新"}),
        ("waiting", {"迟", "新"}),
        ("late", {"迟"}),
        ("done", {"完"}),
        ("withdrawn", {"撤"}),
        ("nonsense", {"迟", "新", "完", "撤"}),
    ):
        assert set(listed(state=state)) == titles
    county = signed_in(world.county_staff())
    foreign = county.get(reverse("notice_list"), {"site": world.other.site.code})
    assert [(row.title, row.grids) for row in foreign.context["page"].rows] == [("迟", 1)]

    address = reverse("notice_detail", args=[made["late"].pk])
    for state, number in (("read", 1), ("unread", 1), ("done", 1), ("late", 1), ("", 2)):
        page = client.get(address, {"state": state})
        assert page.context["page"].count == number
        assert MARK not in page.content.decode()


def test_a_grid_that_has_ended_is_never_late(world):
    made = notices(world)
    ended = made["late"].policynoticereceipt_set.filter(site=world.own.site, made_known_on=None)
    Grid.objects.filter(pk=ended.get().grid_id).update(valid_to=today() - timedelta(days=1))

    page = signed_in(world.site_staff()).get(reverse("notice_list"), {"state": "late"})

    assert page.context["page"].rows == []


def test_figures_count_the_rows_as_of_their_days(world):
    notices(world)
    own, then = scope_of(world.site_staff().pk, today()), today() - timedelta(days=10)
    period, earlier = Period(then, today()), Period(today() - timedelta(days=25), then)

    def titles(rows) -> list[str]:
        return sorted(row.notice.title for row in rows)

    assert titles(notices_issued(own, period)) == ["完", "完", "新", "新"]
    assert titles(notices_made_known(own, period)) == ["完", "完", "迟"]
    assert titles(notices_late(own, period)) == ["迟"]
    assert titles(notices_issued(own, earlier)) == ["迟", "迟"]
    assert titles(notices_made_known(own, earlier)) == []
    # On that day the grid that has told meanwhile was late too.
    assert titles(notices_late(own, earlier)) == ["迟", "迟"]


def test_receipts_go_out_as_a_sheet_within_what_one_sees(world):
    made = notices(world)
    exporter = exporter_of("notice_receipts")
    staff = scope_of(world.site_staff().pk, today())

    def rows(query: str) -> list:
        return list(exporter.sheet(staff, {"query": query}).rows)

    whole = rows(f"notice={made['late'].pk}&state=")
    assert len(whole) == 2
    assert MARK not in str(whole)
    assert len(rows(f"notice={made['late'].pk}&state=late")) == 1
    assert rows("notice=x") == rows("") == []
    assert not exporter.allowed(scope_of(world.grid_leader().pk, today()))
    with pytest.raises(PermissionDenied):
        _ask(world.grid_leader())


def test_the_list_of_notices_goes_out_as_a_sheet(world):
    made = notices(world)
    make_notice(world.other.site, title=f"{MARK}通知")
    exporter = exporter_of("notices")
    staff = scope_of(world.site_staff().pk, today())

    def rows(query: str) -> dict[str, list]:
        return {row[0]: list(row) for row in exporter.sheet(staff, {"query": query}).rows}

    assert set(rows("")) == {notice.title for notice in made.values()}
    assert list(rows("state=late")) == ["迟"]
    # Of its two grids one has read it and made it known, one is late.
    assert rows("")["迟"][5:9] == [2, 1, 1, 1]
    assert rows("")["撤"][9] != ""
    assert not exporter.allowed(scope_of(world.grid_leader().pk, today()))


def test_a_day_of_a_closed_quarter_is_refused(world):
    then = today() - timedelta(days=200)
    notice = make_notice(world.own.site, issued_on=then, due_on=then)
    receipt = receipt_of(notice, world.own.grid)
    head = world.grid_leader()
    read_notice(actor=head, receipt=receipt)
    sent = {"made_known_on": then.isoformat(), "how": "meeting", "households": "", "note": "会上"}

    answer = signed_in(head).post(reverse("notice_receipt", args=[receipt.pk]), sent)

    assert set(answer.context["form"].errors) == {"made_known_on"}
    assert "会上" in answer.content.decode()
    receipt.refresh_from_db()
    assert receipt.made_known_on is None


def _ask(user) -> None:
    answer = signed_in(user).post(
        reverse("list_export", args=["notice_receipts"]), {"reason": "看看"}
    )
    if answer.status_code == 403:
        raise PermissionDenied


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_take_the_same_queries(world, rows, django_assert_num_queries):
    for _number in range(rows):
        factories.make_grid(site=world.own.site)
    made = [make_notice(world.own.site) for _number in range(rows)]
    for receipt in made[0].policynoticereceipt_set.all():
        make_known(receipt)
    client = signed_in(world.site_staff())
    url, page_url = reverse("notice_list"), reverse("notice_detail", args=[made[0].pk])
    client.get(url)

    with django_assert_num_queries(8):
        page = client.get(url)
    with django_assert_num_queries(9):
        detail = client.get(page_url)

    assert len(page.context["page"].rows) == rows
    assert len(detail.context["page"].rows) == rows + 1
