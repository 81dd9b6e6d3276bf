"""Words on a slide: text boxes and runs, each text as it was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.export.deck.layouts import Box
from dashboard.theme import LIGHT
from dashboard.words.escaping import legible, typeset

TONES = {
    "": LIGHT.ink,
    "muted": LIGHT.muted_words,
    "good": LIGHT.good_words,
    "bad": LIGHT.bad_words,
    "warn": LIGHT.warn_words,
    "info": LIGHT.accent,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words of one look; ``tone`` is a status, 'muted' or nothing."""

    text: str
    size: float = 14
    bold: bool = False
    tone: str = ""


def write(slide: Slide, box: Box, paragraphs: Iterable[Iterable[Run]], *, name: str, middle: bool = False) -> Any:
    """Put paragraphs into a text box, and return its frame."""
    shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name = legible(name)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    fill(frame, paragraphs)
    return frame


def fill(frame: Any, paragraphs: Iterable[Iterable[Run]], *, align: Any = None) -> None:
    """Fill a text frame with paragraphs of runs."""
    for nth, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if nth == 0 else frame.add_paragraph()
        if align is not None:
            paragraph.alignment = align
        if nth:
            paragraph.space_before = Pt(5)
        for told in runs:
            if not told.text:
                continue
            run = paragraph.add_run()
            run.text = typeset(told.text)
            run.font.size, run.font.bold = Pt(told.size), told.bold
            run.font.color.rgb = RGBColor.from_string(TONES.get(told.tone, LIGHT.ink)[1:].upper())


_LETTER = 0.48
"""Points that a letter is wide, for each point of its size, on average."""


def height(texts: Iterable[str], size: float, width: int) -> int:
    """Return about how high texts stand, one below the other, in so many English metric units of width."""
    across = max(1, int(width / Pt(size * _LETTER)))
    lines = sum(max(1, -(-len(text) // across)) for text in texts)
    return int(lines * Pt(size * 1.22))
