"""What waits for whoever keeps the net: stairwells in no grid, households with a gap."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from grids.coverage import COVERED, covered_by, gridded
from grids.enums import ReportState
from grids.models import NetReport, PolicyNoticeReceipt
from grids.models.notices import NEAR_DUE_DAYS
from grids.rules import TURN_OF, can_keep_grids
from lib.scope import Role, Scope
from lib.tasks import WorkItem
from residents.rules import EDITORS
from sites.models import Stairwell


def stairwells_in_no_grid(scope: Scope) -> Iterator[WorkItem]:
    """Every stairwell should be in one grid; one SQL statement, for the county's office."""
    if not can_keep_grids(scope):
        return
    rows = Stairwell.objects.within(scope.only(can_keep_grids.roles))
    yield WorkItem(
        title=_("Stairwells that are in no grid"),
        count=rows.exclude(pk__in=gridded(scope.on).values("stairwell")).count(),
        url=reverse("admin:sites_stairwell_changelist", query={"grid": "none"}),
    )


def households_with_gaps(scope: Scope) -> Iterator[WorkItem]:
    """Every household should hang in the whole net (R26); one SQL statement, for its editors."""
    mine = scope.only(EDITORS)
    if not mine.grants:
        return
    yield WorkItem(
        title=_("Households with a gap in the net"),
        count=covered_by(mine, scope.on).filter(~COVERED).count(),
        url=reverse("coverage_list"),
    )


def reports_that_wait(scope: Scope) -> Iterator[WorkItem]:
    """Reports of the net whose turn it is with this person; one SQL statement a level."""
    for state, roles in TURN_OF.items():
        mine = scope.only(roles)
        if state == ReportState.AT_COUNTY and not mine.grants:
            mine = scope.only({Role.MEMBER_UNIT})
        if not mine.grants:
            continue
        rows = NetReport.objects.in_hands_of(mine, state).filter(state=state)
        yield WorkItem(
            title=_("Reports of the net: %(state)s") % {"state": ReportState(state).label},
            count=rows.count(),
            url=f"{reverse('net_report_list')}?state={state}",
        )


def notices_that_wait(scope: Scope) -> Iterator[WorkItem]:
    """Notices that the grids of this person still read and make known; late grids of a site (R25).

    One SQL statement for grid staff, one for a site's staff.
    """
    page, on = reverse("notice_list"), scope.on
    of_grids, of_sites = scope.only({Role.GRID_STAFF}), scope.only({Role.SITE_STAFF})
    if of_grids.grants:
        late = Q(notice__due_on__lt=on)
        mine = (
            PolicyNoticeReceipt.objects.within(of_grids)
            .open(on)
            .aggregate(
                unread=Count("pk", filter=Q(read_at=None)),
                late=Count("pk", filter=late),
                waiting=Count("pk", filter=~late),
                next=Min("notice__due_on", filter=~late),
            )
        )
        yield WorkItem(_("Policy notices to read"), mine["unread"], f"{page}?state=unread")
        if mine["waiting"]:
            is_near = mine["next"] <= on + timedelta(days=NEAR_DUE_DAYS)
            yield WorkItem(
                _("Policy notices to make known (next by %(day)s)") % {"day": mine["next"]},
                mine["waiting"],
                f"{page}?state=waiting",
                state="near_due" if is_near else "running",
            )
        yield WorkItem(
            _("Policy notices late to be made known"),
            mine["late"],
            f"{page}?state=late",
            state="overdue",
        )
    if of_sites.grants:
        yield WorkItem(
            _("Grids late with a policy notice"),
            PolicyNoticeReceipt.objects.within(of_sites).late(on).count(),
            f"{page}?state=late",
            state="overdue",
        )
