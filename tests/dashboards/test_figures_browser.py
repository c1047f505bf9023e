"""In the browser: every figure of the list opens as many rows as it says."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.dashboards.world import make_world


@pytest.fixture
def county_page(page: Page, live_server) -> Page:
    """A browser in which somebody of the follow-up office has signed in."""
    client = Client()
    client.force_login(make_world().users["county"])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(live_server.url + reverse("figure_list"))
    return page


def test_every_figure_opens_its_rows(county_page):
    links = county_page.locator("tbody th a")
    addresses = [link.get_attribute("href") for link in links.all()]
    values = county_page.locator("tbody td a .num").all_inner_texts()

    assert len(addresses) == len(values) > 15
    for address, value in zip(addresses, values, strict=True):
        county_page.goto(county_page.url.split("/figures/")[0] + address)
        expect(county_page.locator(".figure-value .num")).to_have_text(value)
        rows = county_page.locator("[aria-labelledby='rows'] tbody tr")
        expect(rows).to_have_count(int(value))


def test_a_household_behind_a_number_opens_its_file(county_page):
    county_page.get_by_role("link", name="住户", exact=True).last.click()
    county_page.get_by_role("region").last.locator("tbody a").first.click()

    expect(county_page).to_have_url(re.compile(r"/households/\d+/$"))
