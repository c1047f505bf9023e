from sites.models.areas import Community, County, Township
from sites.models.housing import Building, Dwelling, Stairwell
from sites.models.organisations import Organisation
from sites.models.postings import Establishment, Posting
from sites.models.sites import ResettlementSite, SiteCommunity

__all__ = [
    "Building",
    "Community",
    "County",
    "Dwelling",
    "Establishment",
    "Organisation",
    "Posting",
    "ResettlementSite",
    "SiteCommunity",
    "Stairwell",
    "Township",
]
