"""Journeys as words."""
