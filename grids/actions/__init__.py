"""Deeds with grids and grid posts, each in one transaction."""
