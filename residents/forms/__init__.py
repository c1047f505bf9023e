"""Forms parse input; filter forms return the narrowed queryset."""
