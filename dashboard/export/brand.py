"""The company's own colour in what leaves the dashboard: wherever ours would stand, and the tints made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.theme import LIGHT

_DRAWN = ("spec", "svg", "spark")
"""Values that are drawings of ours: colours stand within their text."""


def colours_of(accent: str | None) -> Mapping[str, str]:
    """Return our colour → the company's: its accent, and lighter ones for bands and the ends of ramps."""
    if accent is None:
        return {}
    return {LIGHT.accent: accent, LIGHT.band: _lighter(accent, 0.88), LIGHT.most: _lighter(accent, 0.5)}


def in_colours(value: Any, colours: Mapping[str, str], *, drawn: bool = False) -> Any:
    """Return values in which a company's colours stand for ours; data, and what people typed, stay as they are."""
    if isinstance(value, dict):
        return {
            key: one if drawn and key == "data" else in_colours(one, colours, drawn=drawn or key in _DRAWN)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [in_colours(one, colours, drawn=drawn) for one in value]
    if not isinstance(value, str):
        return value
    if not drawn:
        return colours.get(value, value)
    for ours, theirs in colours.items():
        value = value.replace(ours, theirs)
    return value


def _lighter(colour: str, share: float) -> str:
    """Return a colour mixed with so much white."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * share):02x}" for channel in channels)
