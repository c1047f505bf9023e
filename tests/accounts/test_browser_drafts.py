"""In a browser: what is typed is kept on the server, and an export waits to be fetched."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.actions.exports import ask_for_export
from accounts.models import FormDraft
from lib.periods import today
from lib.scope import scope_of
from sites.enums import Post
from tests.factories import PASSWORD, make_household, make_site, make_user_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def clerk(site):
    return make_user_with(Post.CENTRE_STAFF, site, seen_first_steps=True)


@pytest.fixture
def signed_in(page: Page, live_server, clerk) -> Page:
    page.goto(live_server.url + reverse("sign_in"))
    page.get_by_label("用户名").fill(clerk.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def test_what_was_typed_survives_a_reload(signed_in, live_server, site):
    household = make_household(site, head="王建国")
    signed_in.goto(live_server.url + reverse("household_edit", args=[household.pk]))
    number = signed_in.locator("[name=household_no]")

    number.fill("H-draft-77")
    expect(signed_in.locator("[data-draft-status]")).not_to_be_empty()
    signed_in.reload()

    expect(number).to_have_value("H-draft-77")
    assert FormDraft.objects.get().form == reverse("household_edit", args=[household.pk])


def test_a_reason_sent_after_the_time_out_is_filled_in_when_one_is_back(
    signed_in, live_server, clerk, settings
):
    signed_in.goto(live_server.url + reverse("person_export"))
    signed_in.get_by_label("理由").fill("给民政局核对")
    signed_in.locator("[name=clear]").check()
    settings.IDLE_TIMEOUT_MINUTES = -1

    signed_in.locator("main form .btn-primary").click()
    settings.IDLE_TIMEOUT_MINUTES = 30
    signed_in.get_by_label("用户名").fill(clerk.username)
    signed_in.get_by_label("密码").fill(PASSWORD)
    signed_in.get_by_role("button", name="登录").click()

    expect(signed_in.get_by_label("理由")).to_have_value("给民政局核对")
    expect(signed_in.locator("[name=clear]")).to_be_checked()
    expect(signed_in.get_by_text("已重新填入")).to_be_visible()
    assert "typed" not in {cookie["name"] for cookie in signed_in.context.cookies()}


def test_the_page_of_an_export_finds_out_by_itself_that_the_file_is_there(
    signed_in, live_server, clerk, site
):
    make_household(site)
    job = ask_for_export(
        actor=clerk,
        scope=scope_of(clerk.pk, today()),
        exporter="households",
        params={"query": "", "columns": ["household_no"], "clear": False},
        reason="核对",
    )
    signed_in.goto(live_server.url + reverse("export_status", args=[job.token]))
    expect(signed_in.get_by_text("进行中").or_(signed_in.get_by_text("排队中"))).to_be_visible()

    call_command("worker", "--batch")
    link = signed_in.get_by_role("link", name="下载文件")
    expect(link).to_be_visible(timeout=15_000)
    with signed_in.expect_download() as download:
        link.click()

    assert re.fullmatch(r"households-\d{8}-\d{4}\.xlsx", download.value.suggested_filename)
