"""The palette by role, for light and dark. Charts take their colours from here; the screen's own stand in
``.streamlit/config.toml``, and a test holds the two together. What is exported is always light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark"]

FONT = "IBM Plex Sans"
"""The one typeface, from the package fontpkg-ibm-plex-sans, for screen and export."""


@dataclass(frozen=True)
class Palette:
    """Colours by role. Green, red and amber stand for status alone, and never without a word."""

    ink: str
    muted: str
    rule: str
    paper: str
    accent: str
    contrast: str
    compared: str
    band: str
    good: str
    bad: str
    warn: str


LIGHT = Palette(
    ink="#16202e",
    muted="#5f6b7a",
    rule="#e1e6ed",
    paper="#ffffff",
    accent="#1f5fa8",
    contrast="#c9592b",
    compared="#7f8ea3",
    band="#e6eef7",
    good="#1d7a4d",
    bad="#b3372b",
    warn="#b87514",
)

DARK = Palette(
    ink="#e7ecf3",
    muted="#93a0b2",
    rule="#2a3647",
    paper="#10161f",
    accent="#6aa5e8",
    contrast="#e88a5f",
    compared="#93a0b2",
    band="#1b2a3d",
    good="#4cb782",
    bad="#e5786d",
    warn="#dda13f",
)


def palette(mode: Mode) -> Palette:
    """Return the palette of a mode."""
    return DARK if mode == "dark" else LIGHT
