"""Everybody who could ask for a page, one a role, all of them around the same own site."""

from datetime import date, timedelta

from accounts.models import User
from grids.enums import GridPost
from lib.periods import today
from sites.enums import Post
from sites.models import Posting
from tests import factories
from tests.residents.world import World

# The order of the columns of the access table.
ROLES = (
    "administrator", "county", "member_unit", "leader", "town", "handling", "site", "grid",
    "joint", "mediator", "auditor", "business", "shopkeeper", "ended", "out",
)  # fmt: skip


def make_cast(world: World) -> dict[str, User | None]:
    """Role to person; "ended" held a site post until yesterday, "out" is nobody."""
    site, grid = world.own.site, world.own.grid
    town = factories.make_township("中坝街道", "520623003")
    type(site).objects.filter(pk=site.pk).update(township=town)
    cast = {
        "administrator": factories.make_user_with(Post.COUNTY_ADMINISTRATOR),
        "county": factories.make_county_staff(),
        "member_unit": factories.make_user_with(Post.MEMBER_UNIT_STAFF),
        "leader": factories.make_leader(site),
        "town": factories.make_user_with(Post.TOWN_STAFF, town),
        "handling": factories.make_user_with(Post.HANDLING_UNIT_STAFF, site),
        "site": factories.make_site_staff(site),
        "grid": factories.make_grid_leader(grid),
        "joint": factories.make_user_with(
            GridPost.JOINT_HOUSEHOLD_LEADER, factories.make_joint_unit(grid, world.own.dwelling)
        ),
        "mediator": factories.make_user_with(Post.MEDIATOR, site),
        "auditor": factories.make_user_with(Post.AUDITOR),
        "business": factories.make_user_with(Post.BUSINESS_AUDITOR),
        "shopkeeper": factories.make_user_with(Post.SHOPKEEPER, site),
        "ended": factories.make_site_staff(site),
        "out": None,
    }
    User.objects.update(seen_first_steps=True, must_change_password=False)
    yesterday = today() - timedelta(days=1)
    Posting.objects.filter(holder=cast["ended"]).update(
        valid_from=date(2020, 1, 1), valid_to=yesterday
    )
    return cast
