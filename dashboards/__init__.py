"""What leaders read: the home page of each role, and the figures."""
