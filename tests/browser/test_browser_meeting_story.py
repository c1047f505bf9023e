"""A meeting from its agenda to the resolution that is reported back to the next one."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lib.periods import today
from services.models import Meeting, Resolution
from sites.enums import Post
from tests import factories
from tests.browser.test_browser_posts_story import enter
from tests.services.meetings import make_meeting_kind

pytestmark = pytest.mark.django_db(transaction=True)


def plan(page: Page, live_server, title: str, day) -> None:
    """Plans a deliberation in the square under the chair of 石书记."""
    page.goto(live_server.url + reverse("meeting_add"))
    page.get_by_label("标题").fill(title)
    page.get_by_label("日期").fill(day.isoformat())
    page.get_by_label("地点").fill("党群服务中心二楼")
    page.get_by_label("主持人").fill("石书记")
    page.get_by_role("button", name="拟定会议").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def convene(page: Page, live_server, clerk) -> Meeting:
    """Agenda, invitations and notice."""
    enter(page, live_server, clerk)
    plan(page, live_server, "三月议事会", today())
    page.get_by_label("议题").fill("3栋路灯不亮")
    page.get_by_role("button", name="添加议题").click()
    page.get_by_role("link", name="邀请参会人员").click()
    page.get_by_label("两委成员").check()
    page.locator("textarea[name=residents]").fill("赵大妈")
    page.get_by_role("button", name="列入名单").click()
    page.get_by_role("button", name="发出通知").click()
    expect(page.get_by_text("会议已通知").first).to_be_visible()
    return Meeting.objects.get()


def sign_in(page: Page, live_server, owner) -> None:
    """A colleague finds the invitation among his work; in the room his phone scans the code."""
    page.get_by_role("link", name="签到二维码").click()
    expect(page.get_by_role("img", name="二维码")).to_be_visible()
    ticket = page.get_by_role("link", name="签到网址").get_attribute("href")
    enter(page, live_server, owner)
    page.get_by_role("link", name="您受邀参加的会议").click()
    page.get_by_role("link", name="三月议事会").click()
    page.goto(live_server.url + ticket)
    page.get_by_role("button", name="签到").click()
    expect(page.get_by_text("签到成功").first).to_be_visible()


def hold(page: Page, live_server, meeting: Meeting, clerk) -> None:
    """The list is called out, the quorum shown, the meeting recorded as held."""
    enter(page, live_server, clerk)
    page.goto(live_server.url + reverse("meeting_attendance", args=[meeting.pk]))
    page.get_by_label("石书记到会").check()
    page.get_by_label("赵大妈请假").check()
    page.get_by_role("button", name="保存清单").click()
    expect(page.get_by_text("已达法定人数").first).to_be_visible()
    page.get_by_role("button", name="已召开").click()


def minute(page: Page) -> None:
    """Three votes of two people are refused beside the field, and what was typed stays."""
    page.get_by_role("link", name="填写纪要").click()
    page.get_by_label("结论").fill("两周内修好")
    page.locator("textarea[name=minutes]").fill("石书记主持，讨论路灯问题。")
    for label, number in (("赞成", "3"), ("反对", "0"), ("弃权", "0")):
        page.get_by_label(label).fill(number)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("实到只有2人").first).to_be_visible()
    expect(page.get_by_label("结论")).to_have_value("两周内修好")
    page.get_by_label("赞成").fill("2")
    page.get_by_role("button", name="保存").click()
    page.locator("#resolution_text").fill("修好3栋路灯")
    page.get_by_label("责任人").fill("田委员")
    page.get_by_label("办结期限").fill((today() + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="添加议定事项").click()
    page.get_by_role("button", name="完成纪要").click()
    expect(page.get_by_text("会议纪要已完成").first).to_be_visible()
    page.get_by_role("button", name="公示", exact=True).click()
    expect(page.get_by_text("异议期至").first).to_be_visible()


def report_back(page: Page, live_server, owner, chair) -> None:
    """The owner reports it as done, a colleague confirms it."""
    enter(page, live_server, owner)
    page.get_by_role("link", name="您负责的议定事项").click()
    page.get_by_role("link", name="修好3栋路灯").click()
    page.get_by_label("办理情况").fill("已更换灯泡")
    page.get_by_role("button", name=re.compile("报送?办结")).click()
    enter(page, live_server, chair)
    page.get_by_role("link", name="待确认议定事项").click()
    page.get_by_role("link", name="修好3栋路灯").click()
    page.get_by_role("button", name="核验通过", exact=True).click()
    expect(page.get_by_text("已核验办结").first).to_be_visible()


@pytest.mark.timeout(180)
def test_a_meeting_from_agenda_to_the_resolution_reported_back(page: Page, live_server):
    site = factories.make_site(name="平阳安置点")
    make_meeting_kind(
        "deliberation", name="社区议事会议", quorum="more_than_half", is_published=True
    )
    clerk = factories.make_site_staff(site)
    chair = factories.make_user_with(Post.FIRST_SECRETARY, site, name="石书记")
    owner = factories.make_user_with(Post.RESIDENTS_COMMITTEE_MEMBER, site, name="田委员")
    factories.make_person(factories.make_household(site, head=None), name="赵大妈")

    meeting = convene(page, live_server, clerk)
    sign_in(page, live_server, owner)
    hold(page, live_server, meeting, clerk)
    minute(page)

    # Not done yet, it is on the next agenda; once it is confirmed, it is not on the one after.
    plan(page, live_server, "四月议事会", today() + timedelta(days=1))
    expect(page.get_by_text("修好3栋路灯").first).to_be_visible()
    report_back(page, live_server, owner, chair)
    enter(page, live_server, clerk)
    plan(page, live_server, "五月议事会", today() + timedelta(days=2))
    expect(page.get_by_text("还没有议题")).to_be_visible()

    assert Resolution.objects.get().confirmed_by == chair
    page.goto(live_server.url + reverse("meeting_print", args=[meeting.pk, "minutes"]))
    expect(page.get_by_role("cell", name="修好3栋路灯")).to_be_visible()
