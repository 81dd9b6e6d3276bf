"""What really changed, and what needs a decision."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dashboard.blocks import Block, Head, Sentence, Sentences, Table
from dashboard.data.labels import OF_SCORES as LABELS
from dashboard.data.question import Question
from dashboard.data.registers import Objective, Task
from dashboard.data.standing import Ground
from dashboard.features.decisions import ALL, IN_SHORT, in_short, marks, notes
from dashboard.features.feature import feature
from dashboard.features.measure import also_of, datasets_of, months_of
from dashboard.features.top_ten.rows import REGISTER
from dashboard.measures.changes.news import Change, what_changed
from dashboard.measures.decisions.waiting import DATASETS, asking_of, connected, waiting
from dashboard.measures.decisions.worsening import works_on
from dashboard.measures.registry import HEADLINES
from dashboard.measures.themes.sums import DATASETS as THEMES
from dashboard.measures.themes.sums import REPEATED
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.words import decisions as words_of_decisions
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.overview import news as words

_WORK = (Objective.dataset, Task.dataset, "departments", "themes")
"""The registers that tell what works on a measure."""


@feature(
    "O4",
    "What really changed",
    meaning="The headline measures are judged as one family, in every place of their level and against both "
    "comparisons: scores by the customers who answered, shares by what was counted, everything else by how it usually "
    "moves. What is left after control for the number of comparisons (Benjamini–Hochberg, 5 %) and is large enough to "
    "be worth saying is said; nothing else. Of what got worse in the newest months it is told which open objective, or "
    "which theme with an owner and open tasks, is set for it today.",
    uses=(*datasets_of(HEADLINES), *LABELS, *THEMES, *TAGGING, *REGISTER, *REPEATED, Objective.dataset),
)
def what_really_changed(question: Question) -> Block:
    """Say in at most three sentences what really changed, or that nothing did."""
    view, settings = question.view, question.settings
    news = what_changed(question.data, view, settings)
    compared = comparison(view)
    company = question.manifest.company
    told = [_told(change, question) for change in news.changes]
    quiet = () if told else (Sentence("", words.nothing_changed(news, view, settings)),)
    old = marks((change.figure.standing for change in news.changes), question)
    head = Head(
        name="O4",
        title="What really changed",
        finding=False,
        subtitle=f"{figures.scope(view, company)} · {compared}" if view.filtered else compared,
        months=(view.period.first, view.period.last),
        notes=(*words.news_notes(news, settings), *old),
    )
    return Sentences(head, (*told, *quiet))


def _told(change: Change, question: Question) -> Sentence:
    """Return what changed with what it stands on: the figure, and the theme that is named with it."""
    periods = [period for period in (question.view.period, question.view.against) if period is not None]
    theme = [Ground(THEMES, (period.first, period.last)) for period in periods] if change.theme is not None else []
    covers = works_on(asking_of(question.data, question.settings), change.figure, question.view)
    said = "" if covers is None else words_of_decisions.covered(covers, question.settings)
    return replace(
        words.news_sentence(change, question.settings),
        standing=change.figure.standing,
        months=months_of(question, change.figure),
        also=(*also_of(question, change.figure), *theme, *([Ground(_WORK)] if covers is not None else [])),
        note=said,
        note_link=(covers[0].link if covers else ALL) if said else "",
    )


@feature("O5", words_of_decisions.TITLE, meaning=words_of_decisions.MEANING, uses=DATASETS)
def needs_a_decision(question: Question) -> Block | None:
    """Ask what waits for a decision, of whom, what waiting costs, and for how long it has."""
    if not connected(question.data):
        return None
    found = waiting(question.data, question.settings)
    rows = tuple(in_short(question, one) for one in found.pending[: question.limit])
    head = Head(
        name="O5",
        title=words_of_decisions.TITLE,
        told=partial(words_of_decisions.told, found, question.settings),
        finding=False,
        subtitle=figures.WHOLE_COMPANY if question.view.filtered else "",
        instead="" if rows else words_of_decisions.nothing_waits(found),
        notes=notes(question, found),
        link=ALL,
    )
    return Table(head, IN_SHORT, rows, words_of_decisions.ORDER, of=len(found.pending), headed=False)
