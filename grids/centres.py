"""The governance centres of county, towns and communities with head and staff, and what they hold
(R20).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from grids.centre_counts import STATE_OF_LEVEL, Key, NetCounts
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


@dataclass
class CentreLine:
    """One place that should have a centre: its centre, who is in it, the net below, what waits.

    A number is None where the reader does not count the whole place. `mend_url` founds the centre
    that is missing; `head_url` fills its head's post.
    """

    level: PlaceLevel
    place: str
    centre: Organisation | None
    heads: list[Posting]
    staff: list[Posting]
    grids: int | None
    units: int | None
    waiting: int | None
    waiting_url: str
    mend_url: str
    head_url: str


@dataclass(frozen=True, slots=True)
class _Place:
    """`code` is the town's; `site` is one of a community's, where its centre is founded."""

    level: PlaceLevel
    name: str
    key: Key
    code: str = ""
    site: int | None = None


def centre_lines(scope: Scope) -> list[CentreLine]:
    """The county, each town with its communities below; a dozen statements, however many."""
    counted = ResettlementSite.objects.within(scope.only(SYSTEM_READERS).counting())
    sites = list(counted.active(scope.on).select_related("township").order_by("code"))
    places = list(_places(sites))
    centres = {
        (row.township_id, row.community_id): row
        for row in Organisation.objects.governance_centres().current(scope.on)
    }
    postings = _postings(centres.values(), scope.on)
    counts = NetCounts(scope, sites, [place.key for place in places])
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
                grids=counts.grids(place.key),
                units=counts.units(place.key),
                waiting=counts.waiting(place.key, place.level),
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
        yield _Place(PlaceLevel.COUNTY, county.name, (None, None))
    links = SiteCommunity.objects.filter(site__in=sites).select_related("community")
    served: dict[Community, int] = {}
    for link in links.order_by("community__name", "community", "site__code"):
        served.setdefault(link.community, link.site_id)
    towns = Township.objects.in_bulk({site.township_id for site in sites})
    for town in sorted(towns.values(), key=lambda town: town.code):
        yield _Place(PlaceLevel.TOWN, town.name, (town.pk, None), code=town.code)
        for community, site in served.items():
            if community.township_id == town.pk:
                yield _Place(PlaceLevel.SITE, community.name, (None, community.pk), site=site)


def _postings(centres: Any, on: date) -> dict[int, list[Posting]]:
    posts = [post for pair in GOVERNANCE_POSTS.values() for post in pair]
    rows = Posting.objects.in_post(on).filter(
        post__in=posts, organisation__in=[centre.pk for centre in centres]
    )
    found: dict[int, list[Posting]] = {}
    for row in rows.select_related("holder").order_by("valid_from", "pk"):
        found.setdefault(row.organisation_id or 0, []).append(row)
    return found


def _waiting_url(place: _Place) -> str:
    """The list with the reports that the number counts."""
    query: dict[str, Any] = {"state": STATE_OF_LEVEL[place.level].value}
    _town, community = place.key
    if community is not None:
        query["community"] = community
    elif place.code:
        query["town"] = place.code
    return f"{reverse('net_report_list')}?{urlencode(query)}"


def _mend_url(scope: Scope, place: _Place) -> str:
    """The form of a new centre for whoever keeps it, and the way back."""
    town, community = place.key
    site = place.site
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
