"""Measures side by side, as words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from dashboard.data.view import View
from dashboard.measures.ends import EACH
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.measures.side_by_side import Ends
from dashboard.settings import Settings
from dashboard.statistics import Estimate
from dashboard.words import figures
from dashboard.words.by_label import name_of
from dashboard.words.comparison import comparison
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, in_letters, listed
from dashboard.words.together import NO_VERDICT

MEANING = (
    "The scorecard's measures in each region and segment, of the same period: what the filter would show there, with "
    "what was counted and, for samples, the 95 % interval. A place's own change bears its verdict, the same as under "
    "its filter; whether two places differ is not judged here."
)


LED_BY = "Led by"


def whole_title(dimensions: list[str]) -> str:
    """Return what is folded away: 'Side by side: the scorecard by region, by segment and by department'."""
    return f"Side by side: the scorecard {listed(f'by {one}' for one in dimensions)}"


def subtitle(view: View) -> str:
    """Return the period, what changes are against, and what no word means."""
    if view.against is None:
        return f"{view.period.label}; a click on a value filters"
    return f"{comparison(view)}; without a word: no clear change, or as usual; a click on a value filters"


def told(places: Sequence[str], rows: Iterable[Sequence[Figure]], settings: Settings) -> str:
    """Return what changed clearly in which place: 'Customers retained fell in Enterprise; more are marked'."""
    judged = [
        (figure, place) for figures_of in rows for figure, place in zip(figures_of, places, strict=True)
        if figure.verdict.word not in NO_VERDICT
    ]  # fmt: skip
    clear = [_moved(figure, place, settings) for figure, place in judged if figure.clear]
    if not judged:
        return NOT_JUDGED
    more = "; more changes are marked" if len(clear) > _NAMED else ""
    return listed(clear[:_NAMED]) + more if clear else NO_CLEAR_CHANGE_HERE


def _moved(figure: Figure, place: str, settings: Settings) -> str:
    label = figures.named(measure(figure.measure, settings))
    return f"{label} {'rose' if figure.verdict.change > 0 else 'fell'} in {place}"


NOT_JUDGED = "No change can be judged in any of these places"
NO_CLEAR_CHANGE_HERE = "No clear change in any of these places"
_NAMED = 2
"""Changes that are named; of more, that there are."""


def title(dimension: str, shown: int, of: int) -> str:
    """Return what is compared: 'By region', 'By region: 8 of 400, those with most answers'."""
    return f"By {dimension}" + (f": {shown} of {of}, those with most answers" if of > shown else "")


ENDS_ORDER = "the highest first"


def ends_title(ends: Ends, dimension: str, settings: Settings) -> str:
    """Return which are told of how many: 'By region: of 400 the ten highest and the ten lowest by CSAT'."""
    of, shown = Formats.of(settings).count(ends.of), len(ends.places)
    if shown < 2 * EACH:
        return f"By {name_of(dimension)}: of {of} the {in_letters(shown)} of which enough is known, by {ends.by.label}"
    return f"By {name_of(dimension)}: of {of} the ten highest and the ten lowest by {ends.by.label}"


def ends_notes(ends: Ends, dimension: str, settings: Settings) -> tuple[str, ...]:
    """Return how both ends were chosen, of how many too little is counted, and which measures are not told here."""
    what, few = name_of(dimension), counted(ends.few, name_of(dimension), settings.locale)
    chance = ends.by.sampled or ends.by.unit == "share"
    sampled = " by the end of its interval that lies nearer to the others" if chance else " by its value"
    least = settings.least_n if ends.by.least_n is None else ends.by.least_n
    said = f"Each {what} has its place{sampled}; below n {least:g} it stands at neither end"
    told = f"{said}: {few} of those between." if ends.few else f"{said}."
    besides = [entry.label for entry in ends.besides]
    more = f"Not told here, but under the filter of one {what}: {listed(besides)}." if besides else ""
    return tuple(filter(None, (told, more)))


def in_all(parent: str) -> str:
    """Return how what regions are parts of is called beside these: 'Europe, in all'."""
    return f"{parent}, in all"


def known_by(entry: Measure, estimate: Estimate, settings: Settings) -> str:
    """Return what a value stands on: 'n 1,204 · 29.2 to 34.3'; nothing where nothing was counted."""
    counted = f"n {Formats.of(settings).count(estimate.n)}" if entry.counted and math.isfinite(estimate.n) else ""
    return " · ".join(
        filter(None, (counted, figures.weightless(entry, estimate), figures.between(entry, estimate, settings)))
    )


def left_out(labels: list[str], dimension: str) -> tuple[str, ...]:
    """Return which measures are not told by place."""
    return (f"Not told by {dimension}, being known for the whole company alone: {listed(labels)}.",) if labels else ()
