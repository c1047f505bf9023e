"""What the grids say in a household's file: who looks after it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from grids.enums import GRID_POST_ROLE
from grids.models import GridPosting, GridStairwell, JointHouseholdDwelling
from lib.dated import current_q
from lib.timeline import Responsible
from residents.models import Household, Occupancy


def who_looks_after(household: Household, on: date) -> Iterator[Responsible]:
    """Building head, grid members and joint-household leader of the dwelling of that day (R26)."""
    homes = Occupancy.objects.filter(current_q(on), household=household)
    stairwells = GridStairwell.objects.current(on).filter(
        stairwell__in=homes.values("dwelling__stairwell")
    )
    units = JointHouseholdDwelling.objects.current(on).filter(dwelling__in=homes.values("dwelling"))
    postings = (
        GridPosting.objects.current(on)
        .filter(
            Q(building__isnull=True) | Q(building__in=stairwells.values("stairwell__building")),
            Q(joint_unit__isnull=True) | Q(joint_unit__in=units.values("unit")),
            grid__in=stairwells.values("grid"),
            post__in=GRID_POST_ROLE,
        )
        .select_related("holder")
        .order_by("post", "id")
    )
    for posting in postings:
        yield Responsible(
            post=posting.get_post_display(),
            name=posting.holder.name,
            phone=posting.holder.work_phone,
        )
