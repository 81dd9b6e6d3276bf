"""Words of direction and verdict, held against the figures that they are said of."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from dashboard.measures import Figure, measure
from tests.shown.facts import Facts
from tests.shown.walk import Said

_RISE = re.compile(r"\b(?:rose|Up|up|risen)\b|▲")
_FALL = re.compile(r"\b(?:fell|Down|down|fallen)\b|▼")
_LESS = re.compile(r"\b(?:rose|fell) less than usual\b")
_CLEAR = re.compile(rf"\bclear (?:rise|fall)\b|{_LESS.pattern}")
_NOT_CLEAR = re.compile(r"\bno clear change\b|\bas usual\b|\bsmall change\b|\btoo (?:few|little)\b")
_OF_COMMON_PARTS = re.compile(r"\bno clear change (?:in the \w+ of both periods|with the same weights)\b")
"""Said of the parts that both periods have; the whole beside them may have changed clearly."""
_AS_USUAL = re.compile(r"\bas usual\b")
_BEYOND = re.compile(rf"{_CLEAR.pattern}|\bsmall change\b")


def belied(said: Said, facts: Facts) -> Iterator[str]:
    """Yield the words of a string that the one figure of which it speaks belies; of several, nobody can tell."""
    names = facts.measures_in(said)
    if len(names) != 1 or not said.path.endswith((".text", ".word", ".detail", ".alt", "facts.Change", ".arrow", "]")):
        return
    figure = facts.figure(names[0], facts.place(said))
    moved = _moved(figure)
    # 'Thumbs up' is called so however it moves.
    unnamed = re.sub(re.escape(measure(names[0], facts.settings).label), "", said.text, flags=re.IGNORECASE)
    for pattern, side in ((_RISE, 1), (_FALL, -1)):
        if (found := pattern.search(unnamed)) and not moved * side > 0:
            yield found[0]
    if (found := _CLEAR.search(_NOT_CLEAR.sub("", said.text))) and not _may_be_clear(figure, facts):
        yield found[0]
    if (found := _NOT_CLEAR.search(_OF_COMMON_PARTS.sub("", said.text))) and figure.clear:
        yield found[0]
    yield from _against_its_range(said.text, figure, facts)


def _against_its_range(text: str, figure: Figure, facts: Facts) -> Iterator[str]:
    """Yield words that the range of the usual change belies: 'as usual' lies in it, what is called a change does not.

    What rose less than usual lies below it, what fell less than usual above it.
    """
    low, high = figure.verdict.low, figure.verdict.high
    if not (math.isfinite(low) and math.isfinite(high)):
        return
    entry, moved = measure(figure.measure, facts.settings), _moved(figure)
    change = moved / abs(figure.against.value) if entry.relative and figure.against is not None else moved
    within = low <= change <= high
    if (found := _AS_USUAL.search(text)) and not within:
        yield found[0]
    if (found := _BEYOND.search(text)) and within:
        yield found[0]
    if (found := _LESS.search(text)) and not (0 < change < low or high < change < 0):
        yield found[0]


def _moved(figure: Figure) -> float:
    return math.nan if figure.against is None else figure.value - figure.against.value


def _may_be_clear(figure: Figure, facts: Facts) -> bool:
    """Whether a change can be called clear: judged so, of known size, worth saying, its interval without 0."""
    entry, moved, difference = measure(figure.measure, facts.settings), _moved(figure), figure.difference
    if difference is None or figure.against is None:
        return False
    size = abs(moved / figure.against.value) if entry.relative else abs(moved)
    holds_nothing = difference.low <= 0 <= difference.high
    return figure.clear and size >= entry.least_change and not holds_nothing
