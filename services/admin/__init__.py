"""Master data of the services; importing it registers the pages."""
