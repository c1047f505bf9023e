"""Who may read and keep grids and the posts in them (the table stands in `sites.rules`)."""

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from sites.rules import ADMINISTRATOR, COUNTY_OFFICE

can_view_grids = HeldBy(ADMIN_READERS)
can_keep_grids = HeldBy(COUNTY_OFFICE)
can_view_grid_postings = HeldBy(ADMIN_READERS)
can_keep_grid_postings = HeldBy(ADMINISTRATOR)
