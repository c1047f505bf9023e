"""The benchmarks' database: a cluster of its own with the demo county, and an owner's session."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2

from accounts.models import User
from config.database import logins
from lib.periods import today
from sites.enums import Post, SiteSetting
from sites.models import Community, Posting, ResettlementSite, SiteCommunity, Township


@contextmanager
def owner_session() -> Iterator[Any]:
    """A connection of the tables' owner, one transaction unless told otherwise."""
    owner = logins()["owner"]
    session = psycopg2.connect(
        dbname=owner["NAME"],
        user=owner["USER"],
        password=owner["PASSWORD"],
        host=owner["HOST"],
        port=owner["PORT"] or None,
    )
    try:
        yield session
    finally:
        session.close()


def new_site(code: str) -> ResettlementSite:
    """An empty site with a community and a clerk of its own."""
    township = Township.objects.order_by("code").first()
    assert township is not None, "load the demo county first"
    site = ResettlementSite.objects.filter(code=code).first()
    if site is not None:
        return site
    site = ResettlementSite.objects.create(
        code=code,
        name=code,
        township=township,
        setting=SiteSetting.URBAN_COMMUNITY,
        opened_on=today(),
    )
    community = Community.objects.create(township=township, name=code)
    SiteCommunity.objects.create(site=site, community=community)
    clerk = User.objects.create_user(username=code, name=code)
    Posting.objects.create(holder=clerk, post=Post.CENTRE_STAFF, site=site, valid_from=today())
    return site


def site_clerk(site: ResettlementSite) -> User:
    """The clerk that `new_site` made."""
    return User.objects.get(username=site.code)
