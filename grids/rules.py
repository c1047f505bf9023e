"""Who may read and keep grids and the posts in them (the table stands in `sites.rules`)."""

from accounts.rules import ADMIN_READERS
from grids.enums import ReportState
from grids.models import Grid, NetReport, PolicyNotice, PolicyNoticeReceipt
from grids.models.reports import NET_READERS, is_of_county_centre
from lib.access import HeldBy
from lib.scope import Role, Scope
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


REPORT_FILERS = frozenset({Role.SITE_STAFF, Role.GRID_STAFF, Role.JOINT_HOUSEHOLD_LEADER})
REPORT_READERS = NET_READERS | {Role.TOWN_STAFF, Role.JOINT_HOUSEHOLD_LEADER}
REPORT_EXPORTERS = frozenset({Role.COUNTY_STAFF, Role.TOWN_STAFF, Role.SITE_STAFF})
# With whom a report is, and whose turn it is then; the county's centre is told by its posts.
TURN_OF: dict[str, frozenset[Role]] = {
    ReportState.AT_GRID: frozenset({Role.GRID_STAFF, Role.SITE_STAFF}),
    ReportState.AT_COMMUNITY: frozenset({Role.SITE_STAFF}),
    ReportState.AT_TOWN: frozenset({Role.TOWN_STAFF}),
    ReportState.AT_COUNTY: frozenset({Role.COUNTY_STAFF}),
    ReportState.SETTLED: frozenset(),
}


def can_view_centres(scope: Scope) -> bool:
    """The governance centres with head and staff: whoever sees the organisation system."""
    return scope.has(SYSTEM_READERS)


def can_view_reports(scope: Scope, row: NetReport | None = None) -> bool:
    """Reports of the net; which ones, `NetReport.objects.within` says."""
    if row is not None:
        return NetReport.objects.within(scope).filter(pk=row.pk).exists()
    if scope.has(REPORT_READERS):
        return True
    return scope.has({Role.MEMBER_UNIT}) and is_of_county_centre(scope)


def can_read_report(scope: Scope, row: NetReport) -> bool:
    """Words, people and steps of a report; the outline is for all who see it in their lists."""
    return NetReport.objects.readable(scope).filter(pk=row.pk).exists()


def can_export_reports(scope: Scope, row: object = None) -> bool:
    """The list to .xlsx, with a reason; words only of those that one reads."""
    return scope.has(REPORT_EXPORTERS)


def can_file_report(scope: Scope) -> bool:
    """Unit leaders and building heads file; a site's staff do it for those who tell them."""
    return scope.has(REPORT_FILERS)


def can_move_report(scope: Scope, row: NetReport, state: str | None = None) -> bool:
    """Whoever's turn it is: the grid, the community's, the town's or the county's centre.

    With a `state`, whether it was his turn while the report stood there.
    """
    rows = NetReport.objects.in_hands_of(scope, row.state if state is None else state)
    return rows.filter(pk=row.pk).exists()


# A notice of the county (site empty) belongs to the county's staff alone.
NOTICE_ISSUERS = frozenset({Role.COUNTY_STAFF, Role.SITE_STAFF})
can_issue_notices = HeldBy(NOTICE_ISSUERS)
can_export_notices = HeldBy(NOTICE_ISSUERS)


def can_view_notices(scope: Scope, row: PolicyNotice | PolicyNoticeReceipt | None = None) -> bool:
    """Policy notices and their receipts; which ones, `within` says."""
    return scope.has(NET_READERS)


def can_withdraw_notice(scope: Scope, row: PolicyNotice) -> bool:
    """Whoever may issue it, while it stands."""
    return row.withdrawn_at is None and can_issue_notices(scope, row)


def can_answer_notice(scope: Scope, row: PolicyNoticeReceipt) -> bool:
    """The staff of the grid (R23, R24, R25), and the site's for a grid whose head signs in nowhere.

    Who it was stands with the answer.
    """
    if scope.has({Role.SITE_STAFF}, site_id=row.site_id):
        return True
    held = scope.only({Role.GRID_STAFF})
    return bool(held.grants) and Grid.objects.within(held).filter(pk=row.grid_id).exists()


def is_grid_staff(scope: Scope) -> bool:
    """Whether the person answers for grids himself, not as the site's staff for one of them."""
    return scope.has({Role.GRID_STAFF})


def sees_whole_sites(scope: Scope) -> bool:
    """Whether the person reads whole sites, not the grids alone in whose staff he is."""
    return scope.has(NET_READERS - {Role.GRID_STAFF})
