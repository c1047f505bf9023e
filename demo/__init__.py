"""Synthetic data for demonstration and benchmarks; sees every app, imported by none."""
