"""Master data of areas, sites, housing, organisations and posts; importing it registers them."""

from sites.admin import areas, housing, organisations, postings, sites

__all__ = ["areas", "housing", "organisations", "postings", "sites"]
