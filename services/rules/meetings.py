"""Who may plan, hold, minute and read meetings, resolutions and motions.

| Deed                              | site staff | grid staff   | town   | county office | leader |
|-----------------------------------|------------|--------------|--------|---------------|--------|
| read meetings and resolutions     | own site   | if invited   | own    | reads         | own    |
| read motions and publications     | own site   |              | own    | reads         | own    |
| plan, hold, minute, publish       | own site   |              |        |               |        |
| sign in by QR code                | yes        | yes          | yes    | yes           | yes    |
| report a resolution as done       | own site   | if his       | if his | if his        | if his |
| confirm that it is done           | own site   |              | own    | confirms      |        |
| export lists                      | own site   |              | own    | exports       |        |
| keep kinds of meetings            |            |              |        | keeps         |        |

The business auditor reads what the county office reads. Whoever is responsible for a resolution
reads it, and whoever is invited to a meeting reads that one. Who signs in by QR code stands in
front of it; whoever was not invited sits in without a vote.
"""

from typing import Any

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Role, Scope
from services.models.meetings import MEETING_READERS
from sites.rules import COUNTY_OFFICE

# Whose staff a site invites, besides those who read all its meetings.
INVITEES = frozenset(
    {Role.GRID_STAFF, Role.JOINT_HOUSEHOLD_LEADER, Role.MEDIATOR, Role.HANDLING_UNIT}
    | {Role.MEMBER_UNIT, Role.SHOPKEEPER}
)
SIGNERS = (MEETING_READERS | INVITEES) - {Role.BUSINESS_AUDITOR}
CONFIRMERS = frozenset({Role.SITE_STAFF, Role.TOWN_STAFF, Role.COUNTY_STAFF})

can_view_meeting_kinds = HeldBy(ADMIN_READERS, site="")
can_keep_meeting_kinds = HeldBy(COUNTY_OFFICE, site="")
can_keep_meetings = HeldBy(frozenset({Role.SITE_STAFF}))
can_confirm_resolution = HeldBy(CONFIRMERS)
can_export_meetings = HeldBy(CONFIRMERS)
can_view_motions = HeldBy(MEETING_READERS)
can_view_publications = HeldBy(MEETING_READERS)
_reads_meetings = HeldBy(MEETING_READERS)


def can_view_meetings(scope: Scope, row: Any = None) -> bool:
    """Readers of the site, and whoever is invited; `row` is a meeting."""
    if row is None:
        return scope.has(MEETING_READERS | INVITEES)
    return _reads_meetings(scope, row) or row.invites(scope.user_id)


def can_sign_in(scope: Scope, row: Any = None) -> bool:
    """Whoever holds a post that a meeting may invite; `row` is a meeting."""
    return scope.has(SIGNERS)


def can_view_resolutions(scope: Scope, row: Any = None) -> bool:
    """Readers of the site, and whoever is responsible; `row` is a resolution."""
    if row is None:
        return scope.has(MEETING_READERS | INVITEES)
    return _reads_meetings(scope, row) or row.owner_id == scope.user_id


def can_claim_resolution(scope: Scope, row: Any = None) -> bool:
    """Whoever is responsible, and the site's staff; `row` is a resolution."""
    if row is None:
        return can_view_resolutions(scope)
    return can_keep_meetings(scope, row) or row.owner_id == scope.user_id
