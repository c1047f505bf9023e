"""Who looks after whom: grids, grid party groups, grid posts."""
