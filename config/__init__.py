"""Settings, addresses, middleware, server entry; sees every app, imported by none."""
