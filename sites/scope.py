"""What a county, town or site posting lets its holder read and count."""

from collections.abc import Iterable
from datetime import date

from lib.scope import NOWHERE, WHOLE_COUNTY, Area, Grant, Role
from sites.enums import POST_ROLE
from sites.models import Posting, ResettlementSite


def grants_of_postings(user_id: int, on: date) -> Iterable[Grant]:
    """The grants of a person's current postings: one query, one more where a town post is held."""
    postings = list(
        Posting.objects.current(on).filter(holder=user_id).values_list("post", "site", "township")
    )
    towns = {township for _, _, township in postings if township}
    sites_of_town: dict[int, set[int]] = {}
    if towns:
        for site, town in ResettlementSite.objects.filter(township__in=towns).values_list(
            "id", "township"
        ):
            sites_of_town.setdefault(town, set()).add(site)
    for post, site, township in postings:
        role = POST_ROLE.get(post)
        if role is None:
            continue
        if site:
            area = Area(sites=frozenset([site]))
        elif township:
            area = Area(sites=frozenset(sites_of_town.get(township, ())))
        else:
            area = WHOLE_COUNTY
        yield Grant(role, area, counts_of(role))


def counts_of(role: Role) -> Area:
    """A county leader counts the whole county, whatever he may read."""
    return WHOLE_COUNTY if role == Role.COUNTY_LEADER else NOWHERE
