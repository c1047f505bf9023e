"""Whistles in a list, on the desk and in figures: who came, after how long, who is missing (B5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lib.exports import exporter_of
from lib.figures import figure_of
from lib.periods import Period, today
from lib.scope import scope_of
from services.desk import Column, desk_of
from services.models import Whistle
from tests import factories
from tests.services.requests import make_request, make_unit, make_unit_staff
from tests.services.whistle_things import whistle_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world):
    return factories.make_site_staff(world.own.site)


def listed(client, **query) -> str:
    answer = client.get(reverse("whistle_list"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_units_minutes_and_score_and_leads_to_the_request(world, clerk, signed_in):
    row = make_request(world.own.site, words="污水外溢")
    whistle_for(row, unit=make_unit(None, name="水务局"), arrived=True, score=5)
    gone = whistle_for(make_request(world.own.site), unit=make_unit(None, name="供电所"))
    type(gone).objects.filter(pk=gone.pk).update(arrive_by=timezone.now() - timedelta(minutes=1))
    elsewhere = make_request(world.other.site)
    whistle_for(elsewhere, unit=make_unit(None, name="别处单位"))

    told = listed(signed_in(clerk))

    assert all(words in told for words in ("水务局", "25 minutes", "5 points", "供电所"))
    assert "unit missing" in told
    assert reverse("request_detail", args=[row.pk]) in told
    assert "别处单位" not in told
    assert "污水外溢" not in told  # words stay on the page of the request
    awaited = listed(signed_in(clerk), group="awaited")
    assert "供电所" in awaited
    assert "水务局" not in awaited


def test_the_list_goes_out_with_a_line_for_each_called_unit(world, clerk, signed_in):
    row = make_request(world.own.site, words="污水外溢")
    whistle_for(row, unit=make_unit(None, name="水务局"), arrived=True, score=5)
    whistle_for(make_request(world.own.site), unit=make_unit(None, name="供电所"))
    whistle_for(make_request(world.other.site), unit=make_unit(None, name="别处单位"))
    exporter, scope = exporter_of("whistles"), scope_of(clerk.pk, today())
    sheet = exporter.sheet(scope, {"query": "group=awaited"})
    leader = world.leader()

    lines = [list(line) for line in exporter.sheet(scope, {"query": ""}).rows]

    assert {line[4] for line in lines} == {"水务局", "供电所"}
    came = next(line for line in lines if line[4] == "水务局")
    assert (came[0], came[10], came[12]) == (row.number, 25, 5)
    assert [line[4] for line in sheet.rows] == ["供电所"]
    assert all(len(line) == len(sheet.header) for line in lines)
    assert 'data-open="export"' in listed(signed_in(clerk))
    assert 'data-open="export"' not in listed(signed_in(leader))
    assert not exporter.allowed(scope_of(leader.pk, today()))


def test_a_unit_sees_the_whistles_that_called_it_alone(world, signed_in):
    called, other = make_unit(None, name="水务局"), make_unit(None, name="供电所")
    whistle_for(make_request(world.own.site), unit=called)
    whistle_for(make_request(world.own.site), unit=other)

    told = listed(signed_in(make_unit_staff(called)))

    assert "水务局" in told
    assert "供电所" not in told


def test_the_desk_says_who_is_not_there_to_the_centre_and_to_the_unit(world, clerk):
    unit = make_unit(None, name="水务局")
    staff = make_unit_staff(unit)
    late = whistle_for(make_request(world.own.site), unit=unit)
    type(late).objects.filter(pk=late.pk).update(arrive_by=timezone.now() - timedelta(hours=1))
    whistle_for(make_request(world.own.site), arrived=True)
    whistle_for(make_request(world.own.site), minutes=-60, score=1)
    whistle_for(make_request(world.other.site), minutes=-60)

    def missing(user) -> list[tuple]:
        desk = desk_of(scope_of(user.pk, today()))
        return [
            (column, card.holder, card.state)
            for column, cards in desk.items()
            for card in cards
            if card.kind == "吹哨未到场"
        ]

    assert missing(clerk) == [(Column.LATE, "水务局", "overdue")]
    assert missing(staff) == [(Column.MINE, "水务局", "overdue")]
    assert missing(factories.make_site_staff(factories.make_site())) == []


def test_figures_count_whistles_units_and_those_in_time(world, clerk):
    row = make_request(world.own.site)
    late = whistle_for(row, arrived=True, minutes=10)
    late.whistle.ended_on, late.whistle.result = today(), "完成"
    late.whistle.save()
    whistle_for(row, arrived=True)
    whistle_for(make_request(world.other.site), arrived=True)
    scope, period = scope_of(clerk.pk, today()), Period(today(), today())

    codes = ("whistles_blown", "whistle_units_called", "whistle_units_in_time")
    assert [figure_of(code).value(scope, period) for code in codes] == [2, 2, 1]


def test_the_list_asks_the_same_at_one_whistle_and_at_three(
    world, clerk, signed_in, django_assert_num_queries
):
    client = signed_in(clerk)
    listed(client)
    for number in (1, 3):
        while Whistle.objects.count() < number:
            whistle_for(make_request(world.own.site))
        with django_assert_num_queries(10):
            listed(client)
