"""What a chart draws, read from Vega's scene: the words with the boxes that they take, the marks by their kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fontpkg_ibm_plex_sans
import vl_convert
from PIL import ImageFont

from dashboard.blocks import Chart
from dashboard.charts import bound, specification
from dashboard.charts.base import Spec
from dashboard.theme import Mode, palette

FONTS = Path(fontpkg_ibm_plex_sans.ROOT) / "files"
vl_convert.register_font_directory(str(FONTS))
FONT = ImageFont.truetype(str(FONTS / "IBMPlexSans[wdth,wght].ttf"), 48)


@dataclass(frozen=True)
class Words:
    """Words as drawn, with their box in pixels of the picture and their size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    colour: str

    def touches(self, other: Words, slack: float = 1.5) -> bool:
        """Whether two boxes overlap by more than a hair."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.bottom, other.bottom) - max(self.top, other.top) > slack
        )


def picture(chart: Chart, mode: Mode = "light", width: int = 900) -> Spec:
    """Return the specification with its data and a width, as the screen draws it."""
    spec = dict(specification(chart, mode))
    return spec | {"width": width, "data": {"values": bound(chart).to_pylist()}, "background": palette(mode).paper}


def scene(chart: Chart, mode: Mode = "light", width: int = 900) -> dict[str, Any]:
    """Return Vega's scene of a chart; warnings go to standard error."""
    found: dict[str, Any] = vl_convert.vegalite_to_scenegraph(picture(chart, mode, width), show_warnings=True)
    return found


def marks(drawn: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return every mark of a kind ('rect', 'line', 'rule', 'symbol' …) of a scene."""
    return [item for mark, item, _, _ in _items(drawn["scenegraph"], 0.0, 0.0) if mark["marktype"] == kind]


@dataclass(frozen=True)
class Stroke:
    """An upright or level line as drawn: a rule or a tick, but none of an axis' own."""

    left: float
    top: float
    right: float
    bottom: float

    def crosses(self, word: Words) -> bool:
        """Whether it runs through words rather than beside them."""
        return (
            min(self.right, word.right - 1) - max(self.left, word.left + 1) >= 0
            and min(self.bottom, word.bottom) - max(self.top, word.top) > 2
        )


def strokes(drawn: dict[str, Any]) -> list[Stroke]:
    """Return every upright rule and tick that can be seen, the grid's only where it is not faint."""
    x, y = drawn["origin"]
    found = []
    for mark, item, left, top in _items(drawn["scenegraph"], x, y):
        if not item.get("opacity", 1) or not item.get("strokeOpacity", 1):
            continue
        one = item.get("x", 0) + left, item.get("y", 0) + top
        other = one
        if mark["marktype"] == "rule" and (item.get("strokeWidth", 1) > _FAINT or mark.get("role") == "mark"):
            other = item.get("x2", item.get("x", 0)) + left, item.get("y2", item.get("y", 0)) + top
        elif mark["marktype"] == "rect" and item.get("width", 0) <= _THIN:
            other = one[0] + item.get("width", 0), one[1] + item.get("height", 0)
        if other != one and abs(other[1] - one[1]) > abs(other[0] - one[0]):
            found.append(Stroke(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]),
                                max(one[1], other[1])))  # fmt: skip
    return found


_FAINT, _THIN = 0.6, 3.0


def rimmed(drawn: dict[str, Any], paper: str = palette("light").paper) -> set[str]:
    """Return the words that have a rim of paper, which keeps what is behind them away."""
    return {
        str(item.get("text"))
        for mark, item, _, _ in _items(drawn["scenegraph"], 0.0, 0.0)
        if mark["marktype"] == "text" and item.get("stroke") == paper
    }


def words(drawn: dict[str, Any], paper: str = palette("light").paper) -> list[Words]:
    """Return all that is written and can be seen, each once: rims of paper behind words are none."""
    x, y = drawn["origin"]
    found: dict[tuple[str, float, float], Words] = {}
    for mark, item, left, top in _items(drawn["scenegraph"], x, y):
        text = str(item.get("text") or "")
        if mark["marktype"] == "text" and text and item.get("opacity", 1) and item.get("stroke") != paper:
            box = _box(item, text, left, top)
            found[box.text, box.left, box.top] = box
    return list(found.values())


def _items(node: dict[str, Any], x: float, y: float) -> Iterator[tuple[dict[str, Any], dict[str, Any], float, float]]:
    for item in node.get("items", ()):
        yield node, item, x, y
        for child in item.get("items", ()):
            if "marktype" in child:
                yield from _items(child, x + item.get("x", 0), y + item.get("y", 0))


def _box(item: dict[str, Any], text: str, x: float, y: float) -> Words:
    size = item.get("fontSize", 11)
    wide = FONT.getlength(text) * size / 48
    wide = min(wide, item["limit"]) if item.get("limit") else wide
    across = {"left": 0.0, "center": -wide / 2, "right": -wide}[item.get("align", "left")]
    high = size * 0.8
    down = {
        "top": 0.0,
        "middle": -high / 2,
        "bottom": -high,
        "alphabetic": -high,
        "line-top": 0.0,
        "line-bottom": -high,
    }[item.get("baseline", "alphabetic")]
    x, y, dx, dy = x + item.get("x", 0), y + item.get("y", 0), item.get("dx", 0), item.get("dy", 0)
    colour = item.get("fill", "")
    if item.get("angle", 0) in (270, -90):
        return Words(text, x + down + dy, y - across - wide - dx, x + down + high + dy, y - across - dx, size, colour)
    return Words(text, x + across + dx, y + down + dy, x + across + wide + dx, y + down + high + dy, size, colour)
