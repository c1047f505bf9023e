"""Pages of sign-in, the staff directory, the logs and exports."""
