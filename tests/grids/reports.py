"""Reports of the net and governance centres for tests."""

from datetime import date
from typing import Any
from uuid import uuid4

from accounts.models import User
from grids.actions.reports import file_report
from grids.enums import ReportKind
from grids.models import Grid, NetReport
from lib.periods import today
from sites.enums import OrganisationKind
from sites.models import Community, Organisation, ResettlementSite, SiteCommunity, Township
from tests import factories


def make_report(grid: Grid, actor: User | None = None, **fields: Any) -> NetReport:
    """A report that lies with the grid."""
    return file_report(
        actor=actor or factories.make_user("上报人"),
        grid=grid,
        **{
            "kind": ReportKind.HAZARD, "occurred_on": today(), "words": "楼道堆物", "token": uuid4(),
            **fields,
        },
    )  # fmt: skip


def make_centre(
    site: ResettlementSite | None = None, township: Township | None = None, **fields: Any
) -> Organisation:
    """The governance centre of a site's community, of a town, or of the county."""
    community: Community | None = None
    if site is not None:
        link = SiteCommunity.objects.filter(site=site).first()
        community = link.community if link else factories.make_community(site.township)
        SiteCommunity.objects.get_or_create(site=site, community=community)
    place = site or township or "县"
    return Organisation.objects.create(
        kind=OrganisationKind.GOVERNANCE_CENTRE,
        site=site,
        township=township,
        community=community,
        **{"name": f"{place}综治中心", "valid_from": date(2021, 1, 1), **fields},
    )
