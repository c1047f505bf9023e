"""Which stairwells make a grid, from which day."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from grids.models import Grid, GridStairwell
from grids.models.grids import GridStairwellQuerySet
from lib.history import set_constraints_immediate
from sites.models import Stairwell


@transaction.atomic
def set_stairwells(
    *, actor: User, grid: Grid, stairwells: Iterable[Stairwell], since: date
) -> None:
    """Makes these the grid's stairwells from `since`; those that stay are not touched.

    Stairwells that leave end the day before; what began only that day or later is taken back. One
    of a grid that has ended comes over. The database refuses a stairwell of another grid in force
    or of another site.
    """
    set_constraints_immediate()
    wanted = {stairwell.pk for stairwell in stairwells}
    links = GridStairwell.objects.filter(grid=grid)
    held = set(links.drawn(since).values_list("stairwell_id", flat=True))
    if wanted == held:
        return
    leave_grid(links.filter(stairwell__in=held - wanted), since)
    coming = GridStairwell.objects.filter(stairwell__in=wanted - held, site=grid.site_id)
    _end_with_their_grid(coming.filter(grid__valid_to__lt=since))
    coming.filter(grid=grid, valid_from__gt=since).delete()
    GridStairwell.objects.bulk_create(
        GridStairwell(site_id=grid.site_id, grid=grid, stairwell_id=stairwell, valid_from=since)
        for stairwell in sorted(wanted - held)
    )
    record_audit(
        actor=actor,
        verb=AuditVerb.ROW_CHANGED,
        row=grid,
        stairwells_added=len(wanted - held),
        stairwells_removed=len(held - wanted),
    )


def leave_grid(links: GridStairwellQuerySet, since: date) -> None:
    """Ends these links the day before `since`; such as would only begin then are taken back."""
    links.filter(valid_from__gte=since).delete()
    links.drawn(since).update(valid_to=since - timedelta(days=1))


def _end_with_their_grid(links: QuerySet[GridStairwell]) -> None:
    """The last day of an ended grid becomes that of its links, where they were left open."""
    links.filter(valid_from__gt=F("grid__valid_to")).delete()
    ends = Grid.objects.filter(pk=OuterRef("grid")).values("valid_to")
    links.exclude(valid_to__lte=F("grid__valid_to")).update(valid_to=Subquery(ends))
