"""The clerk's story, from sign-in to export, in Chinese and in a browser."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from residents.models import Household, Person
from tests.factories import PASSWORD, make_county_staff, make_site

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLES = Path(__file__).parent.parent / "samples"


def upload(page: Page, live_server, file_name: str, site) -> None:
    """Chooses a site and a file, sends them and lets the worker read."""
    page.goto(live_server.url + reverse("import_upload"))
    page.get_by_label("安置点").select_option(label=site.name)
    page.locator("input[type=file]").set_input_files(SAMPLES / file_name)
    page.get_by_role("button", name="读取并检查").click()
    expect(page.get_by_text("等待读取").first).to_be_visible()
    call_command("worker", "--batch")
    # The page finds out by itself that the roster has been read.
    expect(page.get_by_text("已检查").first).to_be_visible(timeout=20_000)


def finds(page: Page, head: Person) -> None:
    """One search box for name, initials, dwelling, household number and identity number."""
    for asked in ("刘玥", "lyt", "1-1-101", "PL00001", head.id_number):
        box = page.get_by_role("searchbox").first
        box.fill(asked)
        box.press("Enter")
        expect(page.get_by_role("searchbox").first).to_have_value(asked)
        expect(page.get_by_role("row").filter(has_text="刘玥涛").first).to_be_visible()
        assert asked not in page.url
    page.get_by_role("row").filter(has_text="刘玥涛").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("刘玥涛")
    expect(page.get_by_text(head.id_number)).to_have_count(0)


def exports_households(page: Page, live_server) -> None:
    """The whole list as .xlsx, with a reason; its foot gives the number of rows."""
    page.goto(live_server.url + reverse("household_export"))
    page.get_by_label("理由").fill("季度核对")
    page.locator("main form .btn-primary").click()
    call_command("worker", "--batch")
    link = page.get_by_role("link", name="下载文件")
    expect(link).to_be_visible(timeout=20_000)
    with page.expect_download() as download:
        link.click()
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(text.startswith("PL000") for text in texts) == 60
    assert any("60" in text for text in texts[-8:])


@pytest.mark.timeout(300)
def test_a_roster_goes_in_and_comes_out(page: Page, live_server):
    site = make_site(name="平阳安置点")
    make_site(name="另一安置点")
    clerk = make_county_staff()
    type(clerk).objects.filter(pk=clerk.pk).update(seen_first_steps=True)

    page.goto(live_server.url)
    page.get_by_label("用户名").fill(clerk.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("平阳安置点").first).to_be_visible()

    upload(page, live_server, "roster_ledger.xlsx", site)
    for row, words in (
        ("17", "末位应为2"),
        ("40", "存成了数字"),
        ("57", "不是电话号码"),
        ("81", "已有户主"),
    ):
        line = page.get_by_role("row").filter(
            has=page.get_by_role("rowheader", name=row, exact=True)
        )
        expect(line).to_contain_text(words)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载改正").click()
    marked = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert any("末位应为2" in str(cell.value) for cell in marked["平阳社区"][17])
    assert not Person.objects.exists()

    upload(page, live_server, "roster_ledger_mended.xlsx", site)
    page.get_by_role("button", name="全部入库").click()
    call_command("worker", "--batch")
    expect(page.get_by_text("已入库").first).to_be_visible(timeout=20_000)
    assert (Household.objects.count(), Person.objects.count()) == (60, 203)

    finds(page, Person.objects.get(name="刘玥涛"))
    exports_households(page, live_server)
