"""Deeds with posts, each in one transaction."""
