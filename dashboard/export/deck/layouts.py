"""The template: the company's own, with its layouts and colours, or ours; and where on its slides things stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.package import Part
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches

from dashboard.theme import LIGHT

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_FOOT = Inches(0.42)
_TITLE = 44.0
"""Points of a title where nothing says how large it is: PowerPoint's own."""


class TemplateError(Exception):
    """A company's template cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in English metric units."""

    left: int
    top: int
    width: int
    height: int

    def columns(self, shares: tuple[float, ...], gap: int) -> list[Box]:
        """Return the place parted into columns with these shares."""
        room = self.width - gap * (len(shares) - 1)
        widths = [int(room * share / sum(shares)) for share in shares]
        lefts = [self.left + sum(widths[:nth]) + gap * nth for nth in range(len(shares))]
        return [Box(left, self.top, width, self.height) for left, width in zip(lefts, widths, strict=True)]

    def above(self, height: int) -> tuple[Box, Box]:
        """Return the place without so much of its foot, and that foot."""
        rest = Box(self.left, self.top, self.width, max(self.height - height, 0))
        return rest, Box(self.left, rest.top + rest.height, self.width, height)

    def below(self, height: int) -> Box:
        """Return what is left of the place below so much of it."""
        return Box(self.left, self.top + height, self.width, max(self.height - height, 0))


def begun(template: Path | None, accent: str | None = None) -> Deck:
    """Return a deck without slides, on the company's template, or on ours in its ``accent``. Raises TemplateError."""
    if template is None:
        return _ours(accent or LIGHT.accent)
    try:
        deck = Presentation(str(template))
    except (OSError, PackageNotFoundError, KeyError, ValueError) as error:
        raise TemplateError(f"The template {template} cannot be read as a PowerPoint file: {error}.") from error
    for slide in list(deck.slides._sldIdLst):
        deck.part.drop_rel(slide.rId)
        deck.slides._sldIdLst.remove(slide)
    if not any(_title(layout) for layout in deck.slide_layouts):
        raise TemplateError(f"The template {template} has no layout with a title: add one, such as “Title only”.")
    return deck


def opening(deck: Deck) -> SlideLayout:
    """Return the layout of the first slide: the one with a title in the middle, else the first with a title."""
    titled = [layout for layout in deck.slide_layouts if _title(layout)]
    return next((one for one in titled if _title(one).placeholder_format.type == _TITLES[1]), titled[0])


def plain(deck: Deck) -> SlideLayout:
    """Return the layout with a title and the fewest places besides: what stands on the slide is placed by us."""

    def others(layout: SlideLayout) -> int:
        return sum(one.placeholder_format.type not in (*_TITLES, *_FURNITURE) for one in layout.placeholders)

    titled = [layout for layout in deck.slide_layouts if _title(layout)]
    inner = [one for one in titled if _title(one).placeholder_format.type == _TITLES[0]] or titled
    return min(inner, key=others)


def places(deck: Deck, layout: SlideLayout, subtitled: int) -> tuple[Box, Box, Box]:
    """Return where subtitle, content and footer stand on a slide: below its title, above the template's own foot.

    ``subtitled`` is how high the subtitle is.
    """
    title = _title(layout)
    left, width, bottom = title.left, title.width, title.top + title.height
    foot = min(
        (one.top for one in layout.placeholders if one.placeholder_format.type in _FURNITURE),
        default=deck.slide_height,
    )
    foot = min(foot, deck.slide_height) if foot > deck.slide_height // 2 else deck.slide_height
    footer = Box(left, foot - _FOOT - Inches(0.06), width, _FOOT)
    subtitle = Box(left, bottom, width, subtitled)
    top = subtitle.top + subtitle.height + Inches(0.1)
    return subtitle, Box(left, top, width, footer.top - top - Inches(0.06)), footer


def title_size(layout: SlideLayout) -> float:
    """Return in how many points a layout sets its title, as itself, its master or the master's style of titles says."""
    master = layout.slide_master
    held = [one._element for one in (_title(layout), _title(master)) if one is not None]
    found = [size for one in held for size in one.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz")]
    found += master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return int(found[0]) / 100 if found else _TITLE


def _title(layout: SlideLayout) -> Any:
    return next((one for one in layout.placeholders if one.placeholder_format.type in _TITLES), None)


def _ours(accent: str) -> Deck:
    """Return python-pptx's plain template, made wide, in our colours, its titles at the left."""
    deck = Presentation()
    before, wide, high = deck.slide_width, Inches(13.333), Inches(7.5)
    deck.slide_width, deck.slide_height = wide, high
    for one in (deck.slide_master, *deck.slide_layouts):
        for shape in one.placeholders:
            shape.left, shape.width = Emu(int(shape.left * wide / before)), Emu(int(shape.width * wide / before))
            if shape.placeholder_format.type in _TITLES:
                _set_title(shape)
    for part in deck.slide_master.part.rels.values():
        if part.reltype.endswith("/theme"):
            _recolour(part.target_part, accent)
    return deck


def _set_title(shape: Any) -> None:
    first = shape.placeholder_format.type == _TITLES[1]
    shape.left, shape.width = Inches(0.6), Inches(12.13)
    shape.top, shape.height = (Inches(2.0), Inches(1.5)) if first else (Inches(0.32), Inches(0.82))
    body = shape.text_frame._txBody.bodyPr
    body.set("anchor", "b" if first else "ctr")
    body.set("lIns", "0")
    size = "3600" if first else "2200"
    styles = shape.text_frame._txBody.find("{http://schemas.openxmlformats.org/drawingml/2006/main}lstStyle")
    for level in list(styles):
        styles.remove(level)
    namespace = "http://schemas.openxmlformats.org/drawingml/2006/main"
    paragraph = styles.makeelement(f"{{{namespace}}}lvl1pPr", {"algn": "l"})
    paragraph.append(paragraph.makeelement(f"{{{namespace}}}defRPr", {"sz": size, "b": "1"}))
    styles.append(paragraph)


def _recolour(theme: Part, accent: str) -> None:
    """Give the template's theme our colours: dark and light text, the accents in the order of series."""
    roles = {"dk1": LIGHT.ink, "lt1": LIGHT.paper, "dk2": LIGHT.muted_words, "lt2": LIGHT.tint, "hlink": accent}
    roles |= {f"accent{nth}": colour for nth, colour in enumerate((accent, *LIGHT.series[1:]), 1)}
    text = theme.blob.decode("utf-8")
    for role, colour in roles.items():
        text = re.sub(
            rf"(<a:{role}>).*?(</a:{role}>)",
            rf'\g<1><a:srgbClr val="{colour[1:].upper()}"/>\g<2>',
            text,
            flags=re.DOTALL,
        )
    theme._blob = text.encode("utf-8")
