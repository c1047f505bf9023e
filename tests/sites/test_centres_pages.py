"""The county's overview of centres, the pages of a site, and what leaves as a sheet."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from lib.exports import exporter_of
from lib.periods import today
from lib.scope import scope_of
from sites.models import Closure, ServiceCentre
from tests import factories
from tests.sites.centre_things import make_booking, make_checked, make_culture_centre

pytestmark = pytest.mark.django_db
THREE = {"has_party_building": True, "has_governance": True, "has_service": True}


def page_of(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_overview_says_what_each_site_has_and_lacks(client):
    full, lacking, empty = (factories.make_site(name=name) for name in ("甲", "乙", "丙"))
    factories.make_centre(full, **THREE)
    factories.make_centre(lacking, **THREE | {"has_governance": False})
    make_culture_centre(full)
    make_checked(full)
    client.force_login(factories.make_county_staff())

    page = page_of(client, "centre_list")

    assert page.count("三项齐全") == 1
    assert page.count("缺治理") == 1
    rows = {site: page.split(f">{site.name}</a>")[1].split("</tr>")[0] for site in (full, empty)}
    assert rows[empty].count("缺</span>") == 2
    assert "94" in rows[full]


def test_who_has_one_site_goes_there_and_a_leader_counts_the_others(client):
    own, other = factories.make_site(name="本点"), factories.make_site(name="他点")
    client.force_login(factories.make_site_staff(own))
    assert client.get(reverse("centre_list")).url == reverse("centre_site", args=[own.pk])

    client.force_login(factories.make_leader(own))
    page = page_of(client, "centre_list")
    assert "他点" in page
    assert reverse("centre_site", args=[other.pk]) not in page


def test_a_guest_shows_the_house_that_it_shares(client):
    host = factories.make_centre(**THREE)
    factories.make_venue(host.site, name="大会议室")
    guest = factories.make_centre(host=host)
    client.force_login(factories.make_site_staff(guest.site))

    page = page_of(client, "centre_site", guest.site_id)

    assert "大会议室" in page
    assert "三项功能集中一处" in page
    assert client.get(reverse("centre_site", args=[host.site_id])).status_code == 404


def test_a_closure_told_too_late_is_marked(client):
    centre = factories.make_centre(**THREE)
    for reason, notice in (("检修", 5), ("停电", 4)):
        first = today() + timedelta(days=6)
        Closure.objects.create(
            site=centre.site, house="service_centre", reason=reason, valid_from=first,
            valid_to=first, announced_on=first - timedelta(days=notice),
        )  # fmt: skip
    client.force_login(factories.make_site_staff(centre.site))

    page = page_of(client, "centre_site", centre.site_id)

    assert page.count("已提前公告") == page.count("公告不足5天") == 1


@time_machine.travel("2026-04-10 12:00 +0800", tick=False)
def test_the_room_page_gives_the_rate_of_a_month_and_its_uses(client):
    site = factories.make_site()
    room = factories.make_venue(site, name="议事室")
    factories.make_hours(site, opens="09:00", closes="17:00")
    make_booking(room, day=date(2026, 3, 2), starts=time(9), ends=time(13), purpose="楼栋长会议")
    client.force_login(factories.make_site_staff(site))

    answer = client.get(
        reverse("venue_use", args=[site.pk]), {"month": "2026-03", "room": str(room.pk)}
    )

    page = answer.content.decode()
    assert "10%" in page
    assert "楼栋长会议" in page
    assert client.get(reverse("venue_use", args=[site.pk]), {"month": "x"}).status_code == 200


@pytest.mark.parametrize("code", ["centres", "rooms", "checks", "circle"])
def test_a_sheet_holds_the_own_site_alone(code):
    own, other = factories.make_site(name="本点"), factories.make_site(name="他点")
    for site in (own, other):
        factories.make_centre(site, **THREE)
        factories.make_venue(site)
        make_checked(site)
    scope = scope_of(factories.make_site_staff(own).pk, today())

    sheet = exporter_of(code).sheet(
        scope, {"query": f"site={other.code}" if code == "rooms" else ""}
    )
    rows = [list(row) for row in sheet.rows]

    if code == "rooms":
        assert rows == []
    else:
        assert {row[1] for row in rows} == {"本点"}
        assert {len(row) for row in rows} == {len(sheet.header)}


def test_the_overview_takes_the_same_number_of_statements_for_one_and_for_three_sites(
    client, django_assert_num_queries
):
    client.force_login(factories.make_county_staff())
    url = reverse("centre_list")
    factories.make_centre(**THREE)
    for number in range(3):
        site = factories.make_site()
        factories.make_centre(site)
        make_booking(factories.make_venue(site))
        make_checked(site)
        if number != 1:
            client.get(url)
            with django_assert_num_queries(18):
                client.get(url)
    assert ServiceCentre.objects.count() == 4
