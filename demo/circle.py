"""Facilities around the sites, and what the county does not ask of villages (R36)."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from demo.places import Places
from sites.enums import SiteSetting
from sites.facility_enums import FacilityKind, FacilityTier, tier_of
from sites.models import Facility, FacilityRule

K = FacilityKind
NOT_IN_VILLAGES = (
    K.SUPERMARKET, K.MARKET, K.FRESH_SHOP, K.LAUNDRY, K.PHOTO, K.HOME_SERVICES, K.POLICE,
)  # fmt: skip
NAMES: dict[str, str] = {
    K.CONVENIENCE_STORE: "便民超市", K.SUPERMARKET: "惠民超市", K.MARKET: "农贸市场",
    K.FRESH_SHOP: "生鲜直销店", K.BREAKFAST: "羊肉粉馆", K.LAUNDRY: "洗衣店",
    K.HAIRDRESSER: "理发店", K.PHOTO: "图文店", K.HOME_SERVICES: "家政服务站",
    K.REPAIR: "家电维修店", K.PHARMACY: "大药房", K.POST: "快递驿站", K.RECYCLING: "再生资源回收点",
    K.LEISURE: "健身步道", K.HEALTH: "健身房", K.SOCIAL: "老年茶室", K.CULTURE: "文化大院",
    K.CLINIC: "社区卫生室", K.KINDERGARTEN: "幼儿园", K.PRIMARY_SCHOOL: "小学",
    K.POLICE: "警务室", K.JOB_SERVICE: "就业服务站", K.ELDERLY_CARE: "日间照料中心",
    K.AFTER_SCHOOL: "四点半课堂", K.CEREMONY_HALL: "红白喜事堂",
}  # fmt: skip
HOURS = ("08:00–20:00", "07:00–21:00", "09:00–18:00", "")


@dataclass(slots=True)
class Circle:
    """Not yet stored."""

    rules: list[FacilityRule] = field(default_factory=list)
    facilities: list[Facility] = field(default_factory=list)


def draw_circle(rng: Random, places: Places) -> Circle:
    """Most kinds at urban sites, the needed ones at villages; some missing, some too far away."""
    made = Circle()
    made.rules = [
        FacilityRule(kind=kind, setting=SiteSetting.VILLAGE, is_wanted=False)
        for kind in NOT_IN_VILLAGES
    ]
    made.rules.append(
        FacilityRule(
            kind=K.CONVENIENCE_STORE, setting=SiteSetting.URBAN_COMMUNITY, within_minutes=5
        )
    )
    for site in places.sites:
        since = date(site.opened_on.year + 1, 6, 1)
        for kind, name in NAMES.items():
            is_upgrade = tier_of(kind) == FacilityTier.UPGRADE
            absent = 0.5 if is_upgrade else 0.07 if site.is_urban else 0.13
            if rng.random() < absent or (not site.is_urban and kind in NOT_IN_VILLAGES):
                continue
            minutes = 3 if kind == K.CONVENIENCE_STORE else rng.randint(2, 16)
            known = rng.random() < 0.6
            made.facilities.append(
                Facility(
                    site=site, kind=kind, name=f"{site.name}{name}", walk_minutes=minutes,
                    hours=rng.choice(HOURS), valid_from=since,
                    east_m=rng.randint(-60, 60) * minutes // 2 if known else None,
                    north_m=rng.randint(-60, 60) * minutes // 2 if known else None,
                )
            )  # fmt: skip
    return made
