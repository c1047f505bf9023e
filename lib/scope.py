"""Row scope: who may read and who may count which rows on a day (design: scope).

A `Grant` is one role over one area. A `Scope` is the set of a person's grants on one day.
Apps that own postings register a grant source; querysets ask `within_q` for their filter.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

import pghistory
from django.db import transaction
from django.db.models import Q


class Role(StrEnum):
    """What a posting makes of its holder; the table of roles stands in docs/architecture.md."""

    COUNTY_ADMINISTRATOR = "county_administrator"
    COUNTY_STAFF = "county_staff"
    MEMBER_UNIT = "member_unit"
    COUNTY_LEADER = "county_leader"
    TOWN_STAFF = "town_staff"
    HANDLING_UNIT = "handling_unit"
    SITE_STAFF = "site_staff"
    GRID_STAFF = "grid_staff"
    JOINT_HOUSEHOLD_LEADER = "joint_household_leader"
    MEDIATOR = "mediator"
    AUDITOR = "auditor"
    BUSINESS_AUDITOR = "business_auditor"
    SHOPKEEPER = "shopkeeper"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the county: all of it, whole sites, or single stairwells.

    `stairwells` maps stairwell ids to the id of the site they stand in, as sorted pairs,
    so that a grid leader's area also answers "which site is he in".
    """

    county: bool = False
    sites: frozenset[int] = frozenset()
    stairwells: frozenset[tuple[int, int]] = frozenset()

    def __or__(self, other: "Area") -> "Area":
        return Area(
            self.county or other.county,
            self.sites | other.sites,
            self.stairwells | other.stairwells,
        )

    def __bool__(self) -> bool:
        return self.county or bool(self.sites) or bool(self.stairwells)

    @property
    def stairwell_ids(self) -> frozenset[int]:
        return frozenset(stairwell for stairwell, _ in self.stairwells)

    @property
    def site_ids(self) -> frozenset[int]:
        """Sites touched by the area, as a whole or by a stairwell (meaningless for a county)."""
        return self.sites | frozenset(site for _, site in self.stairwells)


WHOLE_COUNTY = Area(county=True)
NOWHERE = Area()


@dataclass(frozen=True, slots=True)
class Grant:
    """One role over one area; `counts` is the wider area whose rows may be counted, not read."""

    role: Role
    area: Area
    counts: Area = NOWHERE


@dataclass(frozen=True)
class Scope:
    """All grants of one signed-in person on one day (Asia/Shanghai)."""

    user_id: int | None
    on: date
    grants: frozenset[Grant] = field(default_factory=frozenset)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def area(self) -> Area:
        """The union of what may be read."""
        return sum_areas(grant.area for grant in self.grants)

    def only(self, roles: Iterable[Role]) -> "Scope":
        """The same person with the grants of these roles alone: `within(scope.only(READERS))`."""
        wanted = frozenset(roles)
        return replace(self, grants=frozenset(g for g in self.grants if g.role in wanted))

    def counting(self) -> "Scope":
        """The same person with the areas that may be counted, personal columns excluded."""
        return replace(
            self,
            grants=frozenset(replace(g, area=g.area | g.counts) for g in self.grants),
        )

    def has(
        self,
        roles: Iterable[Role],
        *,
        site_id: int | None = None,
        stairwell_id: int | None = None,
    ) -> bool:
        """Whether one of `roles` is held; with a place, whether it is held over that place.

        A stairwell grant covers a place only through its stairwell, a site grant through the site.
        """
        held = self.only(roles)
        if site_id is None and stairwell_id is None:
            return bool(held.grants)
        area = held.area
        return area.county or site_id in area.sites or stairwell_id in area.stairwell_ids


def sum_areas(areas: Iterable[Area]) -> Area:
    """The union of several areas."""
    total = NOWHERE
    for area in areas:
        total |= area
    return total


def within_q(scope: Scope, *, site: str, stairwell: str | None = None) -> Q:
    """The filter "inside what the scope may read".

    `site` and `stairwell` are lookups of the row's site id and stairwell id. Without `stairwell`
    the row belongs to its site as a whole and a grid's staff see it through their site.
    """
    area = scope.area
    if area.county:
        return Q()
    if stairwell is None:
        return Q(**{f"{site}__in": sorted(area.site_ids)})
    inside = Q(**{f"{site}__in": sorted(area.sites)})
    if area.stairwells:
        inside |= Q(**{f"{stairwell}__in": sorted(area.stairwell_ids)})
    return inside


GrantSource = Callable[[int, date], Iterable[Grant]]
_grant_sources: list[GrantSource] = []


def register_grants(source: GrantSource) -> GrantSource:
    """Registers `(user_id, on) -> grants`; called from AppConfig.ready."""
    if source not in _grant_sources:
        _grant_sources.append(source)
    return source


def scope_of(user_id: int | None, on: date) -> Scope:
    """The scope of a person on a day, from current postings alone (one query a source)."""
    if user_id is None:
        return Scope(None, on)
    grants = frozenset(grant for source in _grant_sources for grant in source(user_id, on))
    return Scope(user_id, on, grants)


@contextmanager
def scoped(scope: Scope, **context: object) -> Iterator[Scope]:
    """One transaction under one scope: requests, streams, the worker and commands all enter here.

    The history rows written inside carry the user and `context` (no personal data in it).
    """
    with transaction.atomic(), pghistory.context(user=scope.user_id, **context):
        yield scope
