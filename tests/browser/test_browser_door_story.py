"""A building head serves a household and has it sign on his phone; a round is logged at once."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from residents.models import Household
from services.models import DoorConfirmation, DoorService
from tests import factories
from tests.browser.test_browser_posts_story import enter
from tests.services.doors import make_door_kind, make_door_service

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}


def fits(page: Page) -> bool:
    return not page.evaluate("document.scrollingElement.scrollWidth > innerWidth")


@pytest.fixture
def leader(db):
    """The building head of a stairwell with three households."""
    site = factories.make_site(name="平阳安置点")
    stairwell = factories.make_stairwell(factories.make_building(site, name="3"), name="2")
    for room, head in (("501", "王建国"), ("502", "李秀英"), ("503", "张大山")):
        dwelling = factories.make_dwelling(stairwell, room_no=room)
        factories.make_household(dwelling=dwelling, head=head, household_no=f"H{room}")
    make_door_kind("repair", name="水电维修")
    make_door_kind("policy", name="政策宣讲", usual_capacity="thought_guide")
    return factories.make_grid_leader(factories.make_grid(stairwell))


def sign(page: Page) -> None:
    """A line with the finger across the frame."""
    frame = page.get_by_role("img", name="签名框")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 30, steps=5)
    page.mouse.up()


@pytest.mark.timeout(120)
def test_a_service_is_logged_and_signed_for_on_the_phone(page: Page, live_server, leader):
    page.set_viewport_size(PHONE)
    enter(page, live_server, leader)

    page.goto(live_server.url + reverse("door_add"))
    page.get_by_label("住户", exact=True).fill("3-2-501")
    page.get_by_role("button", name="查找", exact=True).last.click()
    page.get_by_label("服务类别").select_option(label="水电维修")
    page.get_by_label("服务内容").fill("更换水龙头")
    assert fits(page)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记。现在可请住户签名确认。")).to_be_visible()
    page.get_by_role("link", name="请住户签名确认").click()
    sign(page)
    assert fits(page)
    page.get_by_role("button", name="保存确认").click()
    expect(page.get_by_text("住户已确认，该服务已核实。")).to_be_visible()

    service, kept = DoorService.objects.get(), DoorConfirmation.objects.get()
    assert (service.state, service.recorded_by) == ("confirmed", leader)
    assert (kept.kind, kept.media_type) == ("signature", "image/png")


@pytest.mark.timeout(120)
def test_a_round_of_three_is_logged_at_once(page: Page, live_server, leader):
    make_door_service(Household.objects.get(household_no="H501"))
    page.set_viewport_size(PHONE)
    enter(page, live_server, leader)

    page.goto(live_server.url + reverse("door_round"))
    page.get_by_label("网格或单元").select_option(label="3-2")
    page.get_by_role("button", name="显示住户").click()
    page.get_by_label("服务类别").first.select_option(label="政策宣讲")
    page.get_by_label("服务内容").first.fill("宣讲后续扶持政策")
    expect(page.get_by_text("今天已登记：水电维修")).to_be_visible()
    page.get_by_label("全选").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("3")
    row = page.locator("li", has_text="李秀英")
    row.get_by_text("与上面不同").click()
    row.get_by_label("服务类别").select_option(label="水电维修")
    assert fits(page)
    page.get_by_role("button", name="登记本轮服务").click()
    expect(page.get_by_text("已登记3户的上门服务。")).to_be_visible()

    found = DoorService.objects.filter(recorded_by=leader).order_by("pk")
    assert list(found.values_list("household__household_no", "kind__code", "capacity")) == [
        ("H501", "policy", "thought_guide"),
        ("H502", "repair", "trouble_shooter"),
        ("H503", "policy", "thought_guide"),
    ]
