"""Activities, volunteers, points, moral review and the covenant."""
