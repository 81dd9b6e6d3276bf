"""One palette: what charts draw with is what the screen is themed with; every colour can be read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from dashboard.theme import DARK, FONT, LIGHT, TYPEFACES, Palette, contrast, palette

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b")
SHARED = {
    "paper": "backgroundColor",
    "ink": "textColor",
    "accent": "primaryColor",
    "rule": "borderColor",
    "good": "greenColor",
    "bad": "redColor",
    "warn": "orangeColor",
    "muted": "grayColor",
    "tint": "secondaryBackgroundColor",
    "link": "linkColor",
    "muted_words": "grayTextColor",
    "good_words": "greenTextColor",
    "bad_words": "redTextColor",
    "warn_words": "orangeTextColor",
}


@pytest.mark.parametrize(("mode", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_charts_and_screen_share_their_colours(mode: str, colours: Palette) -> None:
    for role, option in SHARED.items():
        assert asdict(colours)[role] == CONFIG[mode][option], f"{mode} {role}"
    assert CONFIG[mode]["chartCategoricalColors"] == list(colours.series)
    assert colours.series[:3] == (colours.accent, colours.contrast, colours.compared)


def test_no_colour_is_written_by_hand_anywhere_else() -> None:
    sources = [file for ending in ("py", "css", "html", "js") for file in (ROOT / "dashboard").rglob(f"*.{ending}")]
    found = {str(file.relative_to(ROOT)) for file in sources if COLOUR.search(file.read_text("utf-8"))}
    assert found == {"dashboard/theme.py"}


@pytest.mark.parametrize("text", ["color: #fff;", "#16202e", "fill: #16202eff"])
def test_a_colour_would_be_found(text: str) -> None:
    assert COLOUR.search(text)
    assert not COLOUR.search("#blocks * { } div:has(> #blocks), #root > div")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_can_be_read_and_marks_be_seen(colours: Palette) -> None:
    assert contrast(colours.ink, colours.paper) >= 7
    assert contrast(colours.muted, colours.paper) >= 4.5
    for mark in (colours.accent, colours.contrast, colours.good, colours.bad, colours.warn, colours.compared):
        assert contrast(mark, colours.paper) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_series_are_seen_and_the_words_that_name_them_can_be_read(colours: Palette) -> None:
    assert len(colours.words) == len(colours.series)
    assert min(contrast(mark, colours.paper) for mark in colours.series) >= 3
    assert min(contrast(words, colours.paper) for words in colours.words) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_ink_can_be_read_on_every_shade_of_a_heat_map(colours: Palette) -> None:
    for end in (colours.most, colours.below):
        for share in range(11):
            pairs = [
                (int(one[at : at + 2], 16), int(end[at : at + 2], 16)) for one in (colours.least,) for at in (1, 3, 5)
            ]
            shade = "#" + "".join(f"{round(a + (b - a) * share / 10):02x}" for a, b in pairs)
            assert contrast(colours.ink, shade) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


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
