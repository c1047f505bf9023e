"""Writes of the services, one file a topic."""
