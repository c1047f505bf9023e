"""A neighbours' dispute from the door to judicial confirmation, every paper printed on the way."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from lib.periods import today
from services.dispute_terms import court_until
from services.enums.dispute_stages import DisputeStage
from services.models import Dispute
from tests.residents.world import make_world
from tests.services.dispute_world import make_case

pytestmark = pytest.mark.django_db(transaction=True)
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# The forms of a case that went the whole way, in the order of its page.
FORMS = (
    "人民调解申请书", "受理登记表", "权利义务告知书", "调查记录", "调解记录", "人民调解协议书",
    "司法确认申请书", "回访记录", "卷宗封面", "卷内目录", "卷宗情况说明",
)  # fmt: skip


def enter(page: Page, live_server, user) -> None:
    """Signs somebody in, instead of whoever was, and opens the disputes."""
    type(user).objects.filter(pk=user.pk).update(seen_first_steps=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(live_server.url + reverse("dispute_list"))


def step(page: Page, name: str, **fields: str) -> None:
    """Takes a step from the page of the case: label to what is typed or chosen."""
    page.get_by_role("link", name=name, exact=True).click()
    for label, value in fields.items():
        field = page.get_by_label(re.compile(f"^{label}")).first
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".message-success")).to_be_visible()


@pytest.mark.timeout(300)
def test_from_the_door_to_judicial_confirmation(page: Page, live_server, tmp_path):
    world = make_world()
    case = make_case(world.own)

    page.set_viewport_size(PHONE)
    enter(page, live_server, world.grid_leader())
    report_at_the_door(page)
    page.set_viewport_size(DESK)
    enter(page, live_server, case.clerk)
    page.get_by_role("link", name="人调字第1号").click()
    mediate_at_the_centre(page)
    # Somebody else calls back; only now does the dispute count as settled.
    enter(page, live_server, case.colleague)
    page.get_by_role("link", name="人调字第1号").click()
    step(page, "回访确认化解", 履行情况="已履行", 回访情况="电话回访双方，均表示满意。")
    complete_the_file(page, tmp_path)

    dispute = Dispute.objects.get()
    assert (dispute.stage, dispute.confirmed_by) == (DisputeStage.FILED, case.colleague)
    assert dispute.confirmation.result == "confirmed"
    assert dispute.level == "community"


def report_at_the_door(page: Page) -> None:
    """The grid leader writes it down on the phone, then hands it to the community."""
    page.get_by_role("link", name="登记纠纷").click()
    page.get_by_label("事由").fill("楼道堆物")
    page.get_by_label("化解渠道").select_option(label="网格")
    sides = page.locator("fieldset")
    sides.nth(1).get_by_label("本点居民").fill("3-2-501")
    sides.nth(2).get_by_label("外来人员或单位名称").fill("李外来")
    sides.nth(2).get_by_label(re.compile("^电话")).fill("12")
    page.get_by_label("纠纷简要情况").fill("对方在楼道堆放柴火，老人出入不便。")
    page.get_by_role("button", name="登记").click()
    # A number that cannot be dialled is said, and nothing typed is lost.
    expect(page.locator(".error-summary")).to_contain_text("12")
    expect(page.get_by_label("事由")).to_have_value("楼道堆物")
    sides.nth(2).get_by_label(re.compile("^电话")).fill("13700001111")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("人调字第1号")
    step(page, "上报升级", 层级="社区级", 理由="两次劝说未果")


def mediate_at_the_centre(page: Page) -> None:
    """Accepted, mediated, agreed in writing, confirmed by the court, followed up."""
    step(page, "受理")
    page.get_by_role("link", name="确定调解员").click()
    page.get_by_label("吴调解").check()
    page.get_by_label("当事人选择").check()
    page.get_by_role("button", name="确定调解员").click()
    step(page, "告知权利义务")
    asked = {"地点": "3栋2单元", "笔录": "邻居证实柴火堆放已有两月。"}
    step(page, "记录调查", **asked, 调查人和被调查人="吴调解、邻居田某")
    said = {"地点": "调解室", "笔录": "双方各自陈述，调解员讲明消防规定。"}
    step(page, "记录调解", **said, 参加人="王建国、李外来、吴调解", 结果="愿意清理")
    page.get_by_role("link", name="登记协议").click()
    page.get_by_label("协议内容").fill("三日内清理完毕，互相道歉。")
    page.get_by_role("button", name="登记协议").click()
    expect(page.locator(".error-summary")).to_contain_text("书面协议须写明此项")
    page.get_by_label("纠纷事实、争议事项和责任").fill("楼道为公用部位，不得堆物。")
    page.get_by_label("履行方式").fill("自行清理")
    page.get_by_label("履行期限").fill(page.get_by_label("生效日期").input_value())
    page.get_by_role("button", name="登记协议").click()
    left = (court_until(today()) - today()).days
    expect(page.get_by_text(f"申请司法确认还剩{left}天").first).to_be_visible()
    step(page, "申请司法确认", 人民法院="石阡县人民法院")
    step(page, "登记法院决定", 法院决定="裁定确认有效", 文号="（2026）黔0623民特1号")
    step(page, "回访", 履行情况="已履行", 回访情况="已清理，两家和好。")


def complete_the_file(page: Page, folder: Path) -> None:
    """What is missing is named, printed and put in; then the case closes and is filed."""
    page.get_by_role("link", name="结案", exact=True).click()
    page.get_by_role("button", name="结案", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("卷内缺少：人民调解申请书")
    page.get_by_role("link", name="暂不").click()
    printed = print_all(page, folder)
    assert tuple(printed) == FORMS
    assert all(pages >= 1 for pages in printed.values())
    while page.get_by_role("link", name="补上").count():
        page.get_by_role("link", name="补上").first.click()
        page.get_by_label("签字原件已存入卷内").check()
        page.get_by_role("button", name="存入卷内").click()
        expect(page.locator(".message-success")).to_be_visible()
    expect(page.get_by_text("卷内材料已齐全").first).to_be_visible()
    step(page, "结案")
    step(page, "归档")


def print_all(page: Page, folder: Path) -> dict[str, int]:
    """Opens every form of the case and prints it to PDF: title to its number of pages."""
    links = page.locator("#file ~ .buttons").last.get_by_role("link")
    papers = [(link.inner_text().strip(), link.get_attribute("href")) for link in links.all()]
    home, found = page.url, {}
    for number, (title, url) in enumerate(papers):
        page.goto(home.split("/disputes/")[0] + str(url))
        expect(page.locator(".paper-number")).to_contain_text("人调字第1号")
        content = page.pdf(format="A4", prefer_css_page_size=True, print_background=False)
        (folder / f"{number:02d}-{title}.pdf").write_bytes(content)
        found[title] = len(re.findall(rb"/Type\s*/Page\b", content))
    page.goto(home)
    return found
