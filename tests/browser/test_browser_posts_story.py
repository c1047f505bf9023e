"""A rotation with its hand-over, and a vacancy noticed and filled from the reserve pool."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from lib.periods import today
from sites.enums import Post, ReserveStatus
from sites.models import Establishment, Handover, Posting
from tests import factories
from tests.sites.things import make_cadre

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, live_server, user) -> None:
    """Signs somebody in, instead of whoever was, and opens his home page."""
    type(user).objects.filter(pk=user.pk).update(seen_first_steps=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(live_server.url)


@pytest.mark.timeout(120)
def test_a_rotation_with_hand_over(page: Page, live_server):
    site = factories.make_site(name="平阳安置点")
    giver, taker = factories.make_user("石书记"), factories.make_user("田队员")
    posting = factories.make_posting(
        giver, Post.FIRST_SECRETARY, site, planned_to=today() + timedelta(days=10)
    )
    factories.make_posting(taker, Post.WORK_TEAM_MEMBER, site)

    enter(page, live_server, factories.make_user_with(Post.COUNTY_ADMINISTRATOR))
    page.get_by_role("link", name="90天内到期").first.click()
    page.get_by_role("link", name="石书记").click()
    page.get_by_role("link", name="轮换").click()
    page.get_by_label("任职人").fill("田队员")
    page.get_by_label("接任人到任日期").fill((today() + timedelta(days=1)).isoformat())
    page.get_by_label("移交清单").fill("公章一枚\n民情台账3册")
    page.get_by_role("button", name="轮换").click()
    expect(page.get_by_text("田队员自", exact=False).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("移交清单")

    for person in (giver, taker):
        enter(page, live_server, person)
        page.get_by_role("link", name="移交清单待签字").click()
        page.get_by_role("button", name="签署清单").click()
        expect(page.get_by_text("签字已记录").first).to_be_visible()

    page.get_by_role("link", name="打印").click()
    expect(page.get_by_role("cell", name="民情台账3册")).to_be_visible()
    posting.refresh_from_db()
    assert posting.valid_to == today()
    assert Handover.objects.get().is_signed
    assert Posting.objects.get(holder=taker, post=Post.FIRST_SECRETARY).valid_from > today()


@pytest.mark.timeout(120)
def test_a_vacancy_is_noticed_and_filled_from_the_reserve_pool(page: Page, live_server):
    site = factories.make_site(name="平阳安置点")
    factories.make_posting(factories.make_user(), Post.FIRST_SECRETARY, site)
    factories.make_leader(site)
    Establishment.objects.create(post=Post.RESIDENTS_GROUP_HEAD, site=site, seats=1)
    cadre = make_cadre(site, "龙后备")

    enter(page, live_server, factories.make_user_with(Post.COUNTY_ADMINISTRATOR))
    page.get_by_role("link", name="有空缺的岗位").click()
    row = page.get_by_role("row").filter(has_text="居民小组长")
    expect(row).to_contain_text("平阳安置点")
    row.get_by_role("link", name="补任").click()
    page.get_by_label("从后备库选任").select_option(label="龙后备 (离任村干部)")
    page.get_by_role("button", name="任命").click()

    # Back at the list of vacancies, where nothing is left.
    expect(page.get_by_text("龙后备自", exact=False).first).to_be_visible()
    expect(page.get_by_text("没有空缺").first).to_be_visible()
    page.goto(live_server.url + reverse("reserve_detail", args=[cadre.pk]))
    expect(page.get_by_role("link", name="居民小组长")).to_be_visible()
    cadre.refresh_from_db()
    assert cadre.status == ReserveStatus.APPOINTED
