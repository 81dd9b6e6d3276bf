"""What really changed, and what needs a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.blocks import Block, Cell, Column, Head, Sentence, Sentences, Table
from dashboard.data.question import Question
from dashboard.data.standing import Standing
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of
from dashboard.features.overview.north_star import WIN_RETAIN_GROW
from dashboard.features.overview.scorecard import ON_THE_SCORECARD
from dashboard.features.top_ten.rows import REGISTER
from dashboard.measures.changes.news import FAMILY, what_changed
from dashboard.measures.programme.decisions import SOURCES, decisions
from dashboard.measures.themes.sums import CLUSTERS
from dashboard.measures.themes.sums import DATASETS as THEMES
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.words import decisions as decision_words
from dashboard.words import figures, plain
from dashboard.words.comparison import comparison
from dashboard.words.formats import Formats
from dashboard.words.overview import news as words
from dashboard.words.trust import held_back

_BESIDE = (*WIN_RETAIN_GROW, *ON_THE_SCORECARD)
"""The measures that are shown with the news: a signal among them that is no news is named as such."""


@feature(
    "O4",
    "What really changed",
    meaning="One family of measures, declared beforehand, is tested together: samples by their answers, what is "
    "counted in full by its usual difference from the year before. What is left after control for the number of "
    "comparisons (Benjamini–Hochberg, 5 %) and is large enough to be worth saying is said; nothing else.",
    uses=(*datasets_of((*FAMILY, *_BESIDE)), *THEMES, *TAGGING, *REGISTER, CLUSTERS),
)
def what_really_changed(question: Question) -> Block:
    """Say in at most three sentences what really changed, or that nothing did."""
    view, settings = question.view, question.settings
    news = what_changed(question.data, view, settings, _BESIDE)
    compared = comparison(view)
    company = question.manifest.company
    told = [words.news_sentence(change, settings) for change in news.changes]
    quiet = () if told else (Sentence("", words.nothing_changed(news, view, settings)),)
    marks = _marks((change.figure.standing for change in news.changes), question)
    head = Head(
        name="O4",
        title="What really changed",
        finding=False,
        subtitle=f"{figures.scope(view, company)} · {compared}" if view.filtered else compared,
        months=(view.period.first, view.period.last),
        notes=(*words.news_notes(news, settings), *marks),
    )
    return Sentences(head, (*told, *quiet))


_WAITING = (
    Column("question", "Question", "link", width=3, priority=1),
    Column("owner", "Asked of", "person", width=1.2),
    Column("age", "Waiting", "number", width=0.8),
)


@feature(
    "O5",
    "Needs a decision",
    meaning="Overdue corrective actions on themes that no single line of business owns, and requests for change that "
    "have waited for more than thirty days; what customers wait for first, the oldest of each before.",
    uses=(*SOURCES, "departments", "themes"),
)
def needs_a_decision(question: Question) -> Block | None:
    """Ask what waits for a decision, of whom, and for how long."""
    if all(question.data.entry(name).state == "not_connected" for name in SOURCES):
        return None
    waiting = decisions(question.data, question.manifest.as_of)
    rows = tuple(
        (
            Cell(decision_words.question(item), link=item.subject if item.kind == "action_overdue" else ""),
            Cell(decision_words.asked_of(item)),
            Cell(Formats.of(question.settings).days(item.days), value=item.days),
        )
        for item in waiting.decisions[: question.limit]
    )
    head = Head(
        name="O5",
        title="Needs a decision",
        finding=False,
        subtitle=figures.WHOLE_COMPANY if question.view.filtered else "",
        instead="" if rows else _nothing_waits(waiting.missing),
        notes=_marks(waiting.held_back, question),
    )
    return Table(head, _WAITING, rows, of=len(waiting.decisions), headed=False)


def _nothing_waits(missing: Sequence[str]) -> str:
    """Say that nothing waits, or that it is not known."""
    return f"Not known: {plain.listed(missing)} cannot be shown today." if missing else "Nothing waits for a decision."


def _marks(standings: Iterable[Standing], question: Question) -> tuple[str, ...]:
    """Say of when the data of an earlier refresh are, each once."""
    old = dict.fromkeys(standing for standing in standings if standing.state == "carried_over")
    return tuple(held_back(standing, question.manifest, question.settings.locale) for standing in old)
