"""A deck: title slide with what can be believed, a slide a finding, definitions and checks at the end."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Drawn
from pptx.util import Inches, Pt

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.export.deck import content, layouts, tables
from dashboard.export.deck.layouts import Box
from dashboard.export.deck.words import Run, height, write
from dashboard.export.slides import Slide
from dashboard.rendering import Medium
from dashboard.rendering.settled import marked
from dashboard.words import exports
from dashboard.words.escaping import legible

_SMALL = 12
"""Points of what is read rather than presented."""

_SIZES = (28.0, 24.0, 20.0, 18.0, 16.0)
"""Points of a title that is too long for the size that its layout sets."""

_INSET = Inches(0.1)
"""What a place for words keeps free at its sides."""

_LONGEST = 255
"""Letters that a property of a file can hold."""

Report = Callable[[int, int, str], None]
"""Told how many slides of how many are done, and the title of the next."""


def _silent(done: int, whole: int, title: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a deck is made with: the question that its slides answer, and the deck itself."""

    deck: Deck
    medium: Medium


def presentation(
    title: str, found: Iterable[Slide], question: Question, template: Path | None = None, report: Report = _silent
) -> bytes:
    """Return a deck as a PowerPoint file. Raises TemplateError for a template that cannot be used."""
    made = Making(
        layouts.begun(template, question.settings.accent), Medium(question.manifest, question.settings, "light")
    )
    slides = list(found)
    _opening(made, title, question)
    for nth, slide in enumerate(slides):
        report(nth, len(slides), slide.around.title)
        for part in _parted(made, slide):
            _draw(made, part, question)
    _appendix(made, slides, question)
    report(len(slides), len(slides), "")
    out = io.BytesIO()
    made.deck.core_properties.title = legible(title)[:_LONGEST]
    made.deck.core_properties.author = legible(question.manifest.company)[:_LONGEST]
    made.deck.save(out)
    return out.getvalue()


def _opening(made: Making, title: str, question: Question) -> None:
    slide = made.deck.slides.add_slide(layouts.opening(made.deck))
    slide.shapes.title.text = legible(title)
    said = exports.opening(question)
    box = _below_the_title(made.deck, slide)
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx != 0:
            shape._element.getparent().remove(shape._element)
    write(slide, box, [[Run(said[0], 18)], *([Run(one, 14, tone="muted")] for one in said[1:])], name="About")


def _below_the_title(deck: Deck, slide: Drawn) -> Box:
    title = slide.shapes.title
    top = title.top + title.height + Inches(0.15)
    return Box(title.left, top, title.width, deck.slide_height - top - Inches(0.5))


def _room(made: Making, subtitle: str) -> Box:
    """Return the place of what stands below a title and this subtitle."""
    layout = layouts.plain(made.deck)
    _, whole, _ = layouts.places(made.deck, layout, 0)
    return layouts.places(made.deck, layout, height([subtitle], _SMALL, whole.width))[1]


def _parted(made: Making, slide: Slide) -> Iterator[Slide]:
    """Yield a slide, or several where it holds a table that one cannot hold."""
    if len(slide.blocks) != 1 or not isinstance(slide.blocks[0], Table) or not slide.blocks[0].head.shown:
        yield slide
        return
    tables_of = list(_paged(made, slide, slide.blocks[0]))
    for nth, table in enumerate(tables_of, 1):
        count = f" ({nth} of {len(tables_of)})" if len(tables_of) > 1 else ""
        around = replace(slide.around, title=slide.around.title + count)
        yield replace(slide, blocks=(table,), around=around)


def _paged(made: Making, slide: Slide, whole: Table) -> Iterator[Table]:
    """Yield a table as its slides hold it: some of its columns, some of its rows."""
    place = _room(made, slide.around.subtitle)
    below = place.below(content.headed(whole, place.width, _said(slide)))
    room = content.above_its_notes(None, below, whole, made.medium)
    for table in tables.parted(whole):
        begin = 0
        for page in tables.pages(marked(table, made.medium), room.width, room.height):
            yield replace(table, rows=table.rows[begin : begin + len(page)])
            begin += len(page)


def _said(slide: Slide) -> str:
    """Return what the title of a slide says, with the label of a block that stands alone: neither is said again."""
    label = slide.blocks[0].head.title if len(slide.blocks) == 1 else ""
    return f"{slide.around.title} {label}".rstrip()


def _draw(made: Making, slide: Slide, question: Question) -> None:
    drawn = _titled(made.deck, slide.around.title)
    subtitled = height([slide.around.subtitle], _SMALL, drawn.shapes.title.width)
    subtitle, body, footer = layouts.places(made.deck, drawn.slide_layout, subtitled)
    write(drawn, subtitle, [[Run(slide.around.subtitle, _SMALL, tone="muted")]], name="Filters, period, n")
    content.beside(drawn, body, slide.blocks, slide.shares, made.medium, _said(slide))
    write(drawn, footer, [[Run(said, 9, tone="muted")] for said in slide.around.footer[:1]], name="Source and checks")
    notes = dict.fromkeys(note for one in slide.known for note in exports.notes(one.around, one.evidence, question))
    drawn.notes_slide.notes_text_frame.text = legible("\n".join(notes))


def _titled(deck: Deck, title: str) -> Drawn:
    """Return a new slide with its title, in smaller letters where its place would not hold it."""
    slide = deck.slides.add_slide(layouts.plain(deck))
    shape, own = slide.shapes.title, layouts.title_size(slide.slide_layout)
    shape.text = legible(title)
    width = shape.width - 2 * _INSET

    def fits(size: float) -> bool:
        return height([title], size, width) <= int(shape.height)

    if not fits(own):
        smaller = [size for size in _SIZES if size < own]
        size = next(filter(fits, smaller), smaller[-1] if smaller else own)
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
    return slide


def _appendix(made: Making, slides: list[Slide], question: Question) -> None:
    """Say what each feature means, and what failed its checks."""
    shown = [one for slide in slides for one in slide.known]
    known = {one.feature.id: (one.feature.name, " ".join(one.evidence.definition.split())) for one in shown}
    page: list[list[Run]] = []
    body, room = _room(made, ""), 0
    for name, said in known.values():
        high = height([f"{name}: {said}"], _SMALL, body.width) + Pt(6)
        if page and high > room:
            _listed(made, "Definitions", page)
            page, room = [], 0
        room = (room or body.height) - high
        page.append([Run(f"{name}: ", _SMALL, bold=True), Run(said, _SMALL)])
    if page:
        _listed(made, "Definitions", page)
    _listed(made, exports.checks_title(question), [[Run(said, _SMALL)] for said in exports.checks(question)])


def _listed(made: Making, title: str, paragraphs: list[list[Run]]) -> None:
    slide = _titled(made.deck, title)
    _, body, _ = layouts.places(made.deck, slide.slide_layout, 0)
    write(slide, body, paragraphs, name=title)
