"""The palette by role, for light and dark. Charts and paper take their colours from here; the screen's own stand in
``.streamlit/config.toml``, and a test holds the two together. What is printed or exported is always light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark"]

FONT = "IBM Plex Sans"
"""The one typeface, from the package fontpkg-ibm-plex-sans, for screen and export."""

TYPEFACES = f"'{FONT}', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans CJK JP', 'Northstar CJK', sans-serif"
"""It, and what Chinese, Japanese and Korean are set in: the machine's own, else ours (noto-cjk-sans-jp-regular)."""


@dataclass(frozen=True)
class Palette:
    """Colours by role. Green, red and amber stand for status alone, and never without a word.

    ``series`` are the colours of several series in their order (accent, contrast, compared …), told apart by those
    who see no red or green; ``words`` are as many that stand out more: to be
    read as words, or to have paper-coloured words on them. ``least`` to
    ``most`` is the ramp of amounts, ``below`` the other end for amounts under zero: ink can be read on all of it.
    ``muted_words``, ``good_words`` … are those colours for words, ``tint`` is what stands a little off the paper.
    """

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
    series: tuple[str, ...]
    words: tuple[str, ...]
    least: str
    most: str
    below: str
    tint: str
    link: str
    muted_words: str
    good_words: str
    bad_words: str
    warn_words: str


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
    series=("#1f5fa8", "#c9592b", "#7f8ea3", "#2a8f86", "#8a5ea8", "#b58a1d"),
    words=("#1f5fa8", "#b04a1e", "#5f6b7a", "#1f7a72", "#7d519c", "#846310"),
    least="#f4f7fb",
    most="#8db7e6",
    below="#eba585",
    tint="#f5f7fa",
    link="#1f5fa8",
    muted_words="#566273",
    good_words="#17663f",
    bad_words="#a32e23",
    warn_words="#8a560c",
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
    series=("#6aa5e8", "#e88a5f", "#93a0b2", "#56bdb3", "#b48fd1", "#d9b24a"),
    words=("#6aa5e8", "#e88a5f", "#93a0b2", "#56bdb3", "#b48fd1", "#d9b24a"),
    least="#18212f",
    most="#2c5a91",
    below="#8a4a2b",
    tint="#182130",
    link="#7fb3ee",
    muted_words="#a3afbf",
    good_words="#7fd0a6",
    bad_words="#f09a91",
    warn_words="#ecc07c",
)


def palette(mode: Mode) -> Palette:
    """Return the palette of a mode."""
    return DARK if mode == "dark" else LIGHT


def contrast(one: str, other: str) -> float:
    """Return by how much two colours stand out from one another, from 1 to 21, as WCAG 2 counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
