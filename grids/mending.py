"""Where each gap of the coverage board is mended, for whoever may mend it.

Master data is mended on its own page of the admin, contact pairs on theirs; each address carries
what its form starts with and the way back to the board.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from grids.coverage import gridded
from grids.enums import Gap, GridPost
from grids.models import Grid, JointHouseholdDwelling, JointHouseholdUnit
from grids.rules import can_keep_grid_postings, can_keep_grids, can_keep_units
from lib.returning import with_way_back
from lib.scope import Scope
from residents.models import Household
from residents.rules import can_assign_contacts
from sites.models import ResettlementSite, Stairwell


@dataclass(frozen=True, slots=True)
class Mend:
    """One way to mend a gap: what it is called and where it is done."""

    label: str
    url: str


@dataclass
class Places:
    """What the rows of one page hang on: a few statements for the page, none for a row."""

    stairwells: dict[int, Stairwell] = field(default_factory=dict)
    grid_of: dict[int, Grid] = field(default_factory=dict)
    units_of: dict[int, list[JointHouseholdUnit]] = field(default_factory=dict)
    grids: list[Grid] = field(default_factory=list)


def places_of(site: ResettlementSite, stairwell_ids: Iterable[int], scope: Scope) -> Places:
    """Stairwells, their grids, the units that have dwellings in them, and the site's grids."""
    ids = set(stairwell_ids)
    stairwells = Stairwell.objects.filter(site=site, pk__in=ids).select_related("building")
    links = gridded(scope.on).filter(stairwell__in=ids).select_related("grid")
    places = Places(
        stairwells=stairwells.in_bulk(),
        grid_of={link.stairwell_id: link.grid for link in links},
        grids=list(Grid.objects.filter(site=site).current(scope.on)),
    )
    dwellings = JointHouseholdDwelling.objects.current(scope.on).filter(dwelling__stairwell__in=ids)
    names = dwellings.values_list("dwelling__stairwell", "unit").distinct()
    units = JointHouseholdUnit.objects.in_bulk({unit for _stairwell, unit in names})
    for stairwell, unit in names:
        places.units_of.setdefault(stairwell, []).append(units[unit])
    return places


Mender = Callable[[Household, Places, Scope, str], list[Mend]]


def mends_of(gap: Gap, household: Household, places: Places, scope: Scope, back: str) -> list[Mend]:
    """The ways to mend this gap of a household (`with_home`) that the reader may take."""
    return MENDERS[gap](household, places, scope, back)


def _dwelling(household: Household, places: Places, scope: Scope, back: str) -> list[Mend]:
    return [Mend(_("open the file"), reverse("household_detail", args=[household.pk]))]


def _grid(household: Household, places: Places, scope: Scope, back: str) -> list[Mend]:
    if not can_keep_grids(scope):
        return []
    stairwell = places.stairwells[household.home["stairwell_id"]]
    return [
        Mend(
            _("put %(stairwell)s into %(grid)s") % {"stairwell": stairwell, "grid": grid},
            with_way_back(
                reverse("admin:grids_grid_change", args=[grid.pk]), back, stairwell=stairwell.pk
            ),
        )
        for grid in places.grids
    ] or [Mend(_("new grid"), with_way_back(reverse("admin:grids_grid_add"), back))]


def _head(household: Household, places: Places, scope: Scope, back: str) -> list[Mend]:
    if not can_keep_grid_postings(scope):
        return []
    stairwell = places.stairwells[household.home["stairwell_id"]]
    url = with_way_back(
        reverse("admin:grids_gridposting_add"),
        back,
        grid=places.grid_of[stairwell.pk].pk,
        building=stairwell.building_id,
        post=GridPost.GRID_LEADER.value,
        valid_from=scope.on.isoformat(),
    )
    label = _("appoint a head of building %(building)s") % {"building": stairwell.building}
    return [Mend(label, url)]


def _unit(household: Household, places: Places, scope: Scope, back: str) -> list[Mend]:
    stairwell = places.stairwells[household.home["stairwell_id"]]
    grid = places.grid_of.get(stairwell.pk)
    if grid is None or not can_keep_units(scope, grid):
        return []
    known = [
        Mend(
            _("add to %(unit)s") % {"unit": unit},
            with_way_back(
                reverse("admin:grids_jointhouseholdunit_change", args=[unit.pk]),
                back,
                stairwell=stairwell.pk,
            ),
        )
        for unit in places.units_of.get(stairwell.pk, [])
        if unit.grid_id == grid.pk
    ]
    new = with_way_back(
        reverse("admin:grids_jointhouseholdunit_add"), back, grid=grid.pk, stairwell=stairwell.pk
    )
    return [*known, Mend(_("new unit in %(stairwell)s") % {"stairwell": stairwell}, new)]


def _party_group(household: Household, places: Places, scope: Scope, back: str) -> list[Mend]:
    if not can_keep_grids(scope):
        return []
    grid = places.grid_of[household.home["stairwell_id"]]
    url = with_way_back(reverse("admin:grids_gridpartygroup_add"), back, grid=grid.pk)
    return [Mend(_("found a party group of %(grid)s") % {"grid": grid}, url)]


def _contact(household: Household, places: Places, scope: Scope, back: str) -> list[Mend]:
    if not can_assign_contacts(scope):
        return []
    mends = [
        Mend(
            _("assign a cadre"),
            with_way_back(reverse("contact_household", args=[household.pk]), back),
        )
    ]
    if household.home:
        stairwell = places.stairwells[household.home["stairwell_id"]]
        url = with_way_back(reverse("contact_stairwell", args=[stairwell.pk]), back)
        mends.append(Mend(_("for all of %(stairwell)s") % {"stairwell": stairwell}, url))
    return mends


MENDERS: dict[Gap, Mender] = {
    Gap.DWELLING: _dwelling,
    Gap.GRID: _grid,
    Gap.HEAD: _head,
    Gap.UNIT: _unit,
    Gap.PARTY_GROUP: _party_group,
    Gap.CONTACT: _contact,
}
