"""A report for paper: cover and contents, a section a finding, definitions and checks; all of it set in one press."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, get_args

from dashboard.blocks import Block, Head, Row, Table
from dashboard.data.question import Question
from dashboard.export.picture import look, press
from dashboard.export.slides import Slide
from dashboard.export.values import Value, of_block
from dashboard.rendering import Medium
from dashboard.words import exports
from dashboard.words.escaping import typeset
from dashboard.words.plain import capitalised

Paper = Literal["a4", "letter"]
PAPERS: tuple[str, ...] = get_args(Paper)

_SHEETS = {"a4": ("a4", 595.28), "letter": ("us-letter", 612.0)}
"""What the press calls a paper, and how many points wide it is."""

SIDE = 54
"""Points left free at each side."""

WIDTH = 720
"""Pixels of the screen in the width of a page: two charts stand side by side, and their letters are of 8 points."""

LANGUAGE = "en"
"""What all that is read is written in; the locale only sets numbers and dates."""

Report = Callable[[int, int, str], None]
"""Told how many findings of how many are ready, and the title of the next."""


def _silent(done: int, whole: int, title: str) -> None:
    """Tell nobody."""


def report(
    title: str, found: Iterable[Slide], question: Question, paper: Paper = "a4", progress: Report = _silent
) -> bytes:
    """Return a report as a tagged PDF (PDF/UA-1). Raises PressError where it cannot be made."""
    medium = Medium(question.manifest, question.settings, "light")
    slides = list(found)
    sections = []
    for nth, slide in enumerate(slides):
        progress(nth, len(slides), slide.around.title)
        sections.append(_section(slide, medium, question))
    progress(len(slides), len(slides), "")
    (made,) = press({"document": "report", "formats": ["pdf"], "ppi": 72, "data": {
        **_frame(title, paper, question),
        "sections": sections,
        "definitions": _definitions(slides),
        "checks": list(map(typeset, exports.checks(question))),
    }}, question.settings.accent)  # fmt: skip
    return made


def _frame(title: str, paper: Paper, question: Question) -> dict[str, Any]:
    """Return what a report says of itself: on its cover, at the head and foot of each page, and to who opens it."""
    manifest, settings = question.manifest, question.settings
    about, whose, believed = map(typeset, map(capitalised, exports.opening(question)))
    name, wide = _SHEETS[paper]
    return {
        "look": look(),
        "lang": LANGUAGE,
        "paper": name,
        "side": SIDE,
        "pixel": (wide - 2 * SIDE) / WIDTH,
        "title": typeset(title),
        "author": typeset(manifest.company),
        "day": [manifest.as_of.year, manifest.as_of.month, manifest.as_of.day],
        "about": about,
        "whose": whose,
        "believed": believed,
        "address": settings.address or "",
        "checks_title": typeset(exports.checks_title(question)),
        "words": exports.REPORT,
    }


def _section(slide: Slide, medium: Medium, question: Question) -> Value:
    subtitle, source = exports.on_a_page(slide.around, question)
    whole = slide.around.subtitle
    if len(slide.blocks) > 1 and any(one.head.subtitle and one.head.subtitle in whole for one in slide.blocks):
        subtitle = ""  # it is of one of the blocks, and stands above that
    return {
        "feature": slide.feature.id,
        "title": typeset(slide.around.title),
        "subtitle": typeset(subtitle),
        "source": typeset(source),
        "parted": isinstance(slide.blocks[0], Table),
        "block": _content(slide, medium),
    }


def _content(slide: Slide, medium: Medium) -> Value:
    """Return the blocks of a finding; what its heading says already, none of them says again."""
    if len(slide.blocks) == 1:
        return _headed(of_block(slide.blocks[0], medium, WIDTH), slide.blocks[0], slide)
    row = of_block(Row(Head(name=slide.feature.id), slide.blocks, slide.shares), medium, WIDTH)
    parts = zip(row["blocks"], slide.blocks, strict=True)
    return row | {"blocks": [_headed(value, block, slide) for value, block in parts]}


def _headed(value: Value, block: Block, slide: Slide) -> Value:
    """Return a block without the title and subtitle that its section bears."""
    alone = len(slide.blocks) == 1
    title = "" if alone or block.head.title in slide.around.title else value["title"]
    subtitle = "" if alone else value["subtitle"]
    return value | {"title": title, "subtitle": subtitle, "finding": block.head.finding or not title}


def _definitions(slides: Sequence[Slide]) -> list[Value]:
    """Return what each feature means and the facts behind it, once, in the order in which they stand."""
    shown = [one for slide in slides for one in slide.known]
    known = {slide.feature.id: slide for slide in reversed(shown)}
    facts: dict[str, dict[str, str]] = {}
    for slide in shown:
        facts.setdefault(slide.feature.id, {}).update(slide.evidence.facts)
    return [
        {
            "feature": one,
            "name": typeset(known[one].feature.name),
            "means": typeset(" ".join(known[one].evidence.definition.split())),
            "facts": [typeset(f"{name}: {value}") for name, value in told.items()],
        }
        for one, told in facts.items()
    ]
