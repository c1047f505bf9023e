"""14、26、26、41、9、14、42: counted from rows as of a day (requirements, traps 3 to 5)."""

from datetime import date, timedelta

import pytest

from grids.enums import GridPost
from grids.models import GridPartyGroup
from lib.figures import figure_of
from lib.periods import since_last_year
from lib.scope import scope_of
from sites.enums import Post, SiteSetting
from tests import factories

DAY = timedelta(days=1)
ON = date(2026, 3, 6)
URBAN_MEMBERS = (2, 2, 2, 1, 1, 1)


def a_site(number: int, grids: int, leaders: int) -> None:
    """A site with this many grids and grid leaders; the first leader heads two buildings."""
    urban = number < len(URBAN_MEMBERS)
    setting = SiteSetting.URBAN_COMMUNITY if urban else SiteSetting.VILLAGE
    site = factories.make_site(setting=setting)
    factories.make_posting(factories.make_user(), Post.FIRST_SECRETARY, site)
    for _number in range(3):
        factories.make_posting(factories.make_user(), Post.WORK_TEAM_MEMBER, site)
    made = []
    for _number in range(grids):
        stairwells = [factories.make_stairwell(factories.make_building(site)) for _ in range(4)]
        made.append((factories.make_grid(*stairwells), stairwells))
        GridPartyGroup.objects.create(
            site=site, grid=made[-1][0], name="党小组", valid_from=factories.FIRST_DAY
        )
    for index in range(leaders):
        grid, stairwells = made[index % grids]
        leader = factories.make_user()
        for stairwell in stairwells[: 2 if index == 0 else 1]:
            factories.make_posting(leader, GridPost.GRID_LEADER, grid, building=stairwell.building)
    for _number in range(URBAN_MEMBERS[number] if urban else 0):
        factories.make_posting(factories.make_user(), GridPost.FULL_TIME_MEMBER, made[0][0])
    # Who left yesterday and who comes tomorrow are nobody of this day.
    for post, place in (
        (Post.WORK_TEAM_MEMBER, site),
        (GridPost.GRID_LEADER, made[0][0]),
        (GridPost.PARTY_GROUP_LEADER, made[0][0]),
    ):
        factories.make_posting(factories.make_user(), post, place, valid_to=ON - DAY)
        factories.make_posting(factories.make_user(), post, place, valid_from=ON + DAY)


@pytest.mark.django_db
def test_the_articles_counts_come_from_rows_of_the_day():
    for number in range(14):
        a_site(number, 2 if number < 12 else 1, 3 if number < 13 else 2)
    closed = factories.make_site(closed_on=ON - DAY)
    factories.make_posting(factories.make_user(), Post.FIRST_SECRETARY, closed, valid_to=ON - DAY)
    scope = scope_of(factories.make_county_staff().pk, ON)

    found = {
        code: figure_of(code).value(scope, since_last_year(ON))
        for code in (
            "sites", "grids", "grid_party_groups", "grid_leaders", "full_time_grid_members",
            "first_secretaries", "work_team_members",
        )
    }  # fmt: skip

    assert found == {
        "sites": 14,
        "grids": 26,
        "grid_party_groups": 26,
        "grid_leaders": 41,
        "full_time_grid_members": 9,
        "first_secretaries": 14,
        "work_team_members": 42,
    }
