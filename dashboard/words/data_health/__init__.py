"""Data health as words."""
