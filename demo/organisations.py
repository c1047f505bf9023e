"""Bodies of the county and of its sites (R13: five kinds at every site)."""

from dataclasses import dataclass, field
from datetime import date

from demo.places import Places
from sites.enums import OrganisationKind
from sites.models import Organisation, ResettlementSite

OFFICE = "县易地扶贫搬迁后续扶持工作办公室"
MEMBER_UNITS = (
    "县委组织部", "县委政法委", "县民政局", "县人力资源和社会保障局", "县农业农村局",
    "县教育局", "县卫生健康局", "县文体广电旅游局",
)  # fmt: skip
URBAN_ONLY = {OrganisationKind.OWNERS_COMMITTEE, OrganisationKind.PROPERTY_COMPANY}
NAMES: dict[str, str] = {
    OrganisationKind.PARTY_BRANCH: "{}党支部",
    OrganisationKind.RESIDENTS_COMMITTEE: "{}居（村）民委员会",
    OrganisationKind.OWNERS_COMMITTEE: "{}业主委员会",
    OrganisationKind.PROPERTY_COMPANY: "{}物业服务有限公司（虚构）",
    OrganisationKind.MASS: "{}妇女联合会",
    OrganisationKind.SOCIAL_SERVICE: "{}社会工作服务站",
    OrganisationKind.COOPERATIVE: "{}专业合作社（虚构）",
    OrganisationKind.VOLUNTEER_TEAM: "{}志愿服务队",
}


@dataclass(slots=True)
class Organisations:
    """All bodies, and two ways to find them: by name in the county, by kind at a site."""

    rows: list[Organisation] = field(default_factory=list)
    of_county: dict[str, Organisation] = field(default_factory=dict)
    of_site: dict[str, dict[str, Organisation]] = field(default_factory=dict)


def found(places: Places) -> Organisations:
    """The bodies of the county and of each site."""
    bodies = Organisations()
    county = [
        (OrganisationKind.LEADING_GROUP, "县易地扶贫搬迁后续扶持工作领导小组"),
        (OrganisationKind.PARTNER_UNIT, "东莞市对口协作工作组"),
        *((OrganisationKind.MEMBER_UNIT, unit) for unit in MEMBER_UNITS),
    ]
    for kind, name in county:
        body = Organisation(kind=kind, name=name, valid_from=date(2016, 3, 1))
        bodies.of_county[name] = body
        bodies.rows.append(body)
    communities = {row.site.code: row.community for row in reversed(places.site_communities)}
    for site in places.sites:
        bodies.of_site[site.code] = {
            kind: Organisation(
                site=site,
                community=communities[site.code],
                kind=kind,
                name=name.format(site.name),
                valid_from=_after_opening(site, index),
            )
            for index, (kind, name) in enumerate(NAMES.items())
            if site.is_urban or kind not in URBAN_ONLY
        }
        bodies.rows.extend(bodies.of_site[site.code].values())
    return bodies


def _after_opening(site: ResettlementSite, index: int) -> date:
    """One body after the other in the year after the site was opened."""
    return date(site.opened_on.year + 1, 1 + index, 15)
