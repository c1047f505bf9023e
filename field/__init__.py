"""What a grid leader carries: phone pages and one sync endpoint."""
