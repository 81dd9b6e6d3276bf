"""What was tried, as words."""
