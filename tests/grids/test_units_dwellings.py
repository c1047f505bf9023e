"""Joint-household units (R20): dwellings of one grid, dated, one unit a dwelling, one leader."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from grids.actions.units import set_dwellings
from grids.enums import FunctionLine, GridPost
from grids.models import GridFunctionLine, GridPosting, JointHouseholdDwelling, JointHouseholdUnit
from lib.history import set_constraints_immediate
from lib.periods import today
from lib.scope import scope_of
from lib.timeline import responsible_for
from tests import factories

YESTERDAY = today() - timedelta(days=1)
LEADER = GridPost.JOINT_HOUSEHOLD_LEADER


@pytest.fixture
def stairwells(db):
    building = factories.make_building()
    return [factories.make_stairwell(building) for _ in range(2)]


@pytest.fixture
def grid(stairwells):
    return factories.make_grid(*stairwells)


def dates(unit) -> list[tuple]:
    rows = JointHouseholdDwelling.objects.filter(unit=unit).order_by("dwelling_id", "valid_from")
    return [(row.dwelling_id, row.valid_from, row.valid_to) for row in rows]


def test_dwellings_join_and_leave_from_a_day(stairwells, grid):
    stays, leaves, joins = (factories.make_dwelling(stairwells[0]) for _ in range(3))
    unit = factories.make_joint_unit(grid, stays, leaves)

    set_dwellings(
        actor=factories.make_county_staff(), unit=unit, dwellings=[stays, joins], since=today()
    )

    assert dates(unit) == [
        (stays.pk, factories.FIRST_DAY, None),
        (leaves.pk, factories.FIRST_DAY, YESTERDAY),
        (joins.pk, today(), None),
    ]


def test_what_was_ticked_by_mistake_today_is_taken_back(stairwells, grid):
    dwelling = factories.make_dwelling(stairwells[0])
    unit, actor = factories.make_joint_unit(grid), factories.make_county_staff()
    set_dwellings(actor=actor, unit=unit, dwellings=[dwelling], since=today())

    set_dwellings(actor=actor, unit=unit, dwellings=[], since=today())

    assert dates(unit) == []


def test_a_dwelling_is_in_one_unit_at_a_time(stairwells, grid):
    dwelling = factories.make_dwelling(stairwells[0])
    factories.make_joint_unit(grid, dwelling)

    with pytest.raises(IntegrityError, match="jointdwelling_one_unit"), transaction.atomic():
        factories.make_joint_unit(grid, dwelling)


def test_a_unit_takes_no_dwelling_of_another_site(stairwells, grid):
    stranger = factories.make_dwelling()

    set_constraints_immediate()

    with pytest.raises(IntegrityError, match="same_site"), transaction.atomic():
        factories.make_joint_unit(grid, stranger)


def test_a_unit_may_be_of_any_size(stairwells, grid):
    rooms = [factories.make_dwelling(stairwells[0], room_no=str(n)) for n in range(101, 124)]

    assert len(dates(factories.make_joint_unit(grid, *rooms))) == 23


@pytest.mark.parametrize("post", [LEADER, GridPost.GRID_LEADER])
def test_a_unit_is_of_its_leader_and_of_nobody_else(grid, post):
    unit = factories.make_joint_unit(grid) if post != LEADER else None
    posting = GridPosting(
        site=grid.site,
        grid=grid,
        holder=factories.make_user(),
        post=post,
        joint_unit=unit,
        valid_from=today(),
    )

    with pytest.raises(ValidationError, match="联户长须对应"):
        posting.full_clean()
    with pytest.raises(IntegrityError, match="unit_of_its_leader"), transaction.atomic():
        posting.save()


def test_one_person_leads_two_units_but_none_twice(grid):
    user = factories.make_user()
    first, second = (factories.make_joint_unit(grid) for _ in range(2))
    factories.make_posting(user, LEADER, first)
    factories.make_posting(user, LEADER, second)

    with pytest.raises(IntegrityError, match="gridposting_no_overlap"), transaction.atomic():
        factories.make_posting(user, LEADER, first, valid_from=date(2025, 1, 1))


def test_a_leader_stands_for_the_stairwells_of_his_unit(stairwells, grid):
    unit = factories.make_joint_unit(grid, factories.make_dwelling(stairwells[0]))
    factories.make_dwelling(stairwells[1])
    user = factories.make_user_with(LEADER, unit)

    assert scope_of(user.pk, today()).area.stairwell_ids == {stairwells[0].pk}
    JointHouseholdDwelling.objects.update(valid_to=YESTERDAY)
    assert not scope_of(user.pk, today()).area


def test_a_family_is_told_the_leader_of_its_own_unit(stairwells, grid):
    own, other = (factories.make_dwelling(stairwells[0]) for _ in range(2))
    for name, dwelling in (("联户甲", own), ("联户乙", other)):
        unit = factories.make_joint_unit(grid, dwelling)
        factories.make_posting(factories.make_user(name), LEADER, unit)
    household = factories.make_household(dwelling=own)

    assert [person.name for person in responsible_for(household, today())] == ["联户甲"]


def test_a_line_runs_once_on_a_grid_at_a_time(grid):
    line = {"site": grid.site, "grid": grid, "line": FunctionLine.CIVIL_AFFAIRS}
    GridFunctionLine.objects.create(**line, valid_from=date(2024, 1, 1), valid_to=YESTERDAY)
    GridFunctionLine.objects.create(**line, valid_from=today())

    with pytest.raises(IntegrityError, match="gridline_once"), transaction.atomic():
        GridFunctionLine.objects.create(**line, valid_from=date(2025, 1, 1))


def test_units_of_other_sites_are_not_read(grid):
    own = factories.make_joint_unit(grid)
    factories.make_joint_unit(factories.make_grid(factories.make_stairwell()))
    staff = factories.make_site_staff(grid.site)

    assert list(JointHouseholdUnit.objects.within(scope_of(staff.pk, today()))) == [own]
