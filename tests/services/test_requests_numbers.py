"""Requests in numbers and their ledger: each number opens to its rows, words go to readers alone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lib.periods import today
from lib.scope import scope_of
from services.enums.requests import RequestState
from services.request_sheets import COLUMNS, request_sheet
from tests.services.requests import make_request, make_unit

pytestmark = pytest.mark.django_db


def fill(world) -> None:
    """A repair done in time, one done late, one in hand, one refused; a medical one done."""
    site, unit = world.own.site, make_unit(world.own.site, name="平阳物业")
    late = {"due_on": today() - timedelta(days=2), "warn_on": today() - timedelta(days=3)}
    make_request(site, RequestState.CLOSED, lead=unit, words="修好的灯")
    make_request(site, RequestState.CLOSED, lead=unit, **late)
    make_request(site, RequestState.HANDLING, lead=unit)
    make_request(site, RequestState.REFUSED)
    make_request(site, RequestState.CLOSED, category="medical", call_back="mostly")
    make_request(world.other.site, RequestState.CLOSED, words="别处的事")


def test_every_number_of_the_report_is_the_number_of_its_rows(world, signed_in):
    fill(world)
    clerk = signed_in(world.site_staff())
    report = clerk.get(reverse("request_report")).content.decode()

    links = re.findall(r'<a href="([^"]*requests/\?[^"]*)">(\d+)</a>', report)

    assert len(links) > 10
    for url, number in links:
        rows = clerk.get(url.replace("&amp;", "&")).content.decode()
        assert len(re.findall(r'<th scope="row"', rows)) == int(number), url
    company = re.search(r'<tr><th scope="row">平阳物业.*?</tr>', report)[0]
    assert re.findall(r">(\d+)</a>", company) == ["3", "2", "2", "1"]
    assert "50.0%" in company


def test_the_ledger_has_the_order_of_the_loop_and_words_for_readers_alone(world):
    fill(world)
    labels = [str(label) for label, _value in COLUMNS]

    def ledger(user) -> list[list]:
        scope = scope_of(user.pk, today())
        return [list(row) for row in request_sheet(scope, {"query": "group=all"}).rows]

    own, county = ledger(world.site_staff()), ledger(world.county_staff())

    assert [
        labels.index(name) for name in ("编号", "反映人", "类别", "承办单位", "状态")
    ] == sorted(labels.index(name) for name in ("编号", "反映人", "类别", "承办单位", "状态"))
    assert (len(own), len(county)) == (5, 6)
    words = labels.index("诉求内容")
    assert "修好的灯" in [row[words] for row in own]
    assert {row[words] for row in county} == {""}
