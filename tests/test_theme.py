"""One palette: what charts draw with is what the screen is themed with; every colour can be read."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from dashboard.theme import DARK, FONT, LIGHT, TYPEFACES, Palette, palette

CONFIG = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
SHARED = {
    "paper": "backgroundColor",
    "ink": "textColor",
    "accent": "primaryColor",
    "rule": "borderColor",
    "good": "greenColor",
    "bad": "redColor",
    "warn": "orangeColor",
    "muted": "grayColor",
}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("mode", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_charts_and_screen_share_their_colours(mode: str, colours: Palette) -> None:
    for role, option in SHARED.items():
        assert asdict(colours)[role] == CONFIG[mode][option], f"{mode} {role}"
    assert CONFIG[mode]["chartCategoricalColors"][:3] == [colours.accent, colours.contrast, colours.compared]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_can_be_read_and_marks_be_seen(colours: Palette) -> None:
    assert contrast(colours.ink, colours.paper) >= 7
    assert contrast(colours.muted, colours.paper) >= 4.5
    for mark in (colours.accent, colours.contrast, colours.good, colours.bad, colours.warn, colours.compared):
        assert contrast(mark, colours.paper) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_of_status_can_be_read(mode: str) -> None:
    for status in ("green", "red", "orange", "gray"):
        assert contrast(CONFIG[mode][f"{status}TextColor"], CONFIG[mode]["backgroundColor"]) >= 4.5


def test_one_typeface_for_screen_and_charts() -> None:
    assert CONFIG["font"] == CONFIG["headingFont"] == TYPEFACES
    assert CONFIG["fontFaces"][1]["family"] in TYPEFACES
    assert CONFIG["fontFaces"][0]["family"] == FONT
    assert palette("light") is LIGHT
    assert palette("dark") is DARK
