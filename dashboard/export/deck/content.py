"""A block in its place on a slide: its own heading, its content in a form that can be changed, its notes and marks."""

from __future__ import annotations

from typing import Any

from pptx.slide import Slide
from pptx.util import Inches

from dashboard.blocks import Block, Chart, Facts, Note, Row, Sentences, Table, Tiles
from dashboard.export.deck import charts, figures, marks, pictures, tables
from dashboard.export.deck.form import data_of
from dashboard.export.deck.layouts import Box
from dashboard.export.deck.words import Run, height, write
from dashboard.export.picture import bare
from dashboard.rendering import Medium
from dashboard.rendering.settled import marked
from dashboard.rendering.states import state_of
from dashboard.words.drawings import told_alone
from dashboard.words.escaping import legible
from dashboard.words.formats import Formats

_GAP = Inches(0.3)
_NOTE = 10


def place(slide: Slide, box: Box, block: Block, medium: Medium, said: str) -> None:
    """Put a block into its place, below its own heading where that is not the slide's (``said``)."""
    title = block.head.title
    if title and title not in said:
        high = height([title], 14, box.width) + Inches(0.06)
        write(slide, Box(box.left, box.top, box.width, high), [[Run(title, 14, bold=True)]], name="Heading")
        box = box.below(high)
    if not block.head.shown:
        figures.place_state(slide, box, block.head, medium)
        return
    _content(slide, above_its_notes(slide, box, block, medium), block, medium, said)


def above_its_notes(slide: Slide | None, box: Box, block: Block, medium: Medium) -> Box:
    """Put a block's notes and marks at the foot of its place, if on a slide, and return what is left of it."""
    state = state_of(block.head, medium)
    marks = (*state.marks, *((state.status,) if state.touched and not state.kind else ()))
    told = [(note, "muted") for note in block.head.notes] + [(mark, "warn") for mark in marks]
    if not told:
        return box
    high = min(height((text for text, _ in told), _NOTE, box.width) + Inches(0.1), box.height // 2)
    above = Box(box.left, box.top, box.width, box.height - high)
    foot = Box(box.left, above.top + above.height, box.width, high)
    if slide is not None:
        write(slide, foot, [[Run(text, _NOTE, tone=tone)] for text, tone in told], name="Notes")
    return above


def _content(slide: Slide, box: Box, block: Block, medium: Medium, said: str) -> None:
    if isinstance(block, Chart):
        _chart(slide, box, block, medium, said)
    elif isinstance(block, Table):
        table = marked(block, medium)
        tables.place(slide, box, table, tables.pages(table, box.width, box.height)[0])
    elif isinstance(block, Tiles):
        figures.place_tiles(slide, box, block, medium)
    elif isinstance(block, Row):
        for one, part in zip(block.blocks, box.columns((1.0,) * len(block.blocks), _GAP), strict=True):
            place(slide, part, one, medium, said)
    else:
        _words(slide, box, block, medium)


def _words(slide: Slide, box: Box, block: Block, medium: Medium) -> None:
    if isinstance(block, Sentences):
        figures.place_sentences(slide, box, block, medium)
    elif isinstance(block, Facts):
        figures.place_facts(slide, box, block)
    elif isinstance(block, Note):
        figures.place_note(slide, box, block)


def _chart(slide: Slide, box: Box, chart: Chart, medium: Medium, said: str) -> None:
    form, alt = charts.native(chart), told_alone(chart, said, Formats.of(medium.settings))
    if form is None:
        png, svg = bare(chart, medium)
        pictures.place(slide, box, png, svg, alt)
        return
    data = data_of(chart, form)
    frame: Any = slide.shapes.add_chart(form.kind, box.left, box.top, box.width, box.height, data)
    frame.name = legible(chart.head.title or chart.head.name)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", legible(alt))
    form.finish(frame.chart)
    marks.numbered(frame.chart)
