"""A family splits into two dwellings: noticed in the file, previewed, recorded, undone."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from residents.models import Household, LifeEvent
from tests import factories
from tests.browser.test_browser_posts_story import enter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.timeout(120)
def test_a_family_splits_into_two_dwellings(page: Page, live_server):
    site = factories.make_site(name="平阳安置点")
    building = factories.make_building(site, name="3")
    stairwell = factories.make_stairwell(building, name="2")
    home = factories.make_dwelling(stairwell, room_no="501")
    free = factories.make_dwelling(stairwell, room_no="502", state="vacant")
    household = factories.make_household(dwelling=home, head="王建国", household_no="H7")
    factories.make_person(household, name="王大宝", relation="20", birth_date=date(1998, 2, 3))

    enter(page, live_server, factories.make_site_staff(site))
    page.goto(live_server.url + reverse("household_detail", args=[household.pk]))
    page.get_by_role("link", name="人户变动").click()
    page.get_by_role("link", name="分户").click()
    page.get_by_label("王大宝").check()
    page.get_by_label("新户户主").select_option(label="王大宝")
    page.get_by_label("住房").fill("3-2-502")
    page.get_by_label("证明材料").fill("分户申请")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_text("新增户 H7-2")).to_be_visible()
    expect(page.get_by_text("户 H7-2 自", exact=False)).to_be_visible()
    assert not LifeEvent.objects.exists()

    page.get_by_role("button", name="确认登记").click()
    expect(page.get_by_text("分户申请")).to_be_visible()
    new = Household.objects.get(household_no="H7-2")
    assert new.occupancy_set.get().dwelling == free

    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销，恢复原状。")).to_be_visible()
    assert not Household.objects.filter(household_no="H7-2").exists()
    free.refresh_from_db()
    assert free.state == "vacant"
