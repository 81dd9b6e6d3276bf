"""The Top Ten as words."""
