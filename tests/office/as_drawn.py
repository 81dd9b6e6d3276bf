"""Decks drawn by LibreOffice: every slide's title is read back, and no words leave the slide or lie on others.

    make test-office

It is no part of `make test`: it takes LibreOffice, and minutes. Its name keeps it out of that.
"""

from __future__ import annotations

import html
import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, cycle
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.export.deck.presentation import presentation
from dashboard.export.order import Order, made, question_of
from dashboard.export.outline import read_outline
from dashboard.export.slides import slides
from dashboard.screen.kit import samples
from tests.conftest import ROOT, settings_for
from tests.export.test_package import TYPED, deck, typed

BOARD = ROOT / "decks" / "board.toml"
TOLERATED = 1.5
"""Points by which boxes of words may touch: they hold their letters' whole height, which neighbouring lines share."""

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL)


_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
"""Letters that are drawn as nothing: they tell in which direction others run."""


@dataclass(frozen=True)
class Word:
    """A word where it is drawn, in points from the slide's upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def lies_on(self, other: Word) -> bool:
        """Whether two words cover each other, by more than a line's height may reach into the next."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        lower = min(self.bottom - self.top, other.bottom - other.top)
        return across > TOLERATED and down > max(0.35 * lower, TOLERATED)


@dataclass(frozen=True)
class Page:
    """A slide as it is drawn."""

    width: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Asked:
    """What was asked of a slide: its title, and where its charts stand, whose own words the office program places."""

    title: str
    charts: tuple[Word, ...]


@pytest.fixture(scope="module")
def question(demo_warehouse: Path, demo_store: Path) -> Question:
    return question_of(settings_for(demo_warehouse, demo_store), {})


def drawn(package: bytes, folder: Path) -> list[Page]:
    """Return the slides of a deck as LibreOffice draws them."""
    file = folder / "made.pptx"
    file.write_bytes(package)
    own = f"-env:UserInstallation=file://{folder}/profile"
    _run("soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file))
    return list(_pages(_run("pdftotext", "-bbox", str(folder / "made.pdf"), "-")))


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, timeout=300, text=True).stdout


def _pages(told: str) -> Iterator[Page]:
    for width, height, held in _PAGE.findall(told):
        words = (Word(_UNSEEN.sub("", html.unescape(text)), *map(float, box)) for *box, text in _WORD.findall(held))
        yield Page(float(width), float(height), tuple(word for word in words if word.text.strip()))


def faults(package: bytes, folder: Path) -> list[str]:
    """Return what is wrong with a deck as it is drawn, slide by slide."""
    told = [_asked(slide) for slide in Presentation(io.BytesIO(package)).slides]
    pages = drawn(package, folder)
    assert len(pages) == len(told)
    return [
        f"slide {nth}, {one.title[:40]!r}: {fault}"
        for nth, (one, page) in enumerate(zip(told, pages, strict=True), 1) for fault in _faults(one, page)
    ]  # fmt: skip


def _asked(slide: Any) -> Asked:
    charts = (shape for shape in slide.shapes if shape.has_chart)
    boxes = ((one.left, one.top, one.left + one.width, one.top + one.height) for one in charts)
    return Asked(slide.shapes.title.text, tuple(Word("", *(edge / Pt(1) for edge in box)) for box in boxes))


def _faults(asked: Asked, page: Page) -> Iterator[str]:
    read = "".join(_letters(word.text) for word in page.words)
    if _letters(asked.title) not in read:
        yield "its title is not read"
    for word in page.words:
        if word.left < -1 or word.top < -1 or word.right > page.width + 1 or word.bottom > page.height + 1:
            yield f"{word.text!r} leaves it"
    words = [word for word in page.words if not any(word.lies_on(chart) for chart in asked.charts)]
    for one, other in combinations(words, 2):
        if one.lies_on(other):
            yield f"{one.text!r} lies on {other.text!r}"


def _letters(text: str) -> str:
    """Return the letters and digits of a text that are read alike whatever font draws them."""
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())


@pytest.mark.parametrize("outline", sorted((ROOT / "decks").glob("*.toml")), ids=lambda file: file.stem)
def test_the_demo_company_s_decks(question: Question, outline: Path, tmp_path: Path) -> None:
    assert faults(made(Order(outline, {}), question, lambda *_: None), tmp_path) == []


def test_a_deck_of_a_region_without_data(demo_warehouse: Path, demo_store: Path, tmp_path: Path) -> None:
    nothing = {"region": ["not given"], "segment": ["not given"], "period": ["2025-11"]}
    asked = question_of(settings_for(demo_warehouse, demo_store), nothing)
    found = slides(read_outline(BOARD).features(), asked)
    assert faults(presentation("A deck", found, asked), tmp_path) == []


def test_every_kind_of_block(question: Question, tmp_path: Path) -> None:
    assert faults(deck(question, *samples.page(), *samples.chart_samples(), *samples.states()), tmp_path) == []


@pytest.mark.parametrize("name", [name for name in TYPED if len(name) < 100])
def test_whatever_a_company_typed(question: Question, name: str, tmp_path: Path) -> None:
    manifest = question.manifest.model_copy(update={"company": name})
    asked = replace(question, data=Data(replace(question.data.snapshot, manifest=manifest)))
    charts: list[Any] = [typed(name)(chart) for chart, _ in zip(cycle(samples.chart_samples()), range(4), strict=False)]
    assert faults(deck(asked, *charts, title=name), tmp_path) == []


def test_a_deck_on_a_company_s_own_template(question: Question, tmp_path: Path) -> None:
    file = tmp_path / "own.pptx"
    Presentation().save(file)  # python-pptx's own: a narrow slide, with a title in the middle and places of its own
    found = slides(read_outline(BOARD).features(), question)
    assert faults(presentation("A deck", found, question, file), tmp_path) == []
