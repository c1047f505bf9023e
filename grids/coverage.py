"""Whether every household hangs in the net (R26): grid, head, unit, party group, contact cadre.

A link is asked of the dwelling in which the household lives on the day, through its stairwell. What
follows from another link is a gap only once that other one is there: without a dwelling there is
no grid to look for, and without a grid neither head nor party group. So each gap shows the one
thing that is to be mended.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from grids.enums import Gap, GridPost
from grids.models import (
    GridPartyGroup,
    GridPosting,
    GridStairwell,
    JointHouseholdDwelling,
)
from lib.scope import Scope
from residents.models import ContactPair, Household, Occupancy
from residents.rules import READERS

LINKS = ("lives", "in_grid", "headed", "in_unit", "grouped", "contacted")
COVERED = Q(**{link: True for link in LINKS})
# A gap: the link that must be there before it can be asked for, and the one that is missing.
GAP_LINKS: dict[Gap, tuple[str | None, str]] = {
    Gap.DWELLING: (None, "lives"),
    Gap.GRID: ("lives", "in_grid"),
    Gap.HEAD: ("in_grid", "headed"),
    Gap.UNIT: ("lives", "in_unit"),
    Gap.PARTY_GROUP: ("in_grid", "grouped"),
    Gap.CONTACT: (None, "contacted"),
}
GAPS = {
    gap: Q(**{missing: False}) & (Q(**{wanted: True}) if wanted else Q())
    for gap, (wanted, missing) in GAP_LINKS.items()
}


def gridded(on: date) -> QuerySet[GridStairwell]:
    """Stairwells of the grids in force on that day."""
    return GridStairwell.objects.current(on)


def headed(on: date) -> QuerySet[GridStairwell]:
    """Those with a building head: a leader of their own grid, of all of it or of the building."""
    leaders = GridPosting.objects.in_post(on).filter(
        Q(building__isnull=True) | Q(building=OuterRef("stairwell__building")),
        post=GridPost.GRID_LEADER,
        grid=OuterRef("grid"),
    )
    return gridded(on).filter(Exists(leaders))


def grouped(on: date) -> QuerySet[GridStairwell]:
    """Those whose grid has a party group."""
    groups = GridPartyGroup.objects.current(on).filter(grid=OuterRef("grid"))
    return gridded(on).filter(Exists(groups))


def united(on: date) -> QuerySet[JointHouseholdDwelling]:
    """Dwellings in a joint-household unit; one of another grid than the dwelling's does not do."""
    grid = gridded(on).filter(stairwell=OuterRef("dwelling__stairwell"))
    return JointHouseholdDwelling.objects.current(on).filter(
        Exists(grid.filter(grid=OuterRef("unit__grid"))) | ~Exists(grid)
    )


def _asked_once_a_row(link: Exists) -> Case:
    """The link as a value. As a bare condition the database would join the six of them, which takes
    minutes where it has no statistics yet, right after a roster or the demo county came in."""
    return Case(When(link, then=True), default=False)


def with_links(households: QuerySet[Household], on: date) -> QuerySet[Household]:
    """The same households with the six LINKS as booleans to filter and count by."""
    homes = Occupancy.objects.current(on).filter(household=OuterRef("pk"))

    def through(stairwells: QuerySet[GridStairwell]) -> QuerySet[Occupancy]:
        return homes.filter(dwelling__stairwell__in=stairwells.values("stairwell"))

    links = {
        "lives": homes,
        "in_grid": through(gridded(on)),
        "headed": through(headed(on)),
        "in_unit": homes.filter(dwelling__in=united(on).values("dwelling")),
        "grouped": through(grouped(on)),
        "contacted": ContactPair.objects.current(on).filter(household=OuterRef("pk")),
    }
    return households.alias(**{n: _asked_once_a_row(Exists(rows)) for n, rows in links.items()})


def covered_by(scope: Scope, on: date) -> QuerySet[Household]:
    """The households that live in the reader's area on that day, with their links."""
    return with_links(Household.objects.within(scope.only(READERS)).current(on), on)


def counts() -> dict[str, Count]:
    """Aggregates over `with_links`: households, the covered ones, and each gap by its name."""
    return {
        "households": Count("pk"),
        "covered": Count("pk", filter=COVERED),
        **{f"no_{gap.value}": Count("pk", filter=lacks) for gap, lacks in GAPS.items()},
    }


def by_site(scope: Scope, on: date) -> dict[int, dict[str, int]]:
    """Site id to `counts` of its households, counting areas included; one SQL statement."""
    rows = covered_by(scope.counting(), on).order_by().values("site").annotate(**counts())
    return {row["site"]: row for row in rows}


def by_stairwell(scope: Scope, site_id: int, on: date) -> list[dict[str, int | None]]:
    """`counts` of one site for each `stairwell` (None: without a dwelling); one SQL statement."""
    homes = Occupancy.objects.current(on).filter(household=OuterRef("pk"))
    rows = covered_by(scope, on).filter(site=site_id).order_by()
    rows = rows.annotate(stairwell=Subquery(homes.values("dwelling__stairwell")[:1]))
    return list(rows.values("stairwell").annotate(**counts()))


def lacking(
    scope: Scope, on: date, gap: Gap, site_id: int, stairwell_id: int | None
) -> QuerySet[Household]:
    """The households of a site, or of one of its stairwells, that have this gap."""
    rows = covered_by(scope, on).filter(GAPS[gap], site=site_id)
    if stairwell_id is None:
        return rows
    return rows.filter(pk__in=Household.objects.living_in([stairwell_id], on).values("pk"))


def gaps_by_household(household_ids: Iterable[int], on: date) -> dict[int, list[str]]:
    """Household id to the labels of its gaps, only where there are any; one SQL statement."""
    rows = with_links(Household.objects.filter(pk__in=household_ids), on).filter(~COVERED)
    links = rows.annotate(**{f"has_{link}": F(link) for link in LINKS})
    found = {}
    for row in links.values("pk", *(f"has_{link}" for link in LINKS)):
        found[row["pk"]] = [
            str(gap.label)
            for gap, (wanted, missing) in GAP_LINKS.items()
            if (wanted is None or row[f"has_{wanted}"]) and not row[f"has_{missing}"]
        ]
    return found
