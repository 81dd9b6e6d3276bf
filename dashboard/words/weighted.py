"""A score weighted to all customers, as words."""

from __future__ import annotations

from dashboard.measures.registry import Measure
from dashboard.measures.weighted import Weighted
from dashboard.settings import Settings
from dashboard.words.formats import Formats

NAME = "Weighted to all customers"


def note(found: Weighted, score: float) -> str:
    """Return what stands beside a score from which it lies apart: 'lower when weighted to all customers'."""
    return f"{'lower' if found.estimate.value < score else 'higher'} when weighted to all customers"


def told(found: Weighted, entry: Measure, settings: Settings) -> str:
    """Return the weighted score with its interval, what it is weighted by, and whether it lies apart."""
    formats, estimate = Formats.of(settings), found.estimate
    text = (
        f"{formats.value(entry, estimate.value)}, 95 % interval {formats.span(entry, estimate.low, estimate.high)}; "
        f"each of {formats.count(found.cells)} groups by region and segment weighs as its customers of "
        f"{formats.month(found.month)} do"
    )
    if found.silent:
        ends = "s" if found.silent == 1 else ""
        text += f"; {formats.count(found.silent)} of them without an answer count{ends} with the fullest beside it"
    apart = "differs by more than the interval of" if found.apart else "lies within the interval of"
    return f"{text}. It {apart} the score of those who answered; who is silent within a group stays unseen."
