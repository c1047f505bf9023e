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
| centres, rooms, hours, circle  | keeps         | keeps            | keeps                 |
| standards, rules of the circle | keeps         | keeps            | reads                 |

Postings of all kinds are the administrator's (design, roles): a post is a right to personal data.
The follow-up office owns the registers, so it keeps what they hang on. A site knows its own houses
and bodies best. Everybody else looks posts up in the staff directory and has no master data.
"""

from collections.abc import Callable
from typing import Any

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Role, Scope
from sites.checklist_enums import RunStatus
from sites.enums import Post
from sites.models import Posting
from sites.models.unit_tasks import FOLLOWERS

ADMINISTRATOR = frozenset({Role.COUNTY_ADMINISTRATOR})
COUNTY_OFFICE = frozenset({Role.COUNTY_ADMINISTRATOR, Role.COUNTY_STAFF})
SITE_KEEPERS = COUNTY_OFFICE | {Role.SITE_STAFF}
# Whose work an organisation system is; bodies hold no personal data, so who counts sites sees them.
SYSTEM_READERS = ADMIN_READERS | {
    Role.MEMBER_UNIT,
    Role.COUNTY_LEADER,
    Role.TOWN_STAFF,
    Role.SITE_STAFF,
    Role.GRID_STAFF,
    Role.BUSINESS_AUDITOR,
}

can_view_areas = HeldBy(ADMIN_READERS, site="")
can_keep_areas = HeldBy(ADMINISTRATOR, site="")
can_view_sites = HeldBy(ADMIN_READERS, site="pk")
can_keep_sites = HeldBy(COUNTY_OFFICE, site="pk")
can_view_housing = HeldBy(ADMIN_READERS)
can_keep_housing = HeldBy(SITE_KEEPERS)
can_view_organisations = HeldBy(ADMIN_READERS)
can_keep_organisations = HeldBy(SITE_KEEPERS)
can_view_leading_group = HeldBy(SYSTEM_READERS, site="")
can_view_master_leading_group = HeldBy(ADMIN_READERS, site="")
can_keep_leading_group = HeldBy(COUNTY_OFFICE, site="")
can_view_tasks = HeldBy(FOLLOWERS | {Role.MEMBER_UNIT}, site="")
# The rows of `within` are the unit's own; who decides is never of the unit.
can_report_task = HeldBy(frozenset({Role.MEMBER_UNIT, Role.COUNTY_STAFF}), site="")
can_decide_tasks = HeldBy(COUNTY_OFFICE, site="")
can_view_organisation_system = HeldBy(SYSTEM_READERS)
can_view_postings = HeldBy(ADMIN_READERS)
can_keep_postings = HeldBy(ADMINISTRATOR)

# Posts are seen by whoever leads or serves a place as a whole; the staff directory is for all.
POST_READERS = ADMIN_READERS | {Role.COUNTY_LEADER, Role.TOWN_STAFF, Role.BUSINESS_AUDITOR}
can_view_posts = HeldBy(POST_READERS)


def can_view_posting(scope: Scope, row: Any) -> bool:
    """One posting: whoever sees the posts of its place, and its holder himself."""
    return row.holder_id == scope.user_id or can_view_posts(scope, row)


# To appoint, to end and to let stand in gives and takes access: the administrator's alone.
can_appoint = HeldBy(ADMINISTRATOR)
can_export_posts = HeldBy(COUNTY_OFFICE | {Role.TOWN_STAFF, Role.SITE_STAFF})
can_view_reserve = HeldBy(ADMIN_READERS | {Role.TOWN_STAFF})
can_keep_reserve = HeldBy(SITE_KEEPERS)
can_assess_reserve = HeldBy(COUNTY_OFFICE)
can_view_leaves = HeldBy(SITE_KEEPERS)
can_keep_leaves = HeldBy(SITE_KEEPERS)
can_view_documents = HeldBy(ADMIN_READERS)
can_keep_documents = HeldBy(COUNTY_OFFICE)
can_view_terms = HeldBy(POST_READERS)
can_keep_attendance = HeldBy(SITE_KEEPERS)
can_view_attendance = HeldBy(POST_READERS)
can_assess_year = HeldBy(COUNTY_OFFICE)
# Whose own work it is not, but whose people they are.
WORK_READERS = POST_READERS - {Role.SITE_STAFF}
# Centres, rooms, hours and facilities are master data; bookings, the roster and checks daily work.
can_view_centre_data = HeldBy(ADMIN_READERS)
can_keep_centre_data = HeldBy(SITE_KEEPERS)
can_view_standards = HeldBy(ADMIN_READERS, site="")
can_keep_standards = HeldBy(COUNTY_OFFICE, site="")
SITE_ONLY = frozenset({Role.SITE_STAFF})
can_run_centre = HeldBy(SITE_ONLY, site="pk")
_of_site = HeldBy(SITE_ONLY)
can_change_roster = HeldBy(SITE_ONLY)
can_self_check = HeldBy(SITE_ONLY)
# Who looks after the site is never of the site: doer and verifier do not go together.
can_county_check = HeldBy(frozenset({Role.COUNTY_STAFF}))
can_export_centres = HeldBy(COUNTY_OFFICE | {Role.TOWN_STAFF, Role.SITE_STAFF})
_keeps_handovers = HeldBy(SITE_KEEPERS)
_reads_work = HeldBy(WORK_READERS)


def can_view_centres(scope: Scope, site: Any = None) -> bool:
    """Centres, rooms, rosters and facilities: whoever sees the organisation system of the site.

    Nothing there is personal but who is on duty, and that hangs at the door.
    """
    held = scope.only(SYSTEM_READERS)
    if site is None:
        return bool(held.grants)
    return held.area.county or site.pk in held.area.site_ids


def can_cancel_booking(scope: Scope, booking: Any = None) -> bool:
    """Staff of the room's site, and whoever booked it for a site that shares the house."""
    if _of_site(scope, booking):
        return True
    return booking is not None and booking.booked_by_id == scope.user_id and _of_site(scope)


