"""Data health: first whether the numbers can be believed, and what is not; all that was found is folded below it."""
