"""Benchmarks: ratios taken in one run, in turn, median of rounds (docs/decisions)."""
