"""Hand-offs between departments, as words: how long journeys wait there, and how many are lost."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.data.question import Question
from dashboard.measures.figure import Figure
from dashboard.measures.programme.exchanges import HandOffs
from dashboard.measures.registry import measure
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.formats import Formats
from dashboard.words.verdicts import is_judged, verdict

NAME = "Hand-offs between departments"
MEANING = (
    "Journeys that one department hands to another in the period: how long they wait, on average, from its end of a "
    "step to the other's start of the next, and how many are lost, not taken up so far or given up after it. A wait is "
    "between two departments, and nobody's alone. Each has the verdict on its own change, controlled over all of them "
    "together."
)
ORDER = "by hours waited in all"
LOST = "lost: not taken up so far, or given up after"
FROM, TO = "hands over", "takes up"

Pair = tuple[str, str]


def title(
    waits: Mapping[Pair, Figure], handed: Mapping[Pair, HandOffs], names: Mapping[str, str], question: Question
) -> str:
    """Return the finding: of the wait that became clearly longest, else of the longest."""
    least = question.settings.least_n
    told = {pair: figure for pair, figure in waits.items() if figure.n >= least}
    worse = {pair: one for pair, one in told.items() if one.clear and one.verdict.moved > 0}
    if worse:
        pair = max(worse, key=lambda one: worse[one].verdict.moved * worse[one].n)
        figure = worse[pair]
        entry, settings = measure(figure.measure, question.settings), question.settings
        before = "" if figure.against is None else f" from {figures.told(entry, figure.against, settings)}"
        return f"{between(pair, names)} wait {_wait(figure, question)}, a {verdict(figure)}{before}"
    if told:
        pair = max(told, key=lambda one: told[one].value)
        said = f"{between(pair, names)} wait longest, {_wait(told[pair], question)} on average"
        return f"{said}; no wait grew clearly" if all(map(is_judged, told.values())) else said
    lost = {pair: one.lost for pair, one in handed.items() if one.lost}
    if not lost:
        return NAME
    pair = max(lost, key=lambda one: lost[one])
    return f"{between(pair, names)} lose most: {Formats.of(question.settings).counted(lost[pair], 'journey')}"


def between(pair: Pair, names: Mapping[str, str]) -> str:
    """Return two departments as they hand over: 'Hand-offs from Support to Product'."""
    return f"Hand-offs from {names.get(pair[0], pair[0])} to {names.get(pair[1], pair[1])}"


def _wait(figure: Figure, question: Question) -> str:
    return figures.told(measure(figure.measure, question.settings), figure.estimate, question.settings)


def subtitle(question: Question) -> str:
    """Return whom it is about, what is compared, and what counts as lost."""
    scope = figures.scope(question.view, question.manifest.company)
    return f"{scope} · {comparison(question.view)} · {LOST}"


def map_title(handed: Mapping[Pair, HandOffs], question: Question) -> str:
    """Return how much is handed over, and how much of it is lost."""
    formats, total = Formats.of(question.settings), sum(one.handed for one in handed.values())
    lost = sum(one.lost for one in handed.values())
    share = f"{formats.percent(lost / total)} of them" if total else "none"
    return f"{formats.counted(total, 'hand-off')} between departments; {share} lost"


def map_subtitle(question: Question) -> str:
    """Return what the cells are."""
    scope = figures.scope(question.view, question.manifest.company)
    return f"{scope} · {question.view.period.label} · mean hours waited, from who {FROM} (down) to who {TO} (across)"


def loss(one: HandOffs, question: Question) -> tuple[str, str]:
    """Return the share of hand-offs that are lost, and of how many: '3.1 %', '31 of 1,007'."""
    formats = Formats.of(question.settings)
    return formats.percent(one.lost / one.handed), f"{formats.count(one.lost)} of {formats.count(one.handed)}"


def alternative(handed: Mapping[Pair, HandOffs], names: Mapping[str, str], question: Question) -> str:
    """Return the cells in words."""
    formats = Formats.of(question.settings)
    return "; ".join(
        f"{names.get(one, one)} to {names.get(other, other)} {formats.hours(found.wait)}, "
        f"n {formats.count(found.timed)}"
        for (one, other), found in handed.items() if found.timed
    )  # fmt: skip
