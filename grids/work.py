"""What waits for whoever keeps the net: stairwells in no grid, households with a gap."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from grids.coverage import COVERED, covered_by, gridded
from grids.rules import can_keep_grids
from lib.scope import Scope
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
