"""Master data of areas, sites, housing, organisations and posts; importing it registers them."""

from sites.admin import areas, committees, housing, leading_groups, organisations, postings, sites

__all__ = ["areas", "committees", "housing", "leading_groups", "organisations", "postings", "sites"]
