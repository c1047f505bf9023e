"""Housing that comes with a roster: buildings, stairwells and dwellings, and who moves in."""

from datetime import date
from typing import Any

from lib.staging import copy_rows, insert_from_staging, make_staging, next_ids
from residents.actions.imports.plans import HouseholdPlan
from residents.actions.imports.register import Address, Register
from residents.models import Occupancy
from sites.enums import DwellingState
from sites.models import Building, Dwelling, Stairwell

DWELLING_COLUMNS = ("id", "site_id", "stairwell_id", "room_no", "floor_area_m2", "state")
OCCUPANCY_COLUMNS = (
    "id", "site_id", "household_id", "dwelling_id", "is_tenant", "valid_from", "valid_to",
)  # fmt: skip


class NoCommunity(Exception):
    """New buildings have no community to belong to."""


def add_housing(register: Register, addresses: dict[Address, Any]) -> None:
    """Adds what is missing of these addresses (address to floor area) to site and register.

    New buildings belong to the site's first community by name; the county can change that.
    Raises NoCommunity where the site has none yet.
    """
    if not addresses:
        return
    site = register.site
    names = sorted({a[0] for a in addresses} - register.buildings.keys())
    community = site.communities.order_by("name").first() if names else None
    if names and community is None:
        raise NoCommunity
    buildings = Building.objects.bulk_create(
        Building(site=site, community=community, name=name) for name in names
    )
    register.buildings |= {building.name: building.pk for building in buildings}
    wells = sorted({a[:2] for a in addresses} - register.stairwells.keys())
    stairwells = Stairwell.objects.bulk_create(
        Stairwell(site=site, building_id=register.buildings[building], name=name)
        for building, name in wells
    )
    register.stairwells |= {
        well: stairwell.pk for well, stairwell in zip(wells, stairwells, strict=True)
    }
    ids = next_ids(Dwelling._meta.db_table, len(addresses))
    make_staging("staged_dwelling", Dwelling._meta.db_table, DWELLING_COLUMNS)
    copy_rows(
        "staged_dwelling",
        DWELLING_COLUMNS,
        (
            (
                new_id,
                site.pk,
                register.stairwells[a[:2]],
                a[2],
                m2,
                DwellingState.SELF_OCCUPIED.value,
            )
            for new_id, (a, m2) in zip(ids, addresses.items(), strict=True)
        ),
    )
    insert_from_staging("staged_dwelling", Dwelling._meta.db_table, DWELLING_COLUMNS)
    register.dwellings |= dict(zip(addresses, ids, strict=True))


def occupy(register: Register, moving: list[tuple[int, HouseholdPlan]], on: date) -> None:
    """Opens the occupancies of (household id, plan) pairs; vacant dwellings become occupied."""
    ids = next_ids(Occupancy._meta.db_table, len(moving))
    rows, vacant = [], []
    for new_id, (household_id, plan) in zip(ids, moving, strict=True):
        assert plan.moves_into is not None
        dwelling_id = register.dwellings[plan.moves_into]
        moved_in = on if plan.known else min(plan.row.values.get("moved_in_on") or on, on)
        moved_in = max(moved_in, register.free_from.get(dwelling_id, moved_in))
        rows.append((new_id, register.site.pk, household_id, dwelling_id, False, moved_in, None))
        if register.dwelling_values.get(dwelling_id, (None, ""))[1] == DwellingState.VACANT:
            vacant.append(dwelling_id)
    make_staging("staged_occupancy", Occupancy._meta.db_table, OCCUPANCY_COLUMNS)
    copy_rows("staged_occupancy", OCCUPANCY_COLUMNS, rows)
    insert_from_staging("staged_occupancy", Occupancy._meta.db_table, OCCUPANCY_COLUMNS)
    if vacant:
        Dwelling.objects.filter(pk__in=vacant).update(state=DwellingState.SELF_OCCUPIED)
