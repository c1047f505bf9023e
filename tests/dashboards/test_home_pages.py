"""The home page of each role: what it shows, and what it must not."""

import pytest
from django.urls import reverse

from lib import tasks
from lib.tasks import WorkItem
from sites.enums import Post
from tests import factories
from tests.dashboards.world import make_world


@pytest.fixture
def world(db):
    return make_world()


def home(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("home")).content.decode()


def test_county_compares_its_sites_those_that_need_attention_first(client, world):
    html = home(client, world.users["county"])

    places = [html.index(name) for name in ("无人安置点", "新设安置点", "绿水安置点")]
    assert places == sorted(places)
    assert 'href="/figures/households/?site=W01">3</a>' in html
    assert 'href="/figures/sites_without_contact_leader/?site=W03"' in html


def test_leader_compares_the_whole_county(client, world):
    html = home(client, world.users["leader"])

    assert "绿水安置点" in html
    assert "王W02" not in html


def test_site_staff_see_their_own_numbers(client, world):
    staff = factories.make_site_staff(world.second)

    html = home(client, staff)

    assert "绿水安置点" in html
    assert "青山安置点" not in html
    assert 'href="/figures/households/"' in html
    assert 'href="/figures/buildings_without_head/"' in html
    assert reverse("import_list") in html


def test_grid_leader_sees_his_own_households(client, world):
    html = home(client, world.users["grid"])

    assert 'href="/figures/households/"' in html
    assert "culture_staff" not in html
    assert reverse("import_list") not in html


def test_auditor_is_led_to_the_log_and_sees_no_business_data(client, world):
    html = home(client, factories.make_user_with(Post.AUDITOR))

    assert reverse("audit_list") in html
    assert "figures/households" not in html
    assert "青山安置点" not in html


def test_what_waits_comes_first(client, world, monkeypatch):
    monkeypatch.setattr(tasks, "_sources", [lambda scope: [WorkItem("批次待入库", 2, "/imports/")]])

    html = home(client, world.users["county"])

    assert html.index("批次待入库") < html.index("青山安置点")


def test_signed_out_are_sent_to_the_sign_in(client, db):
    answer = client.get(reverse("home"))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("sign_in"))
