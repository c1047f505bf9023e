"""Whom a ledger names as its doers: colleagues where the name is sure, else the words."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from grids.models import GridPosting
from lib.names import clean_name
from sites.models import Posting, ResettlementSite

_BETWEEN = re.compile(r"[、,，;；/／\s]+")


@dataclass(slots=True)
class People:
    """Everybody who ever held a post at the site, by name, and his grid posts; two statements."""

    by_name: dict[str, list[User]]
    grid_posts: list[GridPosting]

    @classmethod
    def of_site(cls, site: ResettlementSite) -> "People":
        posts = Posting.objects.filter(site=site, holder=OuterRef("pk"))
        in_grids = GridPosting.objects.filter(site=site, holder=OuterRef("pk"))
        users = User.objects.filter(Q(Exists(posts)) | Q(Exists(in_grids))).order_by("pk")
        found = defaultdict(list)
        for user in users:
            found[user.name].append(user)
        return cls(found, list(GridPosting.objects.filter(site=site)))

    def in_grid(self, user: User, on: date) -> bool:
        """Whether the colleague held a grid post at the site on that day."""
        return any(
            post.holder_id == user.pk
            and post.valid_from <= on
            and (post.valid_to is None or post.valid_to >= on)
            for post in self.grid_posts
        )

    def read(self, text: str) -> tuple[list[User], list[str]]:
        """The colleagues whom a cell names, and the names that nobody or several bear."""
        users: list[User] = []
        others: list[str] = []
        for part in _BETWEEN.split(text):
            name = clean_name(part)
            if not name:
                continue
            known = self.by_name.get(name, [])
            if len(known) == 1:
                users += [] if known[0] in users else known
            else:
                others.append(name)
        return users, others
