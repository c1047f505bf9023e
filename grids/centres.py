"""The governance centres of county, towns and communities with head and staff, and what they hold
(R20).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from grids.enums import ReportState
from grids.models import Grid, JointHouseholdUnit, NetReport
from grids.rules import can_view_reports
from lib.returning import with_way_back
from lib.scope import Scope
from sites.enums import GOVERNANCE_POSTS, OrganisationKind, PlaceLevel
from sites.models import (
    Community,
    County,
    Organisation,
    Posting,
    ResettlementSite,
    SiteCommunity,
    Township,
)
from sites.rules import SYSTEM_READERS, can_appoint, can_keep_organisations

STATE_OF_LEVEL = {
    PlaceLevel.COUNTY: ReportState.AT_COUNTY,
    PlaceLevel.TOWN: ReportState.AT_TOWN,
    PlaceLevel.SITE: ReportState.AT_COMMUNITY,
}


@dataclass
class CentreLine:
    """One place that should have a centre: its centre, who is in it, the net below, what waits.

    `mend_url` founds the centre that is missing; `head_url` fills its head's post.
    """

    level: PlaceLevel
    place: str
    centre: Organisation | None
    heads: list[Posting]
    staff: list[Posting]
    grids: int
    units: int
    waiting: int | None
    waiting_url: str
    mend_url: str
    head_url: str


@dataclass(frozen=True, slots=True)
class _Place:
    level: PlaceLevel
    name: str
    key: tuple[int | None, int | None]
    sites: tuple[int, ...]
    site_code: str = ""


def centre_lines(scope: Scope) -> list[CentreLine]:
    """The county, each town with its communities below; nine statements."""
    counted = ResettlementSite.objects.within(scope.only(SYSTEM_READERS).counting())
    sites = list(counted.active(scope.on).select_related("township").order_by("code"))
    places = list(_places(sites))
    centres = {
        (row.township_id, row.community_id): row
        for row in Organisation.objects.governance_centres().current(scope.on)
    }
    postings = _postings(centres.values(), scope.on)
    ids = [site.pk for site in sites]
    grids = _by_site(Grid.objects.current(scope.on).filter(site__in=ids))
    units = _by_site(JointHouseholdUnit.objects.current(scope.on).filter(site__in=ids))
    waiting = _waiting(scope)
    lines = []
    for place in places:
        centre = centres.get(place.key)
        held = postings.get(centre.pk, []) if centre else []
        head_post, staff_post = GOVERNANCE_POSTS[place.level]
        heads = [posting for posting in held if posting.post == head_post]
        lines.append(
            CentreLine(
                level=place.level,
                place=place.name,
                centre=centre,
                heads=heads,
                staff=[posting for posting in held if posting.post == staff_post],
                grids=sum(grids[site] for site in place.sites),
                units=sum(units[site] for site in place.sites),
                waiting=None if waiting is None else _sum(waiting, place),
                waiting_url=_waiting_url(place),
                mend_url="" if centre else _mend_url(scope, place),
                head_url=_head_url(scope, place, centre) if centre and not heads else "",
            )
        )
    return lines


def _places(sites: list[ResettlementSite]) -> Iterator[_Place]:
    """County, then each town of the sites, then its communities."""
    county = County.objects.first()
    if county is not None:
        every = tuple(site.pk for site in sites)
        yield _Place(PlaceLevel.COUNTY, county.name, (None, None), every)
    code_of = {site.pk: site.code for site in sites}
    links = SiteCommunity.objects.filter(site__in=sites).select_related("community")
    served: dict[Community, list[int]] = {}
    for link in links.order_by("community__name", "community", "site__code"):
        served.setdefault(link.community, []).append(link.site_id)
    towns = Township.objects.in_bulk({site.township_id for site in sites})
    for town in sorted(towns.values(), key=lambda town: town.code):
        below = tuple(site.pk for site in sites if site.township_id == town.pk)
        yield _Place(PlaceLevel.TOWN, town.name, (town.pk, None), below)
        for community, own in served.items():
            if community.township_id == town.pk:
                code = code_of[own[0]] if len(own) == 1 else ""
                yield _Place(
                    PlaceLevel.SITE, community.name, (None, community.pk), tuple(own), code
                )


def _postings(centres: Any, on: date) -> dict[int, list[Posting]]:
    posts = [post for pair in GOVERNANCE_POSTS.values() for post in pair]
    rows = Posting.objects.in_post(on).filter(
        post__in=posts, organisation__in=[centre.pk for centre in centres]
    )
    found: dict[int, list[Posting]] = {}
    for row in rows.select_related("holder").order_by("valid_from", "pk"):
        found.setdefault(row.organisation_id or 0, []).append(row)
    return found


def _by_site(rows: Any) -> Counter[int]:
    counts = rows.order_by().values_list("site").annotate(Count("pk"))
    return Counter(dict(counts))


def _waiting(scope: Scope) -> dict[tuple[int, str], int] | None:
    """(site, state) to the number of reports that wait there; None for who reads none."""
    if not can_view_reports(scope):
        return None
    rows = NetReport.objects.within(scope).waiting().order_by()
    return {
        (site, state): number
        for site, state, number in rows.values_list("site", "state").annotate(Count("pk"))
    }


def _sum(waiting: dict[tuple[int, str], int], place: _Place) -> int:
    return sum(waiting.get((site, STATE_OF_LEVEL[place.level]), 0) for site in place.sites)


def _waiting_url(place: _Place) -> str:
    query = {"state": STATE_OF_LEVEL[place.level].value}
    if place.site_code:
        query["site"] = place.site_code
    return f"{reverse('net_report_list')}?{urlencode(query)}"


def _mend_url(scope: Scope, place: _Place) -> str:
    """The form of a new centre for whoever keeps it, and the way back."""
    town, community = place.key
    site = place.sites[0] if community else None
    if not can_keep_organisations(scope, Organisation(site_id=site)):
        return ""
    start = {"site": site, "township": town, "community": community}
    return with_way_back(
        reverse("admin:sites_organisation_add"),
        reverse("governance_list"),
        kind=OrganisationKind.GOVERNANCE_CENTRE.value,
        **{name: value for name, value in start.items() if value},
    )


def _head_url(scope: Scope, place: _Place, centre: Organisation) -> str:
    """Where the administrator fills the head's post."""
    if not can_appoint(scope):
        return ""
    town, _community = place.key
    post = GOVERNANCE_POSTS[place.level][0]
    if centre.site_id:
        query = urlencode({"post": post, "site": centre.site_id, "organisation": centre.pk})
        return f"{reverse('post_appoint', args=['site'])}?{query}"
    place_of = (
        {"township": town} if town else {"county": County.objects.values_list("pk", flat=True)[0]}
    )
    return with_way_back(
        reverse("admin:sites_posting_add"),
        reverse("governance_list"),
        post=post,
        organisation=centre.pk,
        **place_of,
    )
