"""Master data of grids and grid posts; importing it registers them."""

from grids.admin import grids, postings, stairwells, units

__all__ = ["grids", "postings", "stairwells", "units"]
