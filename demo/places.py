"""The county of the demonstration: real towns, one real site name, thirteen invented ones."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sites.enums import CommunityKind, SiteSetting, StairwellKind, TownshipKind
from sites.models import (
    Building,
    Community,
    County,
    Dwelling,
    ResettlementSite,
    SiteCommunity,
    Stairwell,
    Township,
)

SITE_CODE_PREFIX = "DEMO"
COUNTY = ("520623", "石阡县", "Shiqian County")
# NBS codes of 2023 behind the county's six digits.
TOWNSHIPS: dict[str, str] = {
    "001": "汤山街道", "002": "泉都街道", "003": "中坝街道",
    "101": "本庄镇", "102": "白沙镇", "103": "龙塘镇", "104": "花桥镇", "105": "五德镇",
    "107": "河坝镇",
    "201": "国荣乡", "202": "聚凤仡佬族侗族乡", "203": "龙井仡佬族侗族乡",
    "204": "大沙坝仡佬族侗族乡", "205": "枫香仡佬族侗族乡", "206": "青阳苗族仡佬族侗族乡",
    "207": "石固仡佬族侗族乡", "208": "坪地场仡佬族侗族乡", "209": "甘溪仡佬族侗族乡",
    "210": "坪山仡佬族侗族乡",
}  # fmt: skip
KINDS = {
    "0": TownshipKind.SUBDISTRICT,
    "1": TownshipKind.TOWN,
    "2": TownshipKind.TOWNSHIP,
}
FICTIONAL = "名称和全部数据为虚构，仅供演示"
REAL_NAME = "安置点名称见于报道，全部数据为虚构，仅供演示"


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What one site is built of. `grids` gives the number of buildings of each grid."""

    name: str
    name_en: str
    town: str
    grids: tuple[int, ...]
    communities: tuple[str, ...]
    full_time: int = 0
    stairwells: int = 3
    floors: int = 9
    flats: int = 3

    @property
    def urban(self) -> bool:
        return self.full_time > 0


# 6 urban and 8 village sites; 26 grids and 61 buildings; a small site shares its village.
SITES = (
    SitePlan("平阳社区", "Pingyang Community", "001", (3, 3, 2, 2), ("平阳社区", "平阳新区"), 2),
    SitePlan("安和苑", "Anhe Court (fictional)", "001", (3, 3, 2), ("安和社区",), 2),
    SitePlan("锦云家园", "Jinyun Homes (fictional)", "002", (3, 2, 2), ("锦云社区",), 2),
    SitePlan("福源小区", "Fuyuan Estate (fictional)", "002", (3, 2), ("福源社区",), 1, floors=11),
    SitePlan("瑞竹家园", "Ruizhu Homes (fictional)", "003", (3, 2), ("瑞竹社区",), 1),
    SitePlan("仁和小区", "Renhe Estate (fictional)", "003", (2, 2), ("仁和社区",), 1, floors=11),
    SitePlan("桐花新村", "Tonghua Village (fictional)", "101", (3, 2), ("桐花村",), floors=20),
    SitePlan("松涛新村", "Songtao Village (fictional)", "102", (2, 2), ("松涛村",), floors=22),
    SitePlan("茶香新村", "Chaxiang Village (fictional)", "103", (2,), ("茶香村",), floors=20),
    SitePlan("清溪新村", "Qingxi Village (fictional)", "104", (2,), ("清溪村",), floors=18),
    SitePlan("云岭新村", "Yunling Village (fictional)", "105", (2,), ("云岭村",), floors=18),
    SitePlan("向阳新村", "Xiangyang Village (fictional)", "107", (2,), ("向阳村",), floors=20),
    SitePlan("枫林新村", "Fenglin Village (fictional)", "202", (3,), ("枫林村",), floors=16),
    SitePlan("桥头新村", "Qiaotou Village (fictional)", "202", (2,), ("枫林村",), floors=15),
)
AREAS_M2 = (Decimal(60), Decimal(80), Decimal(100), Decimal(120))


@dataclass(slots=True)
class Places:
    """Everything that stands on the map, not yet stored; `grids` groups buildings by grid."""

    county: County
    townships: list[Township] = field(default_factory=list)
    communities: list[Community] = field(default_factory=list)
    sites: list[ResettlementSite] = field(default_factory=list)
    site_communities: list[SiteCommunity] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    stairwells: list[Stairwell] = field(default_factory=list)
    dwellings: list[Dwelling] = field(default_factory=list)
    grids: dict[str, list[list[Building]]] = field(default_factory=dict)


def lay_out() -> Places:
    """The county's places; nothing in them is left to chance."""
    code, name, name_en = COUNTY
    places = Places(County(code=code, name=name, name_en=name_en))
    towns = {}
    for number, town in TOWNSHIPS.items():
        towns[number] = Township(
            county=places.county, code=code + number, name=town, kind=KINDS[number[0]]
        )
    places.townships = list(towns.values())
    known: dict[tuple[str, str], Community] = {}
    for index, plan in enumerate(SITES):
        site = ResettlementSite(
            code=f"{SITE_CODE_PREFIX}{index + 1:02d}",
            name=plan.name,
            name_en=plan.name_en,
            township=towns[plan.town],
            setting=SiteSetting.URBAN_COMMUNITY if plan.urban else SiteSetting.VILLAGE,
            opened_on=date(2016 + index % 4, 9, 1),
            remark=FICTIONAL if index else REAL_NAME,
        )
        places.sites.append(site)
        own = []
        for community in plan.communities:
            key = (plan.town, community)
            if key not in known:
                kind = CommunityKind.COMMUNITY if plan.urban else CommunityKind.VILLAGE
                known[key] = Community(township=towns[plan.town], name=community, kind=kind)
            own.append(known[key])
            places.site_communities.append(SiteCommunity(site=site, community=known[key]))
        _build(places, site, plan, own)
    places.communities = list(known.values())
    return places


def _build(
    places: Places, site: ResettlementSite, plan: SitePlan, communities: list[Community]
) -> None:
    """Buildings grid by grid; the second half of the grids stands in the last community."""
    number = 0
    places.grids[site.code] = []
    for index, size in enumerate(plan.grids):
        community = communities[index * len(communities) // len(plan.grids)]
        block = []
        for _ in range(size):
            number += 1
            floors = plan.floors if plan.urban else 2
            building = Building(site=site, community=community, name=str(number), floors=floors)
            block.append(building)
            for stairwell in _stairwells(plan, site, building):
                places.stairwells.append(stairwell)
                places.dwellings.extend(_dwellings(plan, stairwell, number))
        places.buildings.extend(block)
        places.grids[site.code].append(block)


def _stairwells(plan: SitePlan, site: ResettlementSite, building: Building) -> Iterator[Stairwell]:
    kind = StairwellKind.STAIRWELL if plan.urban else StairwellKind.ROW
    for number in range(1, plan.stairwells + 1):
        yield Stairwell(site=site, building=building, name=str(number), kind=kind)


def _dwellings(plan: SitePlan, stairwell: Stairwell, building_no: int) -> Iterator[Dwelling]:
    """Flats by floor (302 is the second on floor 3), or the houses of a row by number."""
    if plan.urban:
        rooms = [f"{f}{n:02d}" for f in range(1, plan.floors + 1) for n in range(1, plan.flats + 1)]
    else:
        rooms = [str(number) for number in range(1, plan.floors + 1)]
    for index, room in enumerate(rooms):
        area = AREAS_M2[(building_no + index) % len(AREAS_M2)]
        yield Dwelling(site=stairwell.site, stairwell=stairwell, room_no=room, floor_area_m2=area)
