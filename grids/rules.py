"""Who may read and keep grids and the posts in them (the table stands in `sites.rules`)."""

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Scope
from residents.rules import READERS
from sites.models import ResettlementSite
from sites.rules import ADMINISTRATOR, COUNTY_OFFICE, SITE_KEEPERS, SYSTEM_READERS

can_view_grids = HeldBy(ADMIN_READERS)
can_keep_grids = HeldBy(COUNTY_OFFICE)
can_view_grid_postings = HeldBy(ADMIN_READERS)
can_keep_grid_postings = HeldBy(ADMINISTRATOR)
# A site knows best which neighbours stand together; the county office keeps what it hangs on.
can_view_units = HeldBy(ADMIN_READERS)
can_keep_units = HeldBy(SITE_KEEPERS)
can_view_lines = HeldBy(ADMIN_READERS)
can_keep_lines = HeldBy(COUNTY_OFFICE)


def can_view_work_method(scope: Scope, site: ResettlementSite | None = None) -> bool:
    """The "125" board: whoever sees the organisation system, of the site where one is given."""
    held = scope.only(SYSTEM_READERS)
    if site is None:
        return bool(held.grants)
    return held.area.county or site.pk in held.area.site_ids


def can_view_coverage(scope: Scope, site: ResettlementSite | None = None) -> bool:
    """The board of gaps: whoever reads households, of the site where one is given."""
    held = scope.only(READERS)
    if site is None:
        return bool(held.grants)
    return held.area.county or site.pk in held.area.site_ids
