"""The 15-minute circle: what is wanted, what is missing, where it stands on the map (R36)."""

from datetime import date
from math import hypot

import pytest
from django.urls import reverse

from lib.periods import today
from sites.circle import EDGE, MARK, RADIUS, gaps_of, points_of
from sites.enums import SiteSetting
from sites.models import Facility, FacilityRule
from tests import factories

pytestmark = pytest.mark.django_db


def make_facility(site, kind="clinic", minutes=6, **fields):
    values = {"name": f"{kind}{minutes}", "valid_from": date(2021, 1, 1), **fields}
    return Facility.objects.create(site=site, kind=kind, walk_minutes=minutes, **values)


def kinds(site):
    return {gap.kind for gap in gaps_of([site], today())[site.pk]}


def test_basic_kinds_and_those_for_sites_are_wanted_within_a_quarter_of_an_hour():
    site = factories.make_site()
    empty = kinds(site)
    assert {"clinic", "pharmacy", "market"} < empty
    assert not {"leisure", "culture", "other"} & empty

    make_facility(site, "clinic", 15)
    make_facility(site, "pharmacy", 16)
    make_facility(site, "market", 5, valid_to=date(2024, 1, 1))
    make_facility(factories.make_site(), "post", 5)

    assert empty - kinds(site) == {"clinic"}
    (far,) = [gap for gap in gaps_of([site], today())[site.pk] if gap.kind == "pharmacy"]
    assert far.nearest.walk_minutes == 16


def test_the_county_s_rules_change_what_is_wanted_where():
    village = factories.make_site(setting=SiteSetting.VILLAGE)
    urban = factories.make_site()
    before = kinds(urban)
    FacilityRule.objects.create(kind="laundry", setting=SiteSetting.VILLAGE, is_wanted=False)
    FacilityRule.objects.create(kind="leisure", setting=SiteSetting.VILLAGE, within_minutes=8)
    FacilityRule.objects.create(kind="clinic", setting=SiteSetting.VILLAGE, within_minutes=5)
    make_facility(village, "clinic", 8)
    make_facility(village, "leisure", 8)

    assert kinds(urban) == before
    assert before - kinds(village) == {"laundry"}


def test_marks_stand_as_far_out_as_they_take_minutes_and_cover_nobody():
    site = factories.make_site()
    rows = [make_facility(site, "other", minutes, name=str(minutes)) for minutes in range(1, 21)]

    points = points_of(rows)

    for point in points:
        minutes = point.facility.walk_minutes
        away = EDGE if minutes > 15 else max(24, RADIUS * minutes / 15)
        assert hypot(point.x, point.y) == pytest.approx(away, abs=1)
        assert point.is_beyond == (minutes > 15)
    apart = [
        hypot(one.x - other.x, one.y - other.y)
        for one in points
        for other in points
        if one.number < other.number
    ]
    assert min(apart) >= MARK - 1.5


def test_metres_give_the_direction():
    site = factories.make_site()
    (east,) = points_of([make_facility(site, minutes=15, east_m=300, north_m=0)])
    (north,) = points_of([make_facility(site, "post", 15, east_m=0, north_m=900)])

    assert (east.x, east.y) == (RADIUS, 0)
    assert (north.x, north.y) == (0, -RADIUS)


def test_the_page_shows_map_table_and_gaps_and_leads_to_mend_them(client):
    site = factories.make_site()
    make_facility(site, name="社区卫生室")
    client.force_login(factories.make_site_staff(site))

    page = client.get(reverse("facility_site", args=[site.pk])).content.decode()

    assert "<svg" in page
    assert "社区卫生室" in page
    assert f"{reverse('admin:sites_facility_add')}?site={site.pk}&amp;kind=pharmacy" in page


def test_the_page_takes_the_same_number_of_statements_for_one_and_for_three_rows(
    client, django_assert_num_queries
):
    site = factories.make_site()
    client.force_login(factories.make_county_staff())
    url = reverse("facility_site", args=[site.pk])
    for number, kind in enumerate(("clinic", "post", "market")):
        make_facility(site, kind)
        if number != 1:
            client.get(url)
            with django_assert_num_queries(10):
                client.get(url)
