"""Measures that the settings name: each must be one of the registry, or nothing would be drawn and nothing said."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from dashboard.measures.registry import MEASURES
from dashboard.settings import Settings, SettingsError


def refuse_unknown_measures(settings: Settings) -> None:
    """Raise SettingsError where a setting names a measure that the registry does not have."""
    for where, name in _named(settings):
        if name not in MEASURES:
            near = get_close_matches(name, MEASURES, 1)
            meant = f"Did you mean {near[0]}?" if near else "`python -m dashboard doctor` lists them."
            raise SettingsError(f"The setting {where} names {name}, which is no measure of Northstar. {meant}")


def _named(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield each setting that names measures with each name."""
    for name in settings.north_star.lead_measures:
        yield "north_star.lead_measures", name
    for principle in settings.principles:
        for name in principle.measures:
            yield f"principles ({principle.name})", name
    for name in settings.least_change:
        yield "least_change", name
