"""Journeys: what the page of this name shows."""
