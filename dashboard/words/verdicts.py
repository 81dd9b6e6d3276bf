"""The verdict on a change as words: one word a number, and how it was come by."""

from __future__ import annotations

import math
from typing import Literal

from dashboard.blocks.small import Tone
from dashboard.measures.figure import Figure
from dashboard.measures.registry import MEASURES, Measure
from dashboard.settings import Settings
from dashboard.words.digits import change_decimals, scale, told_apart
from dashboard.words.formats import Formats

Direction = Literal["better", "worse", "neither"]

_TONES: dict[Direction, Tone] = {"better": "good", "worse": "bad", "neither": "info"}

NO_CLEAR_CHANGE = "no clear change"

EXACT = "exact count"
"""Said of the change of what chance has no part in: it is what it is, and no verdict can be had of it."""


def verdict(figure: Figure) -> str:
    """Return the word for a change: 'clear rise', 'small change', 'no clear change', 'as usual' …, or nothing."""
    found = figure.verdict
    if found.word == "clear":
        return "clear rise" if found.change > 0 else "clear fall"
    if found.word == "unusual":
        return "rose less than usual" if found.change > 0 else "fell less than usual"
    if found.word == "too_little":
        return "too little history" if found.lack == "history" else f"too few {_lacking(figure)}"
    if found.word == "not_judged":
        return "" if figure.difference is None else EXACT
    return {"small": "small change", "no_clear_change": NO_CLEAR_CHANGE, "as_usual": "as usual"}.get(found.word, "")


def is_judged(figure: Figure) -> bool:
    """Whether a change was looked at and could have been called clear: what is not can have been any."""
    return figure.verdict.word in ("clear", "unusual", "small", "no_clear_change", "as_usual")


def direction(figure: Figure) -> Direction:
    """Return whether a change is for the better, by the measure's own good direction.

    A rise that falls short of the usual one is taken for what it falls short by.
    """
    good = MEASURES[figure.measure].good
    if figure.difference is None or good == "none":
        return "neither"
    moved = figure.verdict.moved
    if not moved or math.isnan(moved):
        return "neither"
    return "better" if (moved > 0) == (good == "up") else "worse"


def tone(figure: Figure) -> Tone:
    """Return the status of a change: good, bad or neither for a clear one, a warning where too little is known."""
    if figure.verdict.word == "too_little":
        return "warn"
    return _TONES[direction(figure)] if figure.clear else ""


def judged_by(figure: Figure, entry: Measure, settings: Settings) -> str:
    """Return how a verdict was come by: the range that is usual, or the smallest change that could have been seen."""
    found = figure.verdict
    if found.word == "not_judged":
        return "Not judged: it counts what people promised, which is no matter of chance."
    if found.word == "too_little":
        return _WANTING[found.lack]
    if usual := usual_range(figure, entry, settings):
        return f"Usually {usual}, from such periods before."
    if math.isfinite(found.detectable):
        least = detectable(entry, found.detectable, settings)
        return f"With so many {entry.counted or 'counted'}, a change of {least} would be seen four times out of five."
    return ""


def detectable(entry: Measure, amount: float, settings: Settings) -> str:
    """Return the smallest change that could have been seen, in the unit of changes."""
    formats = Formats.of(settings)
    return formats.percent(amount, change_decimals(entry)) if entry.relative else formats.size(entry, amount)


def usual_range(figure: Figure, entry: Measure, settings: Settings) -> str:
    """Return the range of the usual change in its unit: '+6.6 to +9.2 %', '−0.4 to +0.6 points', or nothing."""
    low, high = figure.verdict.low, figure.verdict.high
    if entry.relative:
        return Formats.of(settings).percents(low, high, change_decimals(entry), signed=True)
    return change_range(entry, low, high, settings)


def change_range(entry: Measure, low: float, high: float, settings: Settings) -> str:
    """Return a range of differences in their unit, of shares in points: '−0.4 to +0.6 points', or nothing."""
    formats, places = Formats.of(settings), change_decimals(entry)
    if entry.unit not in ("share", "points"):
        return formats.span(entry, low, high, signed=True)
    found = told_apart(scale(entry) * low, scale(entry) * high, lambda _: places)
    if found is None:
        return ""
    least = formats.number(found.ends[0], places + found.more, signed=True)
    return f"{least} to {formats.points(found.ends[1], places + found.more, signed=True)}"


_WANTING = {
    "": "",
    "answers": "Not judged: fewer were counted than a verdict needs, in this period or in the one before.",
    "months": "Not judged: too few months are known to tell how it usually moves.",
    "history": "Not judged: its earlier changes are too few, or too unlike each other, for a range to mean anything.",
}


def _lacking(figure: Figure) -> str:
    """Return of what there is too little: answers, cases, months, history."""
    if figure.verdict.lack == "answers":
        return MEASURES[figure.measure].counted or "counted"
    return figure.verdict.lack
