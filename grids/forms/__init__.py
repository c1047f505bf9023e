"""Forms of the master data."""
