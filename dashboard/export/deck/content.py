"""A block in its place on a slide: its own heading, its content in a form that can be changed, its notes and marks."""

from __future__ import annotations

from collections.abc import Sequence
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
from dashboard.words.exports import rows_shown
from dashboard.words.formats import Formats

_GAP = Inches(0.35)
_NOTE = 11


def headed(block: Block, width: int, said: str) -> int:
    """Return how high a block's own heading stands; 0 where it is the slide's (``said``), or there is none."""
    title = block.head.title
    return height([title], 14, width) + Inches(0.06) if title and title not in said else 0


def place(slide: Slide, box: Box, block: Block, medium: Medium, said: str, least: int = 0) -> None:
    """Put a block into its place, below its own heading where that is not the slide's (``said``).

    ``least`` is how high its neighbours' headings stand: what stands side by side begins at one height.
    """
    title, high = block.head.title, headed(block, box.width, said)
    if high:
        write(slide, Box(box.left, box.top, box.width, high), [[Run(title, 14, bold=True)]], name="Heading")
    box = box.below(max(high, least))
    if not block.head.shown:
        figures.place_state(slide, box, block.head, medium)
        return
    _content(slide, above_its_notes(slide, box, block, medium), block, medium, said)


def beside(
    slide: Slide, box: Box, blocks: Sequence[Block], shares: tuple[float, ...], medium: Medium, said: str
) -> None:
    """Put blocks side by side, in these shares of the width."""
    parts = box.columns(shares, _GAP)
    least = max((headed(one, part.width, said) for one, part in zip(blocks, parts, strict=True)), default=0)
    for one, part in zip(blocks, parts, strict=True):
        place(slide, part, one, medium, said, least)


def above_its_notes(slide: Slide | None, box: Box, block: Block, medium: Medium) -> Box:
    """Put a block's notes and marks at the foot of its place, if on a slide, and return what is left of it."""
    state = state_of(block.head, medium)
    marks = (*state.marks, *((state.status,) if state.touched and not state.kind else ()))
    told = [(note, "muted") for note in block.head.notes] + [(mark, "warn") for mark in marks]
    if not told:
        return box
    high = min(height((text for text, _ in told), _NOTE, box.width) + Inches(0.1), box.height // 2)
    above, foot = box.above(high)
    if slide is not None:
        write(slide, foot, [[Run(text, _NOTE, tone=tone)] for text, tone in told], name="Notes")
    return above


def _content(slide: Slide, box: Box, block: Block, medium: Medium, said: str) -> None:
    if isinstance(block, Chart):
        _chart(slide, box, block, medium, said)
    elif isinstance(block, Table):
        _table(slide, box, marked(block, medium), medium)
    elif isinstance(block, Tiles):
        figures.place_tiles(slide, box, block, medium)
    elif isinstance(block, Row):
        beside(slide, box, block.blocks, (1.0,) * len(block.blocks), medium, said)
    else:
        _words(slide, box, block, medium)


def _table(slide: Slide, box: Box, table: Table, medium: Medium) -> None:
    """Put a table into its place; of rows that have no room there, as beside others, it is said how many there are."""
    rows = tables.pages(table, box.width, box.height)[0]
    if len(rows) < len(table.rows):
        high = height([""], _NOTE, box.width)
        above, foot = box.above(high)
        rows = tables.filled(table, above.width, above.height)
        told = rows_shown(len(rows), len(table.rows), medium.settings.locale)
        write(slide, foot, [[Run(told, _NOTE, tone="muted")]], name="Rows")
        box = above
    tables.place(slide, box, table, rows)


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
