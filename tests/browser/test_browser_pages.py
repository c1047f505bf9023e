"""Every page, in both languages, at a desk's and a phone's width: axe, errors, sideways scrolling.

Driven by the list of addresses: a new page is opened here, or named in NO_PAGE with its reason.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from playwright.sync_api import Page

from residents.actions.imports import asking
from residents.models import CareTag, HeaderChoice
from services.models import PublicDoor
from sites.enums import Post
from tests.access.test_access_table import names, words_of
from tests.factories import (
    make_care_tag,
    make_contact_pair,
    make_organisation,
    make_unit_task,
    make_user_with,
)
from tests.grids.notices import things_of_notices
from tests.grids.reports import make_report
from tests.residents.imports.rosters import member, roster
from tests.residents.world import make_world
from tests.services.dispute_things import (
    DISPUTE_PAGES_OF_THE_SITE,
    DISPUTES_WITHOUT_PAGE,
    things_of_disputes,
)
from tests.services.doors import things_of_doors
from tests.services.meetings import things_of_meetings
from tests.services.requests import make_request
from tests.sites.centre_things import things_of_centres
from tests.sites.things import things_of_posts

pytestmark = pytest.mark.django_db(transaction=True)
# Answers without a page of their own: deeds, files, parts, and words for machines.
NO_PAGE = {
    "task_step", "care_end", "meeting_step", "agenda_add", "agenda_step", "attendance_remove",
    "meeting_sheet", "meeting_paper_add", "meeting_paper", "resolution_add", "resolution_step",
    "objection_answer", "motion_step",
    "booking_cancel", "roster_add", "roster_copy", "shift_remove",
    "checklist_samples", "checklist_start", "checklist_return", "finding_step",
    "sign_out", "set_language", "preferences", "draft_save", "export_download", "export_status",
    "household_reveal", "person_reveal", "life_event_undo", "import_answer", "import_check",
    "import_store", "import_undo", "import_again", "import_marked", "figure_export", "healthz",
    "readyz", "list_export", "list_template", "posting_log", "posting_plan", "plan_done",
    "posting_assess", "handover_items", "handover_sign", "handover_paper", "reserve_training",
    "reserve_status", "document_file", "door_confirmation", "door_call_back", "door_withdraw", "door_raise",
    "late_decide", "request_reveal", "request_agenda", "request_slip", "request_residents", "qr_door",
    "ledger_store", "ledger_undo", "ledger_marked", "ledger_template",
    "heading_forget", "roster_template", "notice_read",
}  # fmt: skip
NO_PAGE |= DISPUTES_WITHOUT_PAGE
OF_THE_ADMINISTRATOR = {
    "post_appoint", "posting_end", "posting_extend", "posting_rotate", "posting_stand_in",
}  # fmt: skip
OF_THE_AUDITOR = {"audit_list", "access_list"}
OF_THE_SITE = {
    "booking_add", "checklist_fill", "care_review", "door_add", "door_round", "door_confirm",
    "meeting_add", "meeting_change", "meeting_invite", "meeting_attendance",
    "meeting_code", "meeting_write", "motion_add", "motion_stage",
    "request_add", "request_step",
    "request_detail", "desk", "qr_sheet", "whistle_switch", "net_report_add",
    "net_report_detail", "notice_receipt",
}  # fmt: skip
OF_THE_SITE |= DISPUTE_PAGES_OF_THE_SITE
# The pages are walked in shares, each within the time that a test may take.
SHARES = 4
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def addresses() -> dict[str, str]:
    """URL name to address of every page outside the admin."""
    world = make_world()
    batch = asking.upload_roster(
        actor=make_user_with(Post.COUNTY_STAFF),
        site=world.own.site,
        file_name="r.csv",
        content=roster(member("A1", "王大山")),
    )
    HeaderChoice.objects.create(site=world.own.site, header="地址", field="address")
    things = {
        "household_id": world.own.household.pk,
        "person_id": world.own.head.pk,
        "building_id": world.own.building.pk,
        "site_id": world.own.site.pk,
        "stairwell_id": world.own.stairwell.pk,
        "pair_id": make_contact_pair(world.own.household).pk,
        "task_id": make_unit_task().pk,
        "event_kind": "split",
        "tag_id": make_care_tag(world.own.household).pk,
        "organisation_id": make_organisation(world.own.site).pk,
        **things_of_posts(world.own.site),
        **things_of_doors(world.own.household),
        **things_of_meetings(world.own.site),
        **things_of_centres(world.own.site),
        **things_of_disputes(world.own, world.own.household),
        "token": batch.token,
        "code": "households",
        "list_code": "leaves",
        "request_id": make_request(world.own.site, household=world.own.household).pk,
        "report_id": make_report(world.own.grid).pk,
        **things_of_notices(world.own.grid),
        "action": "assign",
        "door_code": PublicDoor.objects.get_or_create(site=world.own.site)[0].code,
    }
    own = {name for name in names(get_resolver()) if not name.startswith("admin:")} - NO_PAGE
    return {
        name: reverse(name, kwargs={word: things[word] for word in words_of(name)})
        for name in sorted(own)
    }


def admin_addresses() -> dict[str, str]:
    """The admin's start page, lists and forms for new rows."""
    ends = ("admin:index", "_changelist", "_add")
    own = [name for name in names(get_resolver()) if name.startswith("admin:")]
    # Stairwells are given to a grid on the grid's own page.
    inline = {"admin:grids_gridstairwell_add", "admin:grids_jointhouseholddwelling_add"}
    return {name: reverse(name) for name in own if name.endswith(ends) and name not in inline}


