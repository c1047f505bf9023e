"""What staff type about their sign-in; each form cleans, none writes."""
