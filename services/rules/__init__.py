"""Who may do what in the services, one file a topic; the roles stand in docs/architecture.md."""
