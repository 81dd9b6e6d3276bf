"""People and culture, as words."""
