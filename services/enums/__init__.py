"""Code lists of the services, one file a topic."""
