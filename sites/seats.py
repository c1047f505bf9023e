"""Seats of county, town and site posts: the establishment, and posts that every site must fill."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from lib.posts import Seats
from lib.scope import Scope, within_q
from sites.enums import GOVERNANCE_POSTS, SINGLE_SEAT_POSTS, Post
from sites.models import Establishment, Organisation, Posting, ResettlementSite

KIND = "site"


def seats_of_sites(scope: Scope, on: date) -> Iterator[Seats]:
    """Rows of the establishment, then posts of one seat at sites that it does not name (R9, R33).

    And a head for each governance centre (R20). Five SQL statements.
    """
    named = set()
    rows = Establishment.objects.within(scope).with_vacancies(on)
    for row in rows.select_related("county", "township", "site").order_by("site__code", "post"):
        named.add((row.post, row.site_id))
        yield Seats(
            kind=KIND,
            post=row.post,
            label=row.get_post_display(),
            place=str(row.place),
            site_id=row.site_id,
            seats=row.seats,
            held=row.held,
            fill={"post": row.post, "site": row.site_id} if row.site_id else {},
        )
    taken = set(
        Posting.objects.in_post(on).filter(post__in=SINGLE_SEAT_POSTS).values_list("post", "site")
    )
    for site in ResettlementSite.objects.within(scope).active(on).order_by("code"):
        for post in SINGLE_SEAT_POSTS:
            if (post, site.pk) not in named:
                yield Seats(
                    kind=KIND,
                    post=post,
                    label=str(Post(post).label),
                    place=site.name,
                    site_id=site.pk,
                    seats=1,
                    held=int((post, site.pk) in taken),
                    fill={"post": post, "site": site.pk},
                )
    yield from _of_centres(scope, on)


def _of_centres(scope: Scope, on: date) -> Iterator[Seats]:
    centres = Organisation.objects.governance_centres().current(on)
    mine = list(centres.filter(within_q(scope, site="site_id")).order_by("site", "name"))
    holders = Posting.objects.in_post(on).filter(organisation__in=mine)
    held = Counter(holders.values_list("organisation", "post"))
    for centre in mine:
        post = GOVERNANCE_POSTS[centre.level][0]
        site = {"site": centre.site_id} if centre.site_id else {}
        yield Seats(
            kind=KIND,
            post=post,
            label=str(Post(post).label),
            place=centre.name,
            site_id=centre.site_id,
            seats=1,
            held=held[centre.pk, post],
            fill={"post": post, "organisation": centre.pk, **site} if site else {},
        )