def can_fill_check(scope: Scope, run: Any = None) -> bool:
    """The site while it checks itself, the county's office after it."""
    if run is None:
        return can_self_check(scope) or can_county_check(scope)
    is_own = run.status == RunStatus.SELF_CHECKING
    return can_self_check(scope, run) if is_own else can_county_check(scope, run)


def can_view_check(scope: Scope, run: Any = None) -> bool:
    """A check or one of its findings: whoever sees the centre of its site."""
    return can_view_centres(scope, run.site if run is not None else None)


def can_view_handover(scope: Scope, row: Any = None) -> bool:
    """Whoever gives or takes, and those who see the posts of the place."""
    if row is not None and scope.user_id in (row.giver_id, row.taker_id):
        return True
    return can_view_posts(scope, row)


def can_keep_handover(scope: Scope, row: Any = None) -> bool:
    """The list is written by the giver, or for him by those who keep the place's registers."""
    if row is not None and scope.user_id == row.giver_id:
        return True
    return _keeps_handovers(scope, row)


def can_record_paper(scope: Scope, row: Any = None) -> bool:
    """A list signed by hand is recorded by staff, never by one of the two for the other."""
    return _keeps_handovers(scope, row) and scope.user_id not in (row.giver_id, row.taker_id)


def can_write_own_work(scope: Scope, row: Any = None) -> bool:
    """The log and the plan of a seconded cadre are his own; `row` is his posting of today."""
    return row is not None and row.holder_id == scope.user_id


def can_view_work(scope: Scope, row: Any = None) -> bool:
    """His own, and for those above him, the site's first secretary included; `row` is a posting."""
    return row is not None and works_readable(scope)(row)


def works_readable(scope: Scope) -> Callable[[Any], bool]:
    """`can_view_work` for many postings: one SQL statement for all of them."""
    led = Posting.objects.in_post(scope.on).filter(holder=scope.user_id, post=Post.FIRST_SECRETARY)
    sites = set(led.values_list("site", flat=True))

    def readable(row: Any) -> bool:
        return can_write_own_work(scope, row) or _reads_work(scope, row) or row.site_id in sites

    return readable
