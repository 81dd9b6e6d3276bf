"""What several measures tell together, for a block whose title on the screen says only what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from dashboard.data.question import Question
from dashboard.measures import Figure, measure
from dashboard.measures.changes.composition import composition
from dashboard.measures.changes.parts import MODES
from dashboard.words import together as words

BESIDES = (MODES,)
"""What is read beside a score's own datasets, to see whether others were asked than before."""


def told_together(question: Question, figures: Iterable[Figure]) -> Callable[[], str]:
    """Return what tells which of these figures changed, in their order; read when it is asked."""
    return partial(_told, question, tuple(figures))


def _told(question: Question, figures: tuple[Figure, ...]) -> str:
    shown, settings = [figure for figure in figures if figure.shown], question.settings
    moved = [
        (figure, composition(question.data, measure(figure.measure, settings), question.view, settings))
        for figure in shown if figure.clear
    ]  # fmt: skip
    others = [figure for figure in shown if not figure.clear]
    return words.told(moved, others, question.view, settings) if shown else ""
