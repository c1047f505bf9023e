"""Who may read and keep master data: areas, sites, housing, organisations, posts.

| Master data                    | administrator | follow-up office | site staff (own site) |
|--------------------------------|---------------|------------------|-----------------------|
| users, passwords               | keeps         |                  |                       |
| postings, seats                | keeps         | reads            | reads                 |
| county, towns, communities     | keeps         | reads            | reads                 |
| sites and their communities    | keeps         | keeps            | reads                 |
| buildings, stairwells, rooms   | keeps         | keeps            | keeps                 |
| organisations                  | keeps         | keeps            | keeps; county's: reads |
| grids, grid party groups       | keeps         | keeps            | reads                 |
| grid postings                  | keeps         | reads            | reads                 |
| joint-household units          | keeps         | keeps            | keeps                 |
| function lines of grids        | keeps         | keeps            | reads                 |

Postings of all kinds are the administrator's (design, roles): a post is a right to personal data.
The follow-up office owns the registers, so it keeps what they hang on. A site knows its own houses
and bodies best. Everybody else looks posts up in the staff directory and has no master data.
"""

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Role

ADMINISTRATOR = frozenset({Role.COUNTY_ADMINISTRATOR})
COUNTY_OFFICE = frozenset({Role.COUNTY_ADMINISTRATOR, Role.COUNTY_STAFF})
SITE_KEEPERS = COUNTY_OFFICE | {Role.SITE_STAFF}

can_view_areas = HeldBy(ADMIN_READERS, site="")
can_keep_areas = HeldBy(ADMINISTRATOR, site="")
can_view_sites = HeldBy(ADMIN_READERS, site="pk")
can_keep_sites = HeldBy(COUNTY_OFFICE, site="pk")
can_view_housing = HeldBy(ADMIN_READERS)
can_keep_housing = HeldBy(SITE_KEEPERS)
can_view_organisations = HeldBy(ADMIN_READERS)
can_keep_organisations = HeldBy(SITE_KEEPERS)
can_view_postings = HeldBy(ADMIN_READERS)
can_keep_postings = HeldBy(ADMINISTRATOR)
