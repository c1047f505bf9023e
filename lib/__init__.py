"""Leaf helpers without models; every file has one job and is used by at least two apps."""