def sign_in(page: Page, live_server, post: str, language: str) -> None:
    """Signs in somebody of the county, or of the site whose household is in care."""
    at_site = post == Post.CENTRE_STAFF
    place = CareTag.objects.get().site if at_site else None
    user = make_user_with(post, place, seen_first_steps=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookies = {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        settings.LANGUAGE_COOKIE_NAME: language,
    }
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )


def faults_of(page: Page, url: str, language: str) -> list[str]:
    """What is wrong with one page in one language."""
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.set_viewport_size(DESK)
    response = page.goto(url)
    if response is None or response.status != 200:
        return [f"status {response.status if response else None}"]
    if page.locator("html").get_attribute("lang") != language:
        faults.append("language of the page")
    found = (
        Axe()
        .run(page, options={"preload": False, "resultTypes": ["violations"]})
        .response["violations"]
    )
    faults += [f"axe {violation['id']}" for violation in found]
    page.set_viewport_size(PHONE)
    if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
        faults.append("scrolls sideways at 360 px")
    return faults


def faults_by_name(page: Page, live_server, pages: dict[str, str], language: str) -> dict:
    """URL name to what is wrong, only where something is."""
    found = {
        name: faults_of(page, live_server.url + url, language)
        for name, url in sorted(pages.items())
    }
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_clean(page: Page, live_server, language, share):
    pages = addresses()
    walked = set(sorted(pages)[share::SHARES])

    wrong = {}
    for post, wanted in (
        (Post.COUNTY_STAFF, pages.keys() - OF_THE_AUDITOR - OF_THE_ADMINISTRATOR - OF_THE_SITE),
        (Post.CENTRE_STAFF, OF_THE_SITE),
        (Post.COUNTY_ADMINISTRATOR, OF_THE_ADMINISTRATOR),
        (Post.AUDITOR, OF_THE_AUDITOR),
    ):
        sign_in(page, live_server, post, language)
        wrong |= faults_by_name(page, live_server, {n: pages[n] for n in wanted & walked}, language)

    assert not wrong, "\n".join(f"{name}: {faults}" for name, faults in wrong.items())


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_the_admin_is_clean(page: Page, live_server, language, share):
    make_world()
    pages = admin_addresses()
    sign_in(page, live_server, Post.COUNTY_ADMINISTRATOR, language)

    walked = {name: pages[name] for name in sorted(pages)[share::SHARES]}
    wrong = faults_by_name(page, live_server, walked, language)

    assert not wrong, "\n".join(f"{name}: {faults}" for name, faults in wrong.items())
