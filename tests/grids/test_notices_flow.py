"""Policy notices: issued, read in the grids, made known to residents, withdrawn (R25)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse

from grids.actions.notices import issue_notice, make_notice_known, read_notice, withdraw_notice
from grids.enums import GridPost, WayMadeKnown
from grids.models import PolicyNotice, PolicyNoticeReceipt
from lib.periods import today
from lib.scope import scope_of
from lib.tasks import work_of
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


def page_of(receipt) -> str:
    return reverse("notice_receipt", args=[receipt.pk])


def typed(*sites, **fields) -> dict:
    return {
        "title": "冬季防火", "words": "请逐户告知。", "document_no": "石易发〔2026〕9号",
        "issued_on": today().isoformat(), "due_on": (today() + timedelta(days=5)).isoformat(),
        "to": [site.pk for site in sites], "token": str(uuid4()), **fields,
    }  # fmt: skip


def told(**fields) -> dict:
    return {
        "made_known_on": today().isoformat(), "how": "door_to_door", "households": "48",
        "note": "", **fields,
    }  # fmt: skip


def work(user, day=None) -> dict[str, tuple[int, str]]:
    """State of the filter that the item leads to: how many, and as which of the four states."""
    page = f"{reverse('notice_list')}?state="
    items = work_of(scope_of(user.pk, day or today()))
    return {
        item.url.removeprefix(page): (item.count, item.state)
        for item in items
        if item.url.startswith(page)
    }


def test_a_notice_goes_to_every_grid_is_read_there_and_made_known(world):
    county, head = world.county_staff(), world.grid_leader()
    second = factories.make_grid(world.own.second_stairwell)
    factories.make_grid(site=world.own.site, valid_to=today() - timedelta(days=1))
    sites = (world.own.site, world.other.site)

    issued = signed_in(county).post(reverse("notice_add"), typed(*sites))

    notice = PolicyNotice.objects.get()
    assert issued.url == reverse("notice_detail", args=[notice.pk])
    receipts = PolicyNoticeReceipt.objects.filter(notice=notice)
    assert {row.grid for row in receipts} == {world.own.grid, second, world.other.grid}
    assert (notice.site, notice.issued_by) == (None, county)

    client, receipt = signed_in(head), receipt_of(notice, world.own.grid)
    assert work(head) == {"unread": (1, "running"), "waiting": (1, "running")}
    page = client.get(reverse("notice_detail", args=[notice.pk]), follow=True)
    assert page.redirect_chain == [(page_of(receipt), 302)]
    assert "请逐户告知。" in page.content.decode()
    assert page.context["may_read"]
    assert page.context["form"] is None
    client.post(reverse("notice_read", args=[receipt.pk]))
    receipt.refresh_from_db()
    assert receipt.read_by == head
    assert work(head) == {"waiting": (1, "running")}

    assert client.post(page_of(receipt), told()).url == page_of(receipt)
    receipt.refresh_from_db()
    assert (receipt.made_known_on, receipt.how, receipt.households) == (
        today(), "door_to_door", 48,
    )  # fmt: skip
    assert receipt.recorded_by == head
    assert work(head) == {}


def test_the_same_deed_twice_is_one_and_the_first_reader_is_kept(world):
    county, head = world.county_staff(), world.grid_leader()
    member = factories.make_user_with(GridPost.FULL_TIME_MEMBER, world.own.grid)
    form = typed(world.own.site)
    for _time in range(2):
        signed_in(county).post(reverse("notice_add"), form)
    receipt = PolicyNoticeReceipt.objects.get()

    for user in (head, member):
        signed_in(user).post(reverse("notice_read", args=[receipt.pk]))
    for _time in range(2):
        assert signed_in(head).post(page_of(receipt), told()).status_code == 302
    other = signed_in(member).post(page_of(receipt), told(how="meeting"))

    receipt.refresh_from_db()
    assert receipt.read_by == head
    assert receipt.how == WayMadeKnown.DOOR_TO_DOOR
    assert head.name in str(other.context["form"].non_field_errors())


def test_a_site_issues_to_its_own_grids_alone(world):
    staff, client = world.site_staff(), signed_in(world.site_staff())
    offered = signed_in(staff).get(reverse("notice_add")).content.decode()
    assert world.own.site.name in offered
    assert MARK not in offered

    refused = client.post(reverse("notice_add"), typed(world.other.site))
    assert "to" in refused.context["form"].errors
    client.post(reverse("notice_add"), typed(world.own.site))

    notice = PolicyNotice.objects.get()
    assert notice.site == world.own.site
    assert [row.grid for row in PolicyNoticeReceipt.objects.all()] == [world.own.grid]


def test_what_is_typed_wrong_is_told_and_nothing_is_stored(world):
    client = signed_in(world.county_staff())
    early = (today() - timedelta(days=1)).isoformat()
    late = (today() + timedelta(days=1)).isoformat()
    gridless = factories.make_site()

    for fields, wrong in (
        ({"due_on": early}, "due_on"),
        ({"issued_on": late}, "issued_on"),
        ({"issued_on": (today() - timedelta(days=200)).isoformat()}, "issued_on"),
        ({"to": []}, "to"),
        ({"to": [gridless.pk]}, "to"),
        ({"title": " "}, "title"),
    ):
        answer = client.post(reverse("notice_add"), typed(world.own.site) | fields)
        assert set(answer.context["form"].errors) == {wrong}
        assert "请逐户告知。" in answer.content.decode()
    assert not PolicyNotice.objects.exists()

    receipt = receipt_of(make_notice(world.own.site), world.own.grid)
    client = signed_in(world.grid_leader())
    read_notice(actor=world.grid_leader(), receipt=receipt)
    for fields, wrong in (
        ({"made_known_on": early}, "made_known_on"),
        ({"made_known_on": late}, "made_known_on"),
        ({"how": "shouting"}, "how"),
        ({"households": "-3"}, "households"),
    ):
        answer = client.post(page_of(receipt), told(**fields))
        assert set(answer.context["form"].errors) == {wrong}
    receipt.refresh_from_db()
    assert receipt.made_known_on is None


def test_each_sees_the_receipts_of_his_own_grids_and_their_staff_answer(world):
    elsewhere = factories.make_grid(world.own.second_stairwell)
    notice = make_notice(world.own.site, world.other.site)
    foreign = make_notice(world.other.site, title=f"{MARK}通知")
    own = receipt_of(notice, world.own.grid)
    beside = receipt_of(notice, elsewhere)

    def seen(user) -> set:
        scope = scope_of(user.pk, today())
        return set(PolicyNoticeReceipt.objects.within(scope).filter(notice=notice))

    everywhere = {own, beside, receipt_of(notice, world.other.grid)}
    assert seen(world.grid_leader()) == {own}
    leader = world.leader()
    assert seen(world.site_staff()) == seen(leader) == {own, beside}
    assert seen(world.county_staff()) == everywhere

    head = signed_in(world.grid_leader())
    assert head.get(reverse("notice_detail", args=[foreign.pk])).status_code == 404
    assert head.post(reverse("notice_read", args=[beside.pk])).status_code == 404
    for user in (leader, world.county_staff()):
        assert signed_in(user).post(reverse("notice_read", args=[own.pk])).status_code == 403
        assert signed_in(user).post(page_of(own), told()).status_code == 403
    assert not PolicyNoticeReceipt.objects.exclude(read_at=None).exists()

    # A site's staff answer for a grid whose head signs in nowhere; the answer says who it was.
    staff = world.site_staff()
    abroad = receipt_of(notice, world.other.grid)
    assert signed_in(staff).post(reverse("notice_read", args=[abroad.pk])).status_code == 404
    assert signed_in(staff).get(page_of(beside)).context["for_grid"]
    signed_in(staff).post(reverse("notice_read", args=[beside.pk]))
    assert signed_in(staff).post(page_of(beside), told()).status_code == 302
    beside.refresh_from_db()
    assert (beside.read_by, beside.recorded_by) == (staff, staff)


def test_work_turns_near_due_and_late_day_by_day(world):
    head, staff = world.grid_leader(), world.site_staff()
    factories.make_grid(world.own.second_stairwell)
    make_notice(world.own.site, due_on=today() + timedelta(days=7))

    def waits(user, days: int) -> dict:
        with time_machine.travel(today() + timedelta(days=days), tick=False):
            return work(user)

    assert waits(head, 3)["waiting"] == (1, "running")
    assert waits(head, 4)["waiting"] == (1, "near_due")
    assert waits(head, 7)["waiting"] == (1, "near_due")
    assert waits(staff, 7) == {}
    assert waits(head, 8) == {"unread": (1, "running"), "late": (1, "overdue")}
    assert waits(staff, 8) == {"late": (2, "overdue")}


def test_a_withdrawn_notice_is_nobody_s_work_and_says_why(world):
    head, staff, county = world.grid_leader(), world.site_staff(), world.county_staff()
    of_county, of_site = make_notice(world.own.site, world.other.site), make_notice(world.own.site)
    address = reverse("notice_withdraw", args=[of_site.pk])

    not_his = reverse("notice_withdraw", args=[of_county.pk])
    assert signed_in(staff).post(not_his, {"why": "有误"}).status_code == 403
    assert signed_in(staff).post(address, {"why": " "}).context["form"].errors["why"]
    for why in ("文件有误", "第二次"):
        signed_in(staff).post(address, {"why": why})

    of_site.refresh_from_db()
    assert (of_site.withdrawn_by, of_site.withdrawn_why) == (staff, "文件有误")
    assert work(head)["waiting"] == (1, "running")
    receipt = receipt_of(of_site, world.own.grid)
    assert "文件有误" in signed_in(head).get(page_of(receipt)).content.decode()
    with pytest.raises(ValidationError):
        make_notice_known(
            actor=head, receipt=receipt, made_known_on=today(), how=WayMadeKnown.MEETING
        )
    withdraw_notice(actor=county, notice=of_county, why="重发")
    assert work(head) == {}


def test_the_database_keeps_the_words_and_one_receipt_a_grid(world):
    notice = make_notice(world.own.site)

    with pytest.raises(InternalError), transaction.atomic():
        PolicyNotice.objects.filter(pk=notice.pk).update(words="别的话")
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyNoticeReceipt.objects.create(notice=notice, grid=world.own.grid, site=world.own.site)
    with pytest.raises(ValidationError):
        make_notice_known(
            actor=world.grid_leader(), receipt=receipt_of(notice, world.own.grid),
            made_known_on=today(), how=WayMadeKnown.MEETING,
        )  # fmt: skip
    with pytest.raises(ValidationError), transaction.atomic():
        issue_notice(
            actor=world.county_staff(), title="空", words="空", issued_on=today(),
            due_on=today(), to=[], token=uuid4(),
        )  # fmt: skip
    assert PolicyNotice.objects.count() == 1
