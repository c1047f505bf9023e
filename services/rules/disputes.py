"""Who may register, see, read and work on disputes (R27, R48; People's Mediation Law).

| Deed                          | Who                                                         |
|-------------------------------|-------------------------------------------------------------|
| type, stage, dates            | county, town, site, business auditor; grid staff and        |
|                               | mediators: what they reported or take part in               |
| parties, words, papers, risk, | site staff; mediators and others named for the case until   |
| amount, what was prevented    | they leave it; grid staff and mediators: what they reported |
| register, settle on the spot  | site staff, grid staff, mediators                           |
| mediate, record, hand upwards | site staff, mediators and handlers of the case              |
| confirm, close, file          | site staff, never who settled it                            |
"""

from collections.abc import Callable
from typing import Any

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Role, Scope
from services.enums.dispute_stages import DisputeMove
from services.enums.disputes import Capacity
from services.models import Dispute
from services.models.disputes import AREA_READERS, DETAIL_READERS, INVOLVED, REPORTERS
from sites.rules import COUNTY_OFFICE, SITE_KEEPERS

VIEWERS = AREA_READERS | INVOLVED
REGISTRARS = DETAIL_READERS | REPORTERS
ALLOWANCE_READERS = frozenset({Role.COUNTY_STAFF, Role.TOWN_STAFF, Role.SITE_STAFF})
EXPORTERS = ALLOWANCE_READERS
WORKERS = (Capacity.MEDIATOR, Capacity.HANDLER)

can_view_committees = HeldBy(ADMIN_READERS)
can_keep_committees = HeldBy(SITE_KEEPERS)
can_view_allowance_rates = HeldBy(ADMIN_READERS, site="")
can_keep_allowance_rates = HeldBy(COUNTY_OFFICE, site="")


def can_view_disputes(scope: Scope, row: Any = None) -> bool:
    """The list and the page of one dispute; without right to more: type, stage and dates.

    Which rows those are, `Dispute.objects.within` says.
    """
    return scope.has(VIEWERS)


def can_view_dispute_summary(scope: Scope, row: Any = None) -> bool:
    """Numbers by type: whoever counts a whole area."""
    return scope.has(AREA_READERS)


def can_read_dispute(scope: Scope, row: Any = None) -> bool:
    """Parties, words and papers."""
    if row is None:
        return scope.has(REGISTRARS | INVOLVED)
    return Dispute.objects.readable(scope).filter(pk=row.pk).exists()


def can_register_dispute(scope: Scope, row: Any = None) -> bool:
    """A new dispute at one's own site, also one settled on the spot; `row` is what it came from."""
    if row is None:
        return scope.has(REGISTRARS)
    return row.site_id in scope.only(REGISTRARS).area.site_ids


def can_work_dispute(scope: Scope, row: Any = None) -> bool:
    """Every step of a case up to the agreement and its follow-up."""
    if row is None:
        return scope.has(REGISTRARS | INVOLVED)
    if can_keep_dispute(scope, row):
        return True
    own = row.participants.current().filter(user=scope.user_id, capacity__in=WORKERS)
    return can_read_dispute(scope, row) and own.exists()


def can_raise_dispute(scope: Scope, row: Any = None) -> bool:
    """Handing to a higher level and setting the risk: also who reported it from the grid."""
    return can_work_dispute(scope, row) or (
        row is not None and row.recorded_by_id == scope.user_id and can_read_dispute(scope, row)
    )


def can_keep_dispute(scope: Scope, row: Any = None) -> bool:
    """Confirming by call-back, closing and filing: the staff of the site."""
    if row is None:
        return scope.has(DETAIL_READERS)
    return scope.has(DETAIL_READERS, site_id=row.site_id)


def rule_of_move(move: str) -> Callable[..., bool]:
    """Who takes this step of a case; what its stage allows is the machine's question."""
    if move in (DisputeMove.CONFIRM, DisputeMove.CLOSE, DisputeMove.FILE):
        return can_keep_dispute
    if move in (DisputeMove.ESCALATE, DisputeMove.FLAG_RISK):
        return can_raise_dispute
    return can_work_dispute


def settles_for_centre(scope: Scope, site_id: int) -> bool:
    """Whether what somebody settles on the spot is the service centre's work, not the grid's."""
    return scope.has({Role.SITE_STAFF, Role.MEDIATOR}, site_id=site_id)


def can_print_dispute(scope: Scope, row: Any = None) -> bool:
    """The papers of a case name the parties: whoever may read it."""
    return can_read_dispute(scope, row)


def can_view_part(scope: Scope, row: Any = None) -> bool:
    """A party or a scan: its rows are already those of the cases that one reads."""
    return row is None or can_read_dispute(scope, row.dispute)


def can_work_paper(scope: Scope, row: Any = None) -> bool:
    """Taking a paper out of the file."""
    return row is None or can_work_dispute(scope, row.dispute)


def can_list_allowances(scope: Scope, row: Any = None) -> bool:
    """The list of case allowances: numbers of cases and mediators, no parties."""
    return scope.has(ALLOWANCE_READERS)


def can_export_disputes(scope: Scope, row: Any = None) -> bool:
    """The official monthly table and the list, both without parties."""
    return scope.has(EXPORTERS)
