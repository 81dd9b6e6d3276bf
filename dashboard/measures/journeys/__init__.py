"""Journeys: what was promised and kept, stage by stage, where the time went, and what it goes along with."""
