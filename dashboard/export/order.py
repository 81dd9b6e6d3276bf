"""An order of a deck or report: of which company and view, of which features, in which form; and its making."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from dashboard.addresses.offered import offered
from dashboard.addresses.view import asked_by, view_of
from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.export.deck.presentation import Report, presentation
from dashboard.export.outline import read_outline
from dashboard.export.report import Paper, report
from dashboard.export.slides import joined, slides
from dashboard.measures.leading import led
from dashboard.measures.voice.plan import lines_of_business
from dashboard.settings import Settings
from dashboard.snapshots.keeping import opened
from dashboard.snapshots.store import Store

FORMS = (".pptx", ".pdf")
"""What can be made, by the ending of the file's name."""


class OrderError(Exception):
    """Something is ordered that cannot be made; the message says what can."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered. ``asked`` are the filters as an address has them, by their names, ``snapshot`` is the name of a
    kept one; none: of the newest. ``form`` is one of `FORMS`; a deck may have a template, a report is set on a paper.
    ``parameters`` are those of pages, of which an outline names the ones that it follows.
    """

    outline: Path
    asked: Mapping[str, Sequence[str]]
    template: Path | None = None
    snapshot: str = ""
    form: str = ".pptx"
    paper: Paper | None = None
    parameters: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be made, and what only the other form has."""
        if self.form not in FORMS:
            raise OrderError(f"{self.form!r} is no ending that can be made: use one of {', '.join(FORMS)}.")
        if self.template is not None and self.form != ".pptx":
            raise OrderError("A template is of decks: name a file that ends in .pptx, or leave out --template.")
        if self.paper is not None and self.form != ".pdf":
            raise OrderError("A paper is of reports: name a file that ends in .pdf, or leave out --paper.")


def question_of(
    settings: Settings,
    asked: Mapping[str, Sequence[str]],
    grant: Grant = EVERYTHING,
    snapshot: str = "",
    parameters: tuple[tuple[str, str], ...] = (),
) -> Question:
    """Return the question that filters, and parameters of pages, ask of the current snapshot, or of the one named.

    Raises OrderError for what it does not have, SnapshotError for a name that is not kept.
    """
    store = Store(settings.snapshots)
    data = Data(opened(store, snapshot) if snapshot else store.current(), grant)
    view, said = view_of(asked, offered(data, settings))
    if said:
        raise OrderError(" ".join(said))
    return Question(data, view, led(data, settings), parameters, archive=Archive.of(store))


def made(order: Order, question: Question, progress: Report) -> bytes:
    """Return a deck or report as a file. Raises OutlineError, TemplateError or PressError."""
    outline = read_outline(order.outline)
    question = _followed(question, outline.follows)
    found = joined(slides(outline.features(), question, _address(question)), outline.together)
    if order.form == ".pdf":
        return report(outline.title, found, question, order.paper or "a4", progress)
    return presentation(outline.title, found, question, order.template or question.settings.deck_template, progress)


def _followed(question: Question, follows: Sequence[str]) -> Question:
    """Return the question with those parameters alone that a deck follows; an unknown department is refused."""
    kept = {name: value for name, value in question.parameters if name in follows}
    known = lines_of_business(question.data)
    asked = kept.get("department")
    if asked is not None and asked not in known:
        raise OrderError(f"No department goes by “{asked[:60]}”; there are {', '.join(known) or 'none'}.")
    return replace(question, parameters=tuple(kept.items()))


def _address(question: Question) -> str:
    """Return where just this view can be looked at; nothing where the settings name no address of the app."""
    address = question.settings.address
    return f"{address}?{urlencode(asked_by(question))}" if address else ""
