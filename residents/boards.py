"""The building board: floors × rooms like the building itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, LPad
from django.urls import reverse

from lib.gaps import gaps_of
from lib.names import surname_of
from lib.scope import Scope
from residents.models import Household, Occupancy
from residents.rules import REVEALERS
from sites.enums import DwellingState, StairwellKind
from sites.models import Building, Dwelling

WIDEST = 6


@dataclass(frozen=True, slots=True)
class Room:
    """One dwelling: its state, and the family that lives there."""

    room_no: str
    state: str
    state_label: str
    url: str = ""
    family: str = ""
    size: int = 0
    lacks_head: bool = False
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """One floor from left to right; `number` is None where the room number does not tell."""

    number: int | None
    rooms: list[Room | None]


@dataclass(frozen=True, slots=True)
class Board:
    """One stairwell, the highest floor on top."""

    stairwell: str
    is_row: bool
    floors: list[Floor]
    width: int

    @property
    def is_wide(self) -> bool:
        """More doors a floor than fit side by side: a corridor, or a row of village houses."""
        return self.width > WIDEST


def buildings_of(scope: Scope) -> QuerySet[Building]:
    """Buildings with `dwelling_count` and `lived_in_count` of the stairwells one looks after."""
    mine = scope.only(REVEALERS)
    dwellings = (
        Dwelling.objects.within(mine)
        .filter(stairwell__building=OuterRef("pk"))
        .order_by()
        .values("stairwell__building")
    )
    lived_in = Occupancy.objects.current(scope.on).filter(dwelling=OuterRef("pk"))
    return (
        Building.objects.filter(pk__in=Building.objects.within(mine).values("pk"))
        .select_related("site", "community")
        .annotate(
            name_key=LPad("name", 20, Value("0")),
            dwelling_count=Coalesce(Subquery(dwellings.values(n=Count("pk"))), 0),
            lived_in_count=Coalesce(
                Subquery(dwellings.filter(Exists(lived_in)).values(n=Count("pk"))), 0
            ),
        )
    )


def boards_of(building: Building, scope: Scope, on: date) -> list[Board]:
    """One board a stairwell that the reader looks after; three statements and those of gaps.

    On a past day a dwelling without a family has no state: what is stored is the one of today.
    """
    mine = scope.only(REVEALERS)
    dwellings = list(
        Dwelling.objects.within(mine).filter(stairwell__building=building).with_address()
    )
    lives_in = dict(
        Occupancy.objects.current(on)
        .filter(dwelling__stairwell__building=building)
        .values_list("dwelling_id", "household_id")
    )
    here = [lives_in[d.pk] for d in dwellings if d.pk in lives_in]
    families = {
        row.pk: row
        for row in Household.objects.within(mine).filter(pk__in=here).with_head(on).with_size(on)
    }
    gaps = gaps_of(families, on)
    if on != scope.on:
        for dwelling in dwellings:
            dwelling.state = ""
    dwellings.sort(key=lambda d: (_natural(d.stairwell.name), d.stairwell_id))
    return [
        _board(list(rooms), {d: families[h] for d, h in lives_in.items() if h in families}, gaps)
        for _key, rooms in groupby(dwellings, key=lambda d: d.stairwell_id)
    ]


def _board(
    dwellings: list[Dwelling], families: dict[int, Household], gaps: dict[int, list[str]]
) -> Board:
    by_floor: dict[int | None, list[Dwelling]] = {}
    for dwelling in sorted(dwellings, key=lambda d: _natural(d.room_no)):
        by_floor.setdefault(dwelling.floor, []).append(dwelling)
    width = max(len(rooms) for rooms in by_floor.values())
    order = sorted(by_floor, key=lambda floor: (floor is None, -(floor or 0)))
    return Board(
        stairwell=dwellings[0].stairwell.name,
        is_row=dwellings[0].stairwell.kind == StairwellKind.ROW,
        floors=[
            Floor(floor, list(_padded(by_floor[floor], width, families, gaps))) for floor in order
        ],
        width=width,
    )


def _padded(
    dwellings: list[Dwelling],
    width: int,
    families: dict[int, Household],
    gaps: dict[int, list[str]],
) -> Iterable[Room | None]:
    for dwelling in dwellings:
        yield _room(dwelling, families.get(dwelling.pk), gaps)
    yield from [None] * (width - len(dwellings))


def _room(dwelling: Dwelling, household: Household | None, gaps: dict[int, list[str]]) -> Room:
    if household is None:
        return Room(dwelling.room_no, dwelling.state, dwelling.get_state_display())
    is_vacant = dwelling.state in (DwellingState.VACANT, "")
    state = DwellingState.SELF_OCCUPIED if is_vacant else DwellingState(dwelling.state)
    return Room(
        room_no=dwelling.room_no,
        state=state.value,
        state_label=str(state.label),
        url=reverse("household_detail", args=[household.pk]),
        family=surname_of(household.head_name or ""),
        size=household.size,
        lacks_head=household.head_id is None,
        gaps=tuple(gaps.get(household.pk, ())),
    )


def _natural(text: str) -> tuple[int, str]:
    """Room 1001 comes after room 201."""
    return (int(text) if text.isdecimal() else 0, text)
