"""A number, the rows paged through, the rows exported and the split are one definition."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import QueryDict

from dashboards.figures.sheets import sheet_of
from dashboards.rules import can_view_figure, reading, sees_exactly
from lib.figures import Figure, all_figures
from lib.paging import page_by_key
from lib.scope import Scope
from tests.dashboards.world import (
    World,
    care,
    furnish,
    hang,
    make_world,
    serve,
    source,
    wish,
)

FIGURES = pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.code)
SCOPES = pytest.mark.parametrize("who", ["county", "leader", "site"])


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once, since the tests only read it; gone at the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        hang(world)
        source(world)
        care(world)
        wish(world)
        serve(world)
        furnish(world)
        yield world
        transaction.set_rollback(True)


def paged_through(figure: Figure, scope: Scope, world: World) -> list[int]:
    """Row ids of all pages of two rows, first to last."""
    rows = figure.counted(reading(scope, figure), world.period)
    found, query = [], ""
    while True:
        page = page_by_key(rows, QueryDict(query), keys=figure.keys, size=2)
        found += [row.pk for row in page.rows]
        if not page.next_query:
            return found
        query = page.next_query


def exported(figure: Figure, scope: Scope, world: World) -> list:
    days = {"from": world.period.first.isoformat(), "to": world.period.last.isoformat()}
    return list(sheet_of(scope, {"code": figure.code, "site": "", **days}).rows)


def parts_of(figure: Figure, scope: Scope, world: World) -> list[int]:
    """What each counted row adds to the value: one, or its amount."""
    rows = list(figure.counted(reading(scope, figure), world.period))
    figure.weigh(rows, world.period)
    return [row.amount for row in rows]


@FIGURES
@SCOPES
def test_value_pages_export_and_split_agree(world, figure, who):
    scope = world.scopes[who]
    if not (can_view_figure(scope, figure) and sees_exactly(scope, figure)):
        with pytest.raises(PermissionDenied):
            exported(figure, scope, world)
        return

    value = figure.value(reading(scope, figure), world.period)

    ids = paged_through(figure, scope, world)
    assert len(ids) == len(set(ids)) == len(exported(figure, scope, world))
    assert sum(parts_of(figure, scope, world)) == value
    if figure.distinct is None:
        assert sum(figure.by_site(reading(scope, figure), world.period).values()) == value


@FIGURES
@SCOPES
def test_one_row_less_is_one_less(world, figure, who):
    scope = reading(world.scopes[who], figure)
    if not scope.grants:
        assert figure.value(scope, world.period) == 0
        return
    before = figure.value(scope, world.period)
    row = figure.counted(scope, world.period).first()
    figure.weigh([row], world.period)

    with transaction.atomic():
        doomed = type(row)._base_manager.filter(pk=row.pk)
        if figure.distinct:
            thing = doomed.values_list(figure.distinct)[0][0]
            doomed = type(row)._base_manager.filter(**{figure.distinct: thing})
        doomed._raw_delete(doomed.db)
        after = figure.value(scope, world.period)
        # What pointed at the row would fail at the end of a real transaction.
        transaction.set_rollback(True)

    assert after == before - row.amount


@FIGURES
def test_the_world_has_rows_for_every_figure(world, figure):
    assert figure.value(world.scopes["county"], world.period) >= 2


@FIGURES
def test_a_site_of_its_own_gives_its_part(world, figure):
    scope = reading(world.scopes["county"], figure)

    by_site = figure.by_site(scope, world.period)

    for site in (world.first, world.second):
        assert figure.value(scope, world.period, site.pk) == by_site.get(site.pk, 0)


@FIGURES
def test_a_leader_counts_the_county_and_reads_his_own_sites(world, figure):
    county, leader = world.scopes["county"], reading(world.scopes["leader"], figure)

    counted = list(figure.counted(leader, world.period))

    figure.weigh(counted, world.period)
    total = figure.value(reading(county, figure), world.period)
    assert sum(row.amount for row in counted) == total
    assert can_view_figure(world.scopes["leader"], figure)
    readable = figure.readable(leader, world.period, counted)
    beyond = set(
        figure.counted(reading(county, figure), world.period, world.second.pk).values_list(
            "pk", flat=True
        )
    )
    assert not readable & beyond
