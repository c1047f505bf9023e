"""Master data of areas, sites, housing, organisations and posts; importing it registers them."""

from sites.admin import areas, committees, housing, organisations, postings, sites

__all__ = ["areas", "committees", "housing", "organisations", "postings", "sites"]
