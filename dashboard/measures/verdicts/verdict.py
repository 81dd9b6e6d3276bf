"""The verdict on one number's change: one word, wherever the number is shown (and what stands behind it)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.view import Places, View
from dashboard.measures.registry import Measure, headlines
from dashboard.measures.verdicts.family import Family, Level, Place, family
from dashboard.measures.verdicts.judged import Judged, Lack
from dashboard.settings import Settings
from dashboard.statistics.intervals import POWER_80, Z95, t_quantile

Word = Literal["clear", "unusual", "small", "no_clear_change", "as_usual", "too_little", "not_judged", "no_comparison"]
"""Clear: beyond chance and worth saying. Small: beyond chance alone. Neither: no clear change (scores and shares) or as
usual (what has an expected range). Unusual: a rise that falls short of the usual rise, or a fall of the usual fall,
beyond chance and worth saying; to call it a fall would be untrue. ``not_judged``: counts of what people promised."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, of what there is too little, and what is known of the change.

    ``low`` and ``high`` are the range of the usual change, in the unit of the change shown (or as a share); nan where
    there is none. ``departure`` is how far the change lies from what was expected of it, ``change`` the change itself;
    ``error`` is the departure's, known to ``degrees`` of freedom.
    """

    word: Word
    lack: Lack = ""
    low: float = math.nan
    high: float = math.nan
    p_value: float = math.nan
    departure: float = math.nan
    change: float = math.nan
    error: float = math.nan
    degrees: float = math.inf

    @property
    def detectable(self) -> float:
        """The smallest change that would have been found four times out of five."""
        return (Z95 + POWER_80) * self.error

    @property
    def quantile(self) -> float:
        """How many errors the 95 % interval of the change reaches to either side."""
        return float(t_quantile(self.degrees))

    @property
    def moved(self) -> float:
        """What is clear about it: the change or, where there was less of it than usual, what it falls short by."""
        return self.departure if self.word == "unusual" else self.change

    @property
    def clear(self) -> bool:
        """Whether the change, or that there was less of it than usual, is beyond chance and worth saying."""
        return self.word in ("clear", "unusual")


NO_COMPARISON = Verdict("no_comparison")


def verdict_of(data: Data, entry: Measure, view: View, settings: Settings) -> Verdict:
    """Return the verdict on a measure's change under a view."""
    if view.against is None:
        return NO_COMPARISON
    if entry.judged == "not":
        return Verdict("not_judged")
    back = view.period.last - view.against.last
    level, places, place = _level(data, entry, view)
    extra = "" if entry.name in headlines(settings) else entry.name
    found = family(data, level, places, view.period, settings, extra)
    judged = found.of(entry.name, back, place)
    if judged is None:
        return Verdict("too_little", "months")
    return _word(entry, found, *judged, settings)


def _word(entry: Measure, found: Family, judged: Judged, position: int, settings: Settings) -> Verdict:
    lack = judged.lack[position]
    p_value, change = float(judged.p_value[position]), float(judged.change[position])
    if lack or math.isnan(p_value):
        return Verdict("too_little", lack or "months")
    usual = entry.judged == "usual" and not entry.sampled
    low, high = (float(edge[position]) for edge in judged.usual(found.level)) if usual else (math.nan, math.nan)
    departure = change - float(judged.usual_change[position])
    least = settings.least_change.get(entry.name, entry.least_change)
    if p_value > found.cutoff:
        word: Word = "as_usual" if usual else "no_clear_change"
    elif departure * change >= 0:
        word = "clear" if abs(change) >= least else "small"
    else:
        word = "unusual" if abs(departure) >= least else "small"
    error, degrees = float(judged.error[position]), float(judged.degrees[position])
    return Verdict(word, "", low, high, p_value, departure, change, error, degrees)


def _level(data: Data, entry: Measure, view: View) -> tuple[Level, Places, Place]:
    """Return the level on which a number stands, what it is kept to beyond that, and its place there."""
    known = set.intersection(*(set(data.entry(name).grain) for name in entry.formula.datasets))
    granted = None if data.grant.regions is None else tuple(sorted(data.grant.regions))
    regions = (view.regions or granted) if "region" in known else None
    segments = view.segments if "segment" in known else None
    chosen = {name: labels for name, labels in (("region", regions), ("segment", segments)) if labels}
    if all(len(labels) == 1 for labels in chosen.values()):
        return tuple(chosen), (None, None), tuple(labels[0] for labels in chosen.values())
    return (), (regions, segments), ()
