"""The tabs of the service centre: groups, the pages of the group, and nothing that is closed."""

import pytest
from django.urls import reverse

from lib.periods import today
from lib.scope import scope_of
from services.tabs import GROUPS, shown_tabs
from sites.enums import Post
from tests import factories
from tests.services.meetings import make_meeting
from tests.services.requests import make_unit, make_unit_staff

pytestmark = pytest.mark.django_db


def people(world) -> dict:
    return {
        "site": world.site_staff(),
        "county": world.county_staff(),
        "leader": world.leader(),
        "grid": world.grid_leader(),
        "unit": make_unit_staff(make_unit(world.own.site)),
        "mediator": factories.make_user_with(Post.MEDIATOR, world.own.site),
        "auditor": world.business_auditor(),
    }


def groups_of(user, url_name: str) -> tuple:
    return shown_tabs(scope_of(user.pk, today()), url_name)


def test_every_tab_that_somebody_sees_opens(world, signed_in):
    closed = []
    for role, user in people(world).items():
        client = signed_in(user)
        groups, _here = groups_of(user, "desk")
        assert groups, role
        for url in {tab["url"] for group in groups for tab in group["tabs"]}:
            if client.get(url, follow=True).status_code != 200:
                closed.append((role, url))

    assert not closed


def test_the_clerk_sees_six_groups_and_below_them_the_pages_of_his_own(world):
    groups, here = groups_of(world.site_staff(), "resolution_list")

    assert len(groups) == len(GROUPS) == 6
    assert [group["current"] for group in groups] == ["", "", "", "", "true", ""]
    assert [tab["current"] for tab in here["tabs"]] == ["", "page", "", "", ""]
    assert groups[0]["url"] == reverse("desk")


@pytest.mark.parametrize(
    ("url_name", "group", "tab"),
    [
        ("meeting_list", "page", 0),
        ("meeting_detail", "true", 0),
        ("publication_detail", "true", 0),
        ("motion_stage", "true", 2),
        ("request_report", "true", 2),
        ("whistle_switch", "true", 1),
        ("home", None, None),
    ],
)
def test_a_page_lies_under_the_tab_of_its_topic(world, url_name, group, tab):
    _groups, here = groups_of(world.site_staff(), url_name)

    if group is None:
        assert here is None
    else:
        assert here["current"] == group
        assert [number for number, row in enumerate(here["tabs"]) if row["current"]] == [tab]


def test_the_page_of_a_meeting_says_where_one_stands(world, signed_in):
    meeting = make_meeting(world.own.site)
    page = signed_in(world.site_staff()).get(reverse("meeting_detail", args=[meeting.pk]))

    html = page.content.decode()
    assert f'<a href="{reverse("meeting_list")}" aria-current="true">' in html
    assert f'<a href="{reverse("desk")}">' in html
