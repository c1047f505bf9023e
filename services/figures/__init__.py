"""Figures of the services, one file a topic; `services.apps` registers them."""
