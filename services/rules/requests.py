"""Who may do what with a request: the desk steers, the unit handles, the level above supervises.

| Deed                         | site staff | grid staff | unit's staff | town      | office    |
|------------------------------|------------|------------|--------------|-----------|-----------|
| write down                   | own site   | own grid   |              |           |           |
| outline (kind, state, days)  | own site   | own        | in hand      | town      | county    |
| words and people             | own site   | own        | in hand      | escalated | escalated |
| accept, assign, close, …     | own site   |            |              | escalated | escalated |
| sign in, return, pause, done | own site   |            | in hand      |           |           |
| supervise                    | own site   |            |              | town      | county    |
| call units, score, end       | own site   |            |              | escalated | escalated |
| report of a called unit      | own site   |            | called       |           |           |

Site staff may record a unit's deeds for it, since many units have nobody who signs in.
Administrators, county leaders and business auditors read outlines. Nobody else sees requests.
"""

from typing import Any

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Role, Scope
from services.enums.requests import RequestAction, RequestLevel
from services.models import ServiceRequest, WhistleCall
from services.models.request_rows import OUTLINE_READERS, UNIT_STAFF, units_of
from sites.rules import COUNTY_OFFICE

VIEWERS = OUTLINE_READERS | UNIT_STAFF | {Role.GRID_STAFF}
TAKERS = frozenset({Role.SITE_STAFF, Role.GRID_STAFF})
# Who sees the desk of the centre; a unit has the narrow list of what it has in hand.
DESK_STAFF = frozenset({Role.SITE_STAFF, Role.GRID_STAFF, Role.TOWN_STAFF, Role.COUNTY_STAFF})
SUPERVISORS = frozenset({Role.SITE_STAFF, Role.TOWN_STAFF, Role.COUNTY_STAFF})
EXPORTERS = SUPERVISORS


def can_view_requests(scope: Scope, row: Any = None) -> bool:
    """The list and the outline; `within` has narrowed the rows."""
    return scope.has(VIEWERS)


def can_read_request(scope: Scope, row: ServiceRequest) -> bool:
    """Words, people, steps and notes of a request."""
    return ServiceRequest.objects.readable(scope).filter(pk=row.pk).exists()


def can_take_request(scope: Scope, row: Any = None) -> bool:
    """Writing down what a resident asks for; `row` is a site."""
    if row is None:
        return scope.has(TAKERS)
    area = scope.only(TAKERS).area
    return row.pk in area.site_ids


def can_make_slip(scope: Scope, row: ServiceRequest) -> bool:
    """The slip with the query code: whoever took the request down, and the staff of the site."""
    if scope.has({Role.SITE_STAFF}, site_id=row.site_id):
        return True
    return scope.has(TAKERS) and row.recorded_by_id == scope.user_id


def can_view_desk(scope: Scope, row: Any = None) -> bool:
    """The desk of the centre."""
    return scope.has(DESK_STAFF | UNIT_STAFF)


def can_steer_request(scope: Scope, row: ServiceRequest) -> bool:
    """The centre decides; once it is escalated, so do the town and the county."""
    if scope.has({Role.SITE_STAFF}, site_id=row.site_id):
        return True
    return can_settle_quarrel(scope, row)


def can_settle_quarrel(scope: Scope, row: ServiceRequest) -> bool:
    """Closing against the resident's word: the level above, once it lies there."""
    if row.level >= RequestLevel.TOWN and scope.has({Role.TOWN_STAFF}, site_id=row.site_id):
        return True
    return row.level == RequestLevel.COUNTY and scope.has({Role.COUNTY_STAFF})


def can_handle_request(scope: Scope, row: ServiceRequest) -> bool:
    """The staff of the handling unit, or the site's staff for it."""
    if scope.has({Role.SITE_STAFF}, site_id=row.site_id):
        return True
    if row.lead_id is None or not scope.has(UNIT_STAFF):
        return False
    return units_of(scope).filter(organisation=row.lead_id).exists()


def can_supervise_request(scope: Scope, row: ServiceRequest) -> bool:
    """Reminding, urging, supervising: the site, and the town and county over it."""
    return scope.has(SUPERVISORS, site_id=row.site_id)


def can_report_whistle(scope: Scope, row: ServiceRequest) -> bool:
    """The staff of a unit that was called, or the site's staff for it (B5)."""
    if scope.has({Role.SITE_STAFF}, site_id=row.site_id):
        return True
    calls = WhistleCall.objects.filter(whistle__request=row, organisation__in=units_of(scope))
    return scope.has(UNIT_STAFF) and calls.exists()


def can_export_requests(scope: Scope, row: Any = None) -> bool:
    """The list to .xlsx, with a reason."""
    return scope.has(EXPORTERS)


def can_count_requests(scope: Scope, row: Any = None) -> bool:
    """The report in numbers: whoever sees outlines."""
    return scope.has(OUTLINE_READERS)


can_view_deadlines = HeldBy(ADMIN_READERS, site="")
can_keep_deadlines = HeldBy(COUNTY_OFFICE, site="")

A = RequestAction
RULES = {
    **dict.fromkeys(
        (A.ACCEPT, A.REFUSE, A.ANSWER, A.ASSIGN, A.CALL_BACK, A.REOPEN, A.MERGE, A.HAND_OVER),
        can_steer_request,
    ),
    **dict.fromkeys((A.ESCALATE, A.RECLASSIFY, A.EXTENSION_DECIDED), can_steer_request),
    **dict.fromkeys((A.WHISTLE, A.WHISTLE_SCORE, A.WHISTLE_END), can_steer_request),
    A.WHISTLE_REPORT: can_report_whistle,
    A.CLOSE: can_settle_quarrel,
    **dict.fromkeys(
        (A.SIGN_IN, A.RETURN, A.START, A.PAUSE, A.RESUME, A.CLAIM_DONE, A.EXTENSION_ASKED),
        can_handle_request,
    ),
    A.SUPERVISION_REPLY: can_handle_request,
    A.SUPERVISE: can_supervise_request,
    A.NOTE: can_read_request,
}


def can_do(scope: Scope, row: ServiceRequest, action: str) -> bool:
    """Whether the reader may do this to this request, whatever its state."""
    return RULES[RequestAction(action)](scope, row)
