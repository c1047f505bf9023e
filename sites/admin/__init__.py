"""Master data of areas, sites, housing, organisations, posts, centres; importing registers it."""

from sites.admin import (
    areas,
    centres,
    checklists,
    committees,
    culture,
    facilities,
    housing,
    leading_groups,
    organisations,
    postings,
    sites,
    system_bodies,
    venues,
)

__all__ = [
    "areas",
    "centres",
    "checklists",
    "committees",
    "culture",
    "facilities",
    "housing",
    "leading_groups",
    "organisations",
    "postings",
    "sites",
    "system_bodies",
    "venues",
]
