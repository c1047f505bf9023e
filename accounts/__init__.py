"""Who signs in: users (the staff directory), sign-in protection, audit and access log."""
