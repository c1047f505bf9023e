"""One concern a module; the order stands in settings."""
