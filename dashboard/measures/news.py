"""What really changed: movements that are signals, over one family of measures declared beforehand.

Samples are held against chance by Benjamini and Hochberg's procedure over the family; what is counted in
full is held against its own usual year-on-year variation. Either must also exceed the least change worth
saying (DOMAIN: the family is the leading measures of each kind, for the total under the filters).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard import words
from dashboard.access import Data
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.registry import MEASURES
from dashboard.settings import Settings
from dashboard.statistics import benjamini_hochberg
from dashboard.view import View

FAMILY = (
    "nps", "csat", "ces", "first_contact_resolution", "win_rate", "gross_revenue_retention", "net_revenue_retention",
    "recurring_revenue",
)  # fmt: skip
"""The measures that can make news. The fewer they are, the smaller a real change that can still be told from chance."""

FALSE_NEWS = 0.05
"""The share of false sentences that is tolerated among those said."""

AT_MOST = 3


@dataclass(frozen=True, slots=True)
class News:
    """Sentences, the largest movement first; ``quiet`` is what is said where there are none."""

    sentences: tuple[str, ...]
    quiet: str


def what_changed(data: Data, view: View, settings: Settings) -> News:
    """Return what really changed between the view's period and the one that it is compared with."""
    figures = [read(data, name, view, settings) for name in FAMILY]
    known = [figure for figure in figures if figure.shown and figure.difference is not None]
    if view.against is None or not known:
        return News((), "Nothing to compare with: the data do not reach back so far.")
    signals = _beyond_chance(known)
    signals.sort(key=_size, reverse=True)
    quiet = f"Nothing beyond noise among {len(known)} measures, against {view.against.label}."
    return News(tuple(words.change_sentence(figure, view, settings) for figure in signals[:AT_MOST]), quiet)


def _beyond_chance(figures: list[Figure]) -> list[Figure]:
    sampled = [figure for figure in figures if figure.difference is not None and _tested(figure)]
    p_values = [figure.difference.p_value for figure in sampled if figure.difference is not None]
    kept = benjamini_hochberg(p_values, FALSE_NEWS) if p_values else []
    rejected = {figure.measure for figure, keep in zip(sampled, kept, strict=True) if keep}
    counted = {figure.measure for figure in figures if not _tested(figure)}
    return [
        figure
        for figure in figures
        if figure.verdict == "signal" and (figure.measure in rejected or figure.measure in counted)
    ]


def _tested(figure: Figure) -> bool:
    """Whether it is a sample that was tested against the other period's."""
    return (
        MEASURES[figure.measure].sampled and figure.difference is not None and math.isfinite(figure.difference.p_value)
    )


def _size(figure: Figure) -> float:
    """Order movements of different units by how far beyond the least change worth saying they go."""
    difference = figure.difference
    return abs(difference.value) / MEASURES[figure.measure].least_change if difference else 0.0
