"""The 15-minute circle: what a site should have, what it lacks, and a schematic map (R36)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import atan2, cos, hypot, pi, sin

from sites.enums import SiteSetting
from sites.facility_enums import RINGS, FacilityKind, FacilityTier, tier_of
from sites.models import Facility, FacilityRule, ResettlementSite

# The map in its own units: the farthest ring, and where what is farther away stands.
RADIUS, EDGE = 150, 168
# Marks are so wide; a mark that would cover another turns around the middle in steps.
MARK, NEAREST, TURN = 20, 24, pi / 9
GOLDEN_ANGLE = pi * (3 - 5**0.5)


@dataclass(frozen=True, slots=True)
class Gap:
    """A kind that a site should have within some minutes; `nearest` where it is farther away."""

    kind: str
    label: str
    tier: FacilityTier
    within_minutes: int
    nearest: Facility | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A facility on the map: its number in the table, and where it stands."""

    number: int
    facility: Facility
    tier: FacilityTier
    x: int
    y: int
    is_beyond: bool


def wanted_kinds() -> dict[str, dict[str, int]]:
    """Setting of a site to the kinds wanted there and the minutes; one statement."""
    usual = {
        kind.value: RINGS[-1] for kind in FacilityKind if tier_of(kind) != FacilityTier.UPGRADE
    }
    wanted = {setting.value: dict(usual) for setting in SiteSetting}
    for rule in FacilityRule.objects.all():
        if rule.is_wanted:
            wanted[rule.setting][rule.kind] = rule.within_minutes
        else:
            wanted[rule.setting].pop(rule.kind, None)
    return wanted


def gaps_of(sites: Iterable[ResettlementSite], on: date) -> dict[int, list[Gap]]:
    """Site id to what it lacks on a day, in the order of the kinds; two statements."""
    found = list(sites)
    wanted = wanted_kinds()
    nearest: dict[int, dict[str, Facility]] = defaultdict(dict)
    rows = Facility.objects.current(on).filter(site__in=found).order_by("-walk_minutes", "-pk")
    for facility in rows:
        nearest[facility.site_id][facility.kind] = facility
    return {site.pk: _gaps(wanted[site.setting], nearest[site.pk]) for site in found}


def _gaps(wanted: dict[str, int], nearest: dict[str, Facility]) -> list[Gap]:
    gaps = []
    for kind in FacilityKind:
        minutes, facility = wanted.get(kind), nearest.get(kind)
        if minutes is None or (facility is not None and facility.walk_minutes <= minutes):
            continue
        gaps.append(Gap(kind, str(kind.label), tier_of(kind), minutes, facility))
    return sorted(gaps, key=lambda gap: gap.tier)


def points_of(facilities: Sequence[Facility]) -> list[Point]:
    """Where facilities stand on the map: as far out as they take minutes, in their direction.

    One without metres takes a direction of its own; none covers another while there is room.
    """
    points: list[Point] = []
    for number, row in enumerate(facilities, start=1):
        angle = number * GOLDEN_ANGLE
        if row.east_m or row.north_m:
            angle = atan2(row.north_m or 0, row.east_m or 0)
        is_beyond = row.walk_minutes > RINGS[-1]
        away = EDGE if is_beyond else max(NEAREST, RADIUS * row.walk_minutes / RINGS[-1])
        x, y = _free_place(points, angle, away)
        points.append(Point(number, row, tier_of(row.kind), round(x), round(y), is_beyond))
    return points


def _free_place(points: list[Point], angle: float, away: float) -> tuple[float, float]:
    """The first place at this distance that is free; the one asked for where none is."""
    for turn in range(round(2 * pi / TURN)):
        x, y = away * cos(angle + turn * TURN), -away * sin(angle + turn * TURN)
        if all(hypot(x - point.x, y - point.y) >= MARK for point in points):
            return x, y
    return away * cos(angle), -away * sin(angle)


def rings() -> list[tuple[int, int]]:
    """The rings of the map: (walking minutes, radius), the outermost first."""
    return [(minutes, round(RADIUS * minutes / RINGS[-1])) for minutes in reversed(RINGS)]
