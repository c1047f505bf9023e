"""Where, and under whose leadership: areas, sites, housing, organisations, posts."""
