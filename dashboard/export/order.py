"""An order of a deck or report: of which company and view, of which features, in which form; and its making."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.addresses.offered import offered
from dashboard.addresses.view import view_of
from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.export.deck.presentation import Report, presentation
from dashboard.export.outline import read_outline
from dashboard.export.slides import slides
from dashboard.measures.leading import led
from dashboard.settings import Settings
from dashboard.snapshots.store import Store

FORMS = (".pptx",)
"""What can be made, by the ending of the file's name."""


class OrderError(Exception):
    """Something is ordered that cannot be made; the message says what can."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered. ``asked`` are the filters as an address has them, by their names."""

    outline: Path
    asked: Mapping[str, Sequence[str]]
    template: Path | None = None


def question_of(settings: Settings, asked: Mapping[str, Sequence[str]], grant: Grant = EVERYTHING) -> Question:
    """Return the question that filters ask of the current snapshot. Raises OrderError for what it does not have."""
    store = Store(settings.snapshots)
    data = Data(store.current(), grant)
    view, said = view_of(asked, offered(data, settings))
    if said:
        raise OrderError(" ".join(said))
    return Question(data, view, led(data, settings), archive=Archive.of(store))


def made(order: Order, question: Question, report: Report) -> bytes:
    """Return a deck as a file. Raises OutlineError, TemplateError or PressError."""
    outline = read_outline(order.outline)
    found = slides(outline.features(), question, question.settings.address or "")
    return presentation(outline.title, found, question, order.template or question.settings.deck_template, report)
