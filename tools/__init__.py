"""Tools of the developer's machine: database, server, checks; nothing of the site itself."""
