"""Accountability as words."""
