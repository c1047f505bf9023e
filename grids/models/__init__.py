from grids.models.grids import Grid, GridPartyGroup, GridStairwell
from grids.models.postings import GridPosting

__all__ = ["Grid", "GridPartyGroup", "GridPosting", "GridStairwell"]
