"""Which stairwells make a grid."""

from collections.abc import Iterable

from django.db import transaction

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from grids.models import Grid, GridStairwell
from lib.history import set_constraints_immediate
from lib.periods import today
from sites.models import Stairwell


@transaction.atomic
def set_stairwells(*, actor: User, grid: Grid, stairwells: Iterable[Stairwell]) -> None:
    """Makes these the grid's stairwells: links that stay are not touched, others come and go.

    A stairwell of a grid that has ended comes over. The database refuses a stairwell of another
    grid in force or of another site.
    """
    set_constraints_immediate()
    wanted = {stairwell.pk for stairwell in stairwells}
    links = GridStairwell.objects.filter(grid=grid)
    held = set(links.values_list("stairwell_id", flat=True))
    if wanted == held:
        return
    links.exclude(stairwell__in=wanted).delete()
    GridStairwell.objects.filter(
        stairwell__in=wanted - held, site=grid.site_id, grid__valid_to__lt=today()
    ).delete()
    GridStairwell.objects.bulk_create(
        GridStairwell(site_id=grid.site_id, grid=grid, stairwell_id=stairwell)
        for stairwell in sorted(wanted - held)
    )
    record_audit(
        actor=actor,
        verb=AuditVerb.ROW_CHANGED,
        row=grid,
        stairwells_added=len(wanted - held),
        stairwells_removed=len(held - wanted),
    )
