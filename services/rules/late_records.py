"""Who reviews records that were written into a closed quarter (design: occurred and recorded)."""

from lib.access import HeldBy
from lib.scope import Role, Scope
from services.models.recorded import Recorded

REVIEWERS = frozenset({Role.COUNTY_STAFF, Role.SITE_STAFF})
# Whoever writes records of the services may see what became of his own late ones.
WRITERS = REVIEWERS | {Role.GRID_STAFF, Role.TOWN_STAFF, Role.MEDIATOR}

can_view_late_records = HeldBy(WRITERS, site="")
reviews_late_records = HeldBy(REVIEWERS)


def can_review_late_record(scope: Scope, record: Recorded) -> bool:
    """The county office and the site's own staff, never for a record of one's own."""
    return reviews_late_records(scope, record) and record.recorded_by_id != scope.user_id
