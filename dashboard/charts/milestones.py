"""What happened when: the milestones of a chart of months, with their numbers and the levels of their words."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.blocks import Chart
from dashboard.charts.placing import levels, width_of
from dashboard.charts.tidy import numbers, texts

WIDE = 560
"""Pixels from which the words of milestones stand beside their rules; below, they are numbered and listed."""

WORDS = 170
"""Pixels of a milestone's words beside its rule; what is longer is cut."""

_NARROW = 240


@dataclass(frozen=True, slots=True)
class Milestone:
    """What happened in a month, its number, whether its words stand left of it, and the levels of word and number."""

    month: float
    words: str
    number: int
    before: bool
    level: int
    tier: int


def milestones(chart: Chart) -> list[Milestone]:
    """Return the milestones of a chart of months, oldest first, placed so that their words never touch."""
    months = [month for month in numbers(chart.data, "x") if month is not None]
    dated = {
        (month, words): None
        for month, words in zip(numbers(chart.data, "x"), texts(chart.data, "mark"), strict=True)
        if words and month is not None
    }
    found = sorted(dated)
    if not found:
        return []
    first, length = min(months), max(max(months) - min(months), 1)
    places = [(month - first) / length for month, _ in found]
    spans = []
    for place, (_, words) in zip(places, found, strict=True):
        at, wide = place * (WIDE - 60), min(width_of(words), WORDS) + 6
        spans.append((at - wide, at) if at + wide > WIDE else (at, at + wide))
    numbered = [(place * _NARROW - 7, place * _NARROW + 7) for place in places]
    placed = zip(found, spans, levels(spans), levels(numbered, 2), strict=True)
    return [
        Milestone(month, words, nth, span[1] <= (month - first) / length * (WIDE - 60), level, tier)
        for nth, ((month, words), span, level, tier) in enumerate(placed, start=1)
    ]
