"""The company's colour: where ours would stand, and nowhere in what people typed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image
from pydantic import ValidationError

from dashboard.export.brand import colours_of, in_colours
from dashboard.export.deck.layouts import begun
from dashboard.export.picture import pictures
from dashboard.rendering import Medium
from dashboard.screen.kit import samples
from dashboard.settings import Settings
from dashboard.theme import LIGHT
from dashboard.words.exports import Alone

THEIRS = "#7a1f5c"


def dots(png: bytes) -> Iterator[object]:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    yield from {colour for _, colour in picture.getcolors(picture.width * picture.height) or ()}


def test_a_picture_is_in_the_company_s_colour() -> None:
    bars = samples.chart_samples()[1]
    settings = samples.SETTINGS.model_copy(update={"accent": THEIRS})
    (png,) = pictures(bars, Alone("A", "", ()), Medium(samples.MANIFEST, settings, "light"))
    (ours,) = pictures(bars, Alone("A", "", ()), Medium(samples.MANIFEST, samples.SETTINGS, "light"))
    theirs = tuple(int(THEIRS[at : at + 2], 16) for at in (1, 3, 5))
    before = tuple(int(LIGHT.accent[at : at + 2], 16) for at in (1, 3, 5))
    assert theirs in set(dots(png))
    assert before not in set(dots(png))
    assert before in set(dots(ours))


def test_what_people_typed_keeps_its_letters() -> None:
    value = {"title": f"the colour {LIGHT.accent}", "spec": {"data": {"values": [{"y": LIGHT.accent}]}, "mark": "x"}}
    assert in_colours(value, colours_of(THEIRS)) == value
    drawn = {"spec": {"mark": {"color": LIGHT.accent}, "expr": f"datum.x ? '{LIGHT.accent}' : ''"}}
    assert in_colours(drawn, colours_of(THEIRS)) == {
        "spec": {"mark": {"color": THEIRS}, "expr": f"datum.x ? '{THEIRS}' : ''"}
    }


def test_a_deck_s_theme_has_the_company_s_colour_first() -> None:
    out = io.BytesIO()
    begun(None, THEIRS).save(out)
    with zipfile.ZipFile(out) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    assert f'<a:accent1><a:srgbClr val="{THEIRS[1:].upper()}"/>' in theme
    assert LIGHT.accent[1:].upper() not in theme


@pytest.mark.parametrize("colour", ["#ffdd00", "blue", "#12345", "javascript:"])
def test_a_colour_that_cannot_be_read_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError):
        Settings(accent=colour)
