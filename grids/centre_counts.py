"""What a governance centre has below it and with it, where the reader counts its whole place (R20).

A community's share of a site are the grids whose buildings stand in it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from grids.enums import ReportState
from grids.models import Grid, GridStairwell, JointHouseholdUnit, NetReport
from grids.models.reports import OUTLINE_READERS, communities_served, is_of_county_centre
from grids.rules import can_view_reports
from lib.scope import Role, Scope
from sites.enums import PlaceLevel
from sites.models import ResettlementSite, SiteCommunity
from sites.rules import SYSTEM_READERS

STATE_OF_LEVEL = {
    PlaceLevel.COUNTY: ReportState.AT_COUNTY,
    PlaceLevel.TOWN: ReportState.AT_TOWN,
    PlaceLevel.SITE: ReportState.AT_COMMUNITY,
}
# A town's id, a community's id; both empty for the county.
Key = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which places somebody counts everything: the county, whole sites, communities."""

    county: bool
    sites: frozenset[int]
    communities: frozenset[int] = frozenset()
    of_county_centre: bool = False

    def covers(self, key: Key, sites: Iterable[int]) -> bool:
        """Whether all of a place is counted; `sites` are all that lie in it, closed ones too."""
        town, community = key
        if self.county or community in self.communities:
            return True
        if town is None and community is None:
            return self.of_county_centre
        below = set(sites)
        return bool(below) and below <= self.sites


def reach_of_net(scope: Scope) -> Reach:
    """Where somebody counts grids and units."""
    area = scope.only(SYSTEM_READERS).counting().area
    return Reach(area.county, area.site_ids)


def reach_of_reports(scope: Scope) -> Reach:
    """Where somebody counts reports, be it that he may not read one of them; two statements."""
    area = scope.only(OUTLINE_READERS).counting().area
    served = communities_served(scope).values_list("organisation__community", flat=True)
    is_of_county = scope.has({Role.MEMBER_UNIT}) and is_of_county_centre(scope)
    return Reach(area.county, area.sites, frozenset(served), is_of_county)


def sites_in(keys: Iterable[Key]) -> dict[Key, set[int]]:
    """All sites of each town and community, whoever may see them; two statements."""
    wanted = list(keys)
    found: dict[Key, set[int]] = {key: set() for key in wanted}
    towns = ResettlementSite.objects.filter(township__in={town for town, _ in wanted if town})
    for town, site in towns.values_list("township", "pk"):
        found[town, None].add(site)
    links = SiteCommunity.objects.filter(community__in={one for _, one in wanted if one})
    for community, site in links.values_list("community", "site"):
        found[None, community].add(site)
    return found


class NetCounts:
    """Grids, units and waiting reports of every place; six statements, four without reports."""

    def __init__(self, scope: Scope, sites: list[ResettlementSite], keys: Iterable[Key]) -> None:
        ids, on = [site.pk for site in sites], scope.on
        self._sites = sites_in(keys)
        self._net = reach_of_net(scope)
        self._grids = dict(
            Grid.objects.current(on).filter(site__in=ids).values_list("pk", "site__township")
        )
        units = JointHouseholdUnit.objects.current(on).filter(site__in=ids)
        self._units = Counter(dict(units.order_by().values_list("grid").annotate(Count("pk"))))
        links = GridStairwell.objects.current(on).filter(site__in=ids)
        self._drawn = _by_community(links)
        self._reports = reach_of_reports(scope) if can_view_reports(scope) else None
        self._waiting: list[tuple[str, int, int, int]] = []
        self._told: dict[int, set[int]] = {}
        if self._reports is not None:
            rows = NetReport.objects.within(scope.counting()).waiting().order_by()
            groups = rows.values_list("state", "site__township", "grid")
            self._waiting = list(groups.annotate(Count("pk")))
            low = {row[2] for row in self._waiting if row[0] == ReportState.AT_COMMUNITY}
            self._told = _by_community(GridStairwell.objects.filter(grid__in=low))

    def grids(self, key: Key) -> int | None:
        """Grids in force; None where the reader does not count the place."""
        return len(self._below(key)) if self._net.covers(key, self._sites[key]) else None

    def units(self, key: Key) -> int | None:
        """Joint-household units; None where the reader does not count the place."""
        if not self._net.covers(key, self._sites[key]):
            return None
        return sum(self._units[grid] for grid in self._below(key))

    def waiting(self, key: Key, level: PlaceLevel) -> int | None:
        """Reports that wait at the centre; None where the reader does not count the place."""
        if self._reports is None or not self._reports.covers(key, self._sites[key]):
            return None
        town, community = key
        return sum(
            number
            for state, of_town, grid, number in self._waiting
            if state == STATE_OF_LEVEL[level]
            and town in (None, of_town)
            and (community is None or grid in self._told.get(community, ()))
        )

    def _below(self, key: Key) -> set[int]:
        town, community = key
        if community is not None:
            return self._drawn.get(community, set()) & self._grids.keys()
        return {grid for grid, of_town in self._grids.items() if town in (None, of_town)}


def _by_community(links: QuerySet[GridStairwell]) -> dict[int, set[int]]:
    """Community to the grids that have one of these stairwells in its buildings."""
    found: dict[int, set[int]] = {}
    pairs = links.order_by().values_list("stairwell__building__community", "grid")
    for community, grid in pairs.distinct():
        found.setdefault(community, set()).add(grid)
    return found
