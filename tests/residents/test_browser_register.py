"""In a browser: from the search box to a file, a revealed number, and back again."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import AccessEvent
from tests.factories import PASSWORD, make_person
from tests.residents.world import OWN_ID, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_world(db) -> World:
    return make_world()


@pytest.fixture
def desk(page: Page, live_server, own_world) -> Page:
    clerk = own_world.site_staff()
    clerk.seen_first_steps = True
    clerk.save()
    page.goto(live_server.url + reverse("sign_in"))
    page.get_by_label("用户名").fill(clerk.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_search_is_still_there_after_a_look_at_a_file(desk):
    search(desk, "王建国")
    expect(desk.get_by_role("link", name="王建国")).to_be_visible()
    address = desk.url

    desk.get_by_role("link", name="王建国").click()
    expect(desk.get_by_role("heading", level=1, name="王建国")).to_be_visible()
    desk.go_back()

    expect(desk.get_by_role("link", name="王建国")).to_be_visible()
    assert desk.url == address
    assert "王" not in address


def test_a_number_is_revealed_in_its_place_for_a_reason(desk, live_server, own_world):
    person = own_world.own.head
    desk.goto(live_server.url + reverse("person_detail", args=[person.pk]))
    place = desk.locator("[data-fragment=masked-person-id_number]")
    expect(place).to_contain_text("520699********111")

    place.get_by_role("button").first.click()
    desk.get_by_role("dialog").get_by_role("textbox").fill("核对证件")
    desk.get_by_role("dialog").locator("button[type=submit]").click()

    expect(place).to_contain_text(OWN_ID)
    assert AccessEvent.objects.get(kind="reveal").reason == "核对证件"
    desk.reload()
    expect(place).to_contain_text("520699********111")


def test_columns_stay_chosen_on_the_next_visit(desk, live_server):
    address = live_server.url + reverse("household_list")
    desk.goto(address)
    desk.locator("summary", has_text="列").click()
    desk.get_by_label("迁出乡镇").check()
    desk.locator("details[open] button[type=submit]").click()

    expect(desk.get_by_role("columnheader", name="迁出乡镇")).to_be_visible()
    desk.goto(address)
    expect(desk.get_by_role("columnheader", name="迁出乡镇")).to_be_visible()


def test_the_file_of_a_large_family_is_one_sheet(desk, live_server, own_world):
    household = own_world.own.household
    for _ in range(6):
        make_person(household)
    desk.goto(live_server.url + reverse("household_print", args=[household.pk]))
    desk.get_by_label("理由").fill("归档")
    desk.locator("main button[type=submit]").click()
    expect(desk.locator(".paper tbody tr")).to_have_count(2 + 8)

    paper = desk.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
