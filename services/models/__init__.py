"""Tables of the services, one file a topic; importing it makes Django know them all."""
