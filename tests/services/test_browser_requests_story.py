"""Two requests in a browser, in Chinese, from the first word to the confirmed result."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from lib.periods import today
from services.models import ServiceRequest
from sites.enums import Post
from tests import factories
from tests.residents.world import make_world
from tests.services.requests import make_unit, make_unit_staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def visit(page: Page, live_server):
    """Opens a page as somebody: `visit(user, "desk")`."""

    def opened(user: User, name: str, *args) -> Page:
        User.objects.filter(pk=user.pk).update(seen_first_steps=True)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page.goto(live_server.url + reverse(name, args=args))
        return page

    return opened


def does(page: Page, deed: str, note: str = "", **choices: str) -> None:
    """Presses a deed's button and, where it asks for words or a choice, gives them."""
    group = page.get_by_role("group", name="可进行的操作")
    group.get_by_role("button", name=deed, exact=True).or_(
        group.get_by_role("link", name=deed, exact=True)
    ).click()
    if note or choices:
        for label in choices.values():
            page.get_by_label(label, exact=True).check()
        if note:
            page.locator("textarea[name=note]").fill(note)
        page.locator("main form .btn-primary").click()
    expect(page.locator(".message-success")).to_be_visible()


def state(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def takes_by_keyboard(page: Page, unit_name: str) -> None:
    """Find the resident, category, words, unit, done: without touching the mouse."""
    keyboard = page.keyboard
    expect(page.get_by_label("居民")).to_be_focused()
    keyboard.type("wjg")
    expect(page.get_by_role("radio", name="王建国")).to_be_checked()
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(page.get_by_label("类别")).to_be_focused()
    keyboard.press("ArrowDown")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("老人胸口闷，需要联系县医院")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(page.get_by_label("承办单位")).to_be_focused()
    keyboard.press("ArrowDown")
    expect(page.get_by_label("承办单位").locator("option:checked")).to_have_text(unit_name)
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Enter")


def is_late_and_escalated(visit, clerk: User) -> None:
    # Its day passes, and nothing has happened.
    yesterday = today() - timedelta(days=1)
    ServiceRequest.objects.update(due_on=yesterday, warn_on=yesterday)
    page = visit(clerk, "desk")
    late = page.get_by_role("region", name="已逾期")
    late.get_by_role("link", name="老人胸口闷").click()
    does(page, "上报", "医院未接诊，需镇街协调")
    does(page, "催办督办", "请今日答复", kind="督办")


def is_solved_at_the_second_go(
    visit, row: ServiceRequest, town_staff: User, doctor: User, colleague: User
) -> None:
    page = visit(town_staff, "request_detail", row.pk)
    expect(page.get_by_text("老人胸口闷，需要联系县医院")).to_be_visible()
    does(page, "备注", "已与县医院对接")

    page = visit(doctor, "request_detail", row.pk)
    does(page, "回复督办", "今日下午接诊")
    does(page, "报办结", "已安排接诊")

    page = visit(colleague, "request_detail", row.pk)
    does(page, "回访", "还没有拿到药", result="不满意")
    does(page, "重新办理", "药品未到位")

    page = visit(doctor, "request_detail", row.pk)
    does(page, "开始办理")
    does(page, "报办结", "药品已送到家")
    page = visit(colleague, "request_detail", row.pk)
    does(page, "回访", result="满意")


def test_a_medical_request_is_late_escalated_solved_and_once_dissatisfied(visit):
    world = make_world()
    site = world.own.site
    town = factories.make_township("中坝街道", "520623003")
    type(site).objects.filter(pk=site.pk).update(township=town)
    bureau = make_unit(None, name="卫生健康局")
    clerk, colleague = world.site_staff(), world.site_staff()
    doctor = make_unit_staff(bureau, name="冉医生")
    town_staff = factories.make_user_with(Post.TOWN_STAFF, town, name="镇街干部")

    page = visit(clerk, "request_add")
    takes_by_keyboard(page, "卫生健康局")
    state(page, "已派单")
    row = ServiceRequest.objects.get()
    assert (row.category, row.person, row.lead) == ("medical", world.own.head, bureau)

    page = visit(doctor, "desk")
    page.get_by_role("link", name="老人胸口闷").click()
    does(page, "签收")
    does(page, "开始办理")
    state(page, "办理中")

    is_late_and_escalated(visit, clerk)
    is_solved_at_the_second_go(visit, row, town_staff, doctor, colleague)

    page = visit(clerk, "request_detail", row.pk)
    state(page, "已办结")
    expect(page.get_by_text("逾期办结")).to_be_visible()
    story = page.get_by_role("region", name="办理过程").inner_text()
    for told in ("镇街", "请今日答复", "今日下午接诊", "还没有拿到药", "药品已送到家", "已办结"):
        assert told in story
    row.refresh_from_db()
    assert (row.reopened_times, row.was_late, row.call_back) == (1, True, "satisfied")


def test_the_property_company_repairs_and_a_colleague_calls_back(visit):
    world = make_world()
    company = make_unit(world.own.site, name="平阳物业")
    clerk, colleague = world.site_staff(), world.site_staff()
    mechanic = make_unit_staff(company, name="罗师傅")

    page = visit(world.grid_leader(), "request_add")
    page.get_by_label("居民").fill("3-2-501")
    expect(page.get_by_role("radio").first).to_be_checked()
    page.get_by_label("类别").select_option(label="物业维修")
    page.get_by_label("诉求内容").fill("厨房水管漏水到楼下")
    page.get_by_role("button", name="保存", exact=True).click()
    state(page, "待受理")

    page = visit(clerk, "desk")
    page.get_by_role("region", name="新到").get_by_role("link", name="厨房水管漏水").click()
    does(page, "受理")
    page.get_by_role("group", name="可进行的操作").get_by_role("link", name="派单").click()
    # A repair goes to the property company unless one chooses otherwise (R74).
    expect(page.get_by_label("承办单位", exact=True).locator("option:checked")).to_have_text(
        "平阳物业"
    )
    page.get_by_role("button", name="派单").click()
    state(page, "已派单")

    page = visit(mechanic, "desk")
    expect(page.get_by_role("region", name="新到").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("link", name="厨房水管漏水").click()
    expect(page.get_by_text("3-2-501")).to_be_visible()
    does(page, "签收")
    does(page, "开始办理")
    does(page, "报办结", "已更换水管接头")
    expect(
        page.get_by_role("group", name="可进行的操作").get_by_role("link", name="回访")
    ).to_have_count(0)

    page = visit(colleague, "desk")
    page.get_by_role("region", name="待我处理").get_by_role("link", name="厨房水管漏水").click()
    does(page, "回访", result="满意")
    state(page, "已办结")

    page = visit(clerk, "household_detail", world.own.household.pk)
    expect(page.get_by_text("诉求：物业维修（已办结）")).to_be_visible()
    page = visit(clerk, "request_report")
    row = page.get_by_role("row").filter(has_text="平阳物业")
    expect(row).to_contain_text("100.0%")
