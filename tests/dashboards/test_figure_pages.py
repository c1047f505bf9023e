"""Pages of figures: who may open them, what they show, and how many queries they take."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AccessEvent, ExportJob
from dashboards.figures.sheets import sheet_of
from lib.periods import today
from lib.scope import scope_of
from residents.models import Person
from sites.enums import Post
from sites.models import Stairwell
from tests import factories
from tests.dashboards.world import make_world


@pytest.fixture
def world(db):
    return make_world()


def detail(code: str, query: str = "") -> str:
    return reverse("figure_detail", args=[code]) + query


def numbers_in(html: str) -> list[str]:
    return re.findall(r'class="figure-value">\s*<span class="num">([\d,]+)</span>', html)


def test_figure_shows_value_definition_split_and_rows(client, world):
    client.force_login(world.users["county"])

    html = client.get(detail("households")).content.decode()

    assert numbers_in(html) == ["7"]
    assert all(site.name in html for site in (world.first, world.second))
    assert "王W010" in html
    assert 'href="/figures/households/?site=W01"' in html
    assert "style=" not in html


def test_site_narrows_value_and_rows(client, world):
    client.force_login(world.users["county"])

    html = client.get(detail("households", "?site=W02")).content.decode()

    assert numbers_in(html) == ["3"]
    assert "王W020" in html
    assert "王W010" not in html


def test_leader_counts_beyond_his_site_without_names_and_links(client, world):
    client.force_login(world.users["leader"])

    html = client.get(detail("persons")).content.decode()

    assert numbers_in(html) == ["14"]
    assert "李W010" in html
    assert "W020" not in html
    foreign = Person.objects.filter(site=world.second)
    assert not any(reverse("person_detail", args=[row.pk]) in html for row in foreign)


def test_grid_leader_sees_his_own_stairwells_alone(client, world):
    client.force_login(world.users["grid"])

    html = client.get(detail("households")).content.decode()

    assert numbers_in(html) == ["3"]
    assert "W02" not in html


def test_site_beyond_the_reader_does_not_exist(client, world):
    client.force_login(world.users["site"])

    answer = client.get(detail("households", "?site=W02"))

    assert answer.status_code == 404
    assert "绿水" not in answer.content.decode()


def test_unknown_figure_is_not_found(client, world):
    client.force_login(world.users["county"])

    assert client.get(detail("nothing")).status_code == 404


@pytest.mark.parametrize(
    "post", [Post.AUDITOR, Post.MEDIATOR, Post.HANDLING_UNIT_STAFF, Post.SHOPKEEPER]
)
def test_posts_without_figures_are_refused(client, world, post):
    place = None if post == Post.AUDITOR else world.first
    client.force_login(factories.make_user_with(post, place))

    pages = [reverse("figure_list"), detail("households")]

    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 403
        assert "王W010" not in answer.content.decode()
    assert client.post(reverse("figure_export", args=["households"])).status_code == 403
    assert client.get(reverse("home")).status_code == 200


def test_member_unit_reads_posts_and_no_register(client, world):
    client.force_login(factories.make_user_with(Post.MEMBER_UNIT_STAFF))

    assert client.get(detail("grids")).status_code == 200
    assert client.get(detail("households")).status_code == 403
    assert "households/" not in client.get(reverse("figure_list")).content.decode()


def test_figure_list_gives_every_value_with_its_rows(client, world):
    client.force_login(world.users["site"])

    html = client.get(reverse("figure_list"), {"site": "W01"}).content.decode()

    assert 'href="/figures/households/?site=W01"' in html
    assert 'href="/figures/grid_leaders/?site=W01"' in html


@pytest.mark.parametrize("query", ["?to=2026-02-30", "?to=gestern"])
def test_wrong_days_are_named_and_change_nothing(client, world, query):
    client.force_login(world.users["county"])

    html = client.get(detail("households", query)).content.decode()

    assert 'class="field-error"' in html
    assert numbers_in(html) == ["7"]


def test_days_in_the_wrong_order_are_named(client, world):
    client.force_login(world.users["county"])

    html = client.get(reverse("figure_list"), {"from": "2026-05-01", "to": "20260401"})

    assert 'class="field-error"' in html.content.decode()


def test_stock_is_as_of_the_last_day(client, world):
    client.force_login(world.users["county"])

    html = client.get(detail("households", "?from=2019-01-01&to=2019-06-30")).content.decode()

    assert numbers_in(html) == ["0"]
    assert "empty-title" in html


# The request's own (transaction, session, user, postings), then one or two for each figure.
QUERIES = {"figure_detail": 12, "figure_list": 140, "home": 57}


@pytest.mark.parametrize("name", QUERIES)
def test_number_of_queries_does_not_grow(client, db, name, django_assert_num_queries):
    world = make_world(homes=1)
    client.force_login(world.users["county"])
    address = detail("households") if name == "figure_detail" else reverse(name)
    # The first request of a session also notes when it was seen.
    client.get(address)

    with django_assert_num_queries(QUERIES[name]):
        client.get(address)
    stairwell = Stairwell.objects.filter(site=world.first).first()
    for _ in range(2):
        factories.make_household(dwelling=factories.make_dwelling(stairwell))
    with django_assert_num_queries(QUERIES[name]):
        client.get(address)


def test_export_asks_for_a_reason(client, world):
    client.force_login(world.users["county"])

    answer = client.post(reverse("figure_export", args=["households"]), {"site": "W01"})

    assert answer.url == detail("households", "?site=W01")
    assert not ExportJob.objects.exists()


def test_export_is_queued_and_logged(client, world):
    client.force_login(world.users["county"])

    answer = client.post(
        reverse("figure_export", args=["households"]), {"site": "W01", "reason": "月报"}
    )

    job = ExportJob.objects.get()
    assert answer.url == reverse("export_status", args=[job.token])
    assert job.exporter == "figure"
    assert AccessEvent.objects.get().reason == "月报"


@pytest.mark.parametrize(("who", "names"), [("county", 3), ("leader", 0), ("grid", 0)])
def test_names_leave_only_with_posts_that_may_export_them(world, who, names):
    scope = world.scopes[who]
    days = {"from": "2025-01-01", "to": today().isoformat()}

    sheet = sheet_of(scope, {"code": "households", "site": "W01", **days})

    rows = list(sheet.rows)
    assert len(rows) == 3
    assert sum("王W01" in str(row) for row in rows) == names


def test_export_of_a_site_beyond_the_reader_is_refused(world):
    scope = scope_of(world.users["site"].pk, today())

    with pytest.raises(PermissionDenied):
        sheet_of(scope, {"code": "households", "site": "W02", "from": "", "to": ""})
