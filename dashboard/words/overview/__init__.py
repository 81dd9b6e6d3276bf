"""The Overview as words."""
