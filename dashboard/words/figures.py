"""Figures as words: values, changes, titles and alternative texts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.figure import Figure
from dashboard.measures.formulas import Mean, Median, Score
from dashboard.measures.registry import MEASURES, Measure, measure
from dashboard.periods import Period
from dashboard.settings import Settings
from dashboard.statistics import Estimate
from dashboard.words import targets
from dashboard.words.digits import decimals, scale, shown_change
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import capitalised, in_brackets
from dashboard.words.verdicts import judged_by, verdict

_REPEATED = 1.005
"""The design effect from which on customers who answered more than once are worth naming."""

TARGET = "target"
"""What the mark on the bar of a figure is."""

UNCHANGED = "unchanged"
"""The word for a change that rounds to nothing."""

WHOLE_COMPANY = "whole company"
"""Said of what knows no region or segment, where the filters ask for a part."""


def named(entry: Measure) -> str:
    """Return a measure's label with what it is per or against: 'Cost to serve (per customer and month)'."""
    return f"{entry.label} ({entry.basis})" if entry.basis else entry.label


def arrow(figure: Figure, settings: Settings) -> str:
    """Return ▲ or ▼ for the sign of a change; nothing where it rounds to nothing or is not known."""
    moved = shown_move(figure, settings)
    return "▲" if moved > 0 else "▼" if moved < 0 else ""


def value(figure: Figure, settings: Settings) -> str:
    """Return a figure's value: '34.2'."""
    return told(measure(figure.measure, settings), figure.estimate, settings)


def interval(figure: Figure, settings: Settings) -> str:
    """Return a figure's 95 % interval, empty for what is counted in full."""
    return between(measure(figure.measure, settings), figure.estimate, settings)


def told(entry: Measure, estimate: Estimate, settings: Settings, more: int = 0) -> str:
    """Return the value of an estimate, wherever it stands; what leaves a range is told as one.

    It has so many digits ``more`` than usual.
    """
    formats, known = Formats.of(settings), math.isfinite(estimate.high) or not is_range(entry)
    span = formats.span(entry, estimate.low, estimate.high, more=more, holds=False) if is_range(entry) else ""
    return span or (formats.value(entry, estimate.value, more) if known else NOTHING)


def between(entry: Measure, estimate: Estimate, settings: Settings) -> str:
    """Return the 95 % interval of an estimate, wherever it stands; empty for what is counted in full.

    One whose end is too far off to be known is '3.1 h or more'.
    """
    formats = Formats.of(settings)
    if math.isfinite(estimate.low) and estimate.high == math.inf:
        return f"{formats.value(entry, estimate.low)} or more"
    return "" if is_range(entry) else formats.span(entry, estimate.low, estimate.high)


def is_range(entry: Measure) -> bool:
    """Whether what is not known leaves a range in place of a value."""
    return hasattr(entry.formula, "least")


def change(figure: Figure, settings: Settings) -> str:
    """Return the size of a change with its unit, without a sign: '3.8 points'."""
    if figure.difference is None or figure.against is None:
        return ""
    if shown_move(figure, settings) == 0:
        return UNCHANGED
    return Formats.of(settings).change(measure(figure.measure, settings), figure.value, figure.against.value)


def with_change(figure: Figure, settings: Settings) -> str:
    """Return what a measure did, as the title of its months: 'Customers retained 87.6 %, ▼ 2.0 points, clear fall'."""
    entry = measure(figure.measure, settings)
    if not figure.shown:
        return entry.label
    moved = " ".join(filter(None, (arrow(figure, settings), change(figure, settings))))
    return ", ".join(filter(None, (f"{entry.label} {value(figure, settings)}", moved, verdict(figure))))


def shown_move(figure: Figure, settings: Settings) -> float:
    """Return a change as it is shown, with its sign: in points, the unit or percent; nan where there is none to tell.

    It is 0 where what rounding leaves is nothing.
    """
    if figure.difference is None or figure.against is None:
        return math.nan
    return shown_change(measure(figure.measure, settings), figure.value, figure.against.value)


def weightless(entry: Measure, estimate: Estimate) -> str:
    """Say of answers that were counted and have no value why that is: what weighs nothing makes no score."""
    sampled = isinstance(entry.formula, Score | Mean)
    return "their weights are 0" if sampled and estimate.n > 0 and not math.isfinite(estimate.value) else ""


def caption(figure: Figure, view: View, settings: Settings) -> str:
    """Return the line under a trend: n, and what band and dashes mean where they are drawn."""
    entry = measure(figure.measure, settings)
    n = f"{Formats.of(settings).count(figure.n)} {entry.counted} {_of_when(entry, view, settings)}"
    parts = [", ".join(filter(None, (n, weightless(entry, figure.estimate))))] if entry.counted else []
    if figure.limits is not None:
        parts.append("band: usual variation")
    if figure.target is not None and figure.target.level:
        parts.append("dashes: target")
    return "; ".join(parts)


def _of_when(entry: Measure, view: View, settings: Settings) -> str:
    """Return of when what is counted is: who is followed over a window was counted where that opens."""
    if entry.window is None or entry.reach != entry.window:
        return f"in {view.period.label}"
    return f"of {Formats.of(settings).month(view.period.last - entry.window)}"


def trend_title(figure: Figure, settings: Settings) -> str:
    """Return what a trend shows: 'Net promoter score by month: within its usual variation since Jan 2026'.

    Of months outside it is said to which side, and whether the newest is one of them: 'Net promoter score by month: 5
    of 10 since Jan 2026 above the usual, the newest within it'.
    """
    label, band = f"{named(measure(figure.measure, settings))} by month", figure.limits
    if band is None:
        return label
    since = Formats.of(settings).month(band.last + 1)
    if not band.signals:
        return f"{label}: within its usual variation since {since}"
    judged, outside = int((figure.series.months > band.last).sum()), np.isin(figure.series.months, band.signals)
    above = int((figure.series.values[outside] > band.centre).sum())
    sides = [(above, "above the usual"), (len(band.signals) - above, "below it" if above else "below the usual")]
    (first, side), *other = [one for one in sides if one[0]]
    also = "".join(f", {number} {where}" for number, where in other)
    within = figure.series.months[-1] not in band.signals and math.isfinite(figure.series.values[-1])
    also += ", the newest within it" if within else ""
    return f"{label}: {first} of {judged} since {since} {side}{also}"


def alternative(figure: Figure, settings: Settings) -> str:
    """Return the text for those who do not see the picture: value, interval, n, change and its verdict, target."""
    entry = measure(figure.measure, settings)
    if not figure.shown:
        return f"{entry.label} is not shown. {' '.join(figure.reasons)}"
    text = f"{named(entry)} {_in_words(figure, entry, settings)}"
    between = interval(figure, settings)
    text += f", {INTERVAL} {between}" if between else ""
    text += (
        f", {Formats.of(settings).count(figure.n)} {entry.counted}" if entry.counted and figure.n == figure.n else ""
    )
    sentences = (text, _moved(figure, settings), capitalised(targets.in_full(figure, settings)))
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def drawn_by_month(entry: Measure, around: str) -> str:
    """Return what a chart of months draws; the same whatever the data are, so that its view is kept."""
    return f"Line: {entry.label} by month, with {around}"


def history_title(ends: Sequence[tuple[Period, Figure]], settings: Settings) -> str:
    """Return where a long view begins and ends: 'Net promoter score: 24.0 in 12 months to Oct 2022, 31.2 in 12 …'."""
    label = named(measure(ends[0][1].measure, settings))
    if not ends[0][1].shown:
        return f"{label}: {ends[0][1].state.replace('_', ' ')}"
    known = [(period, figure) for period, figure in ends if math.isfinite(figure.value)]
    if not known:
        return f"{label}: nothing is known of it here"
    return f"{label}: {', '.join(f'{value(figure, settings)} in {period.label}' for period, figure in known)}"


def history_counts(ends: Sequence[tuple[Period, Figure]], settings: Settings) -> str:
    """Return what the ends of a long view stand on: '3,123 and 3,456 answers'; nothing where it is not counted."""
    entry = measure(ends[0][1].measure, settings)
    known = [figure for _, figure in ends if math.isfinite(figure.value)]
    if not known or not entry.counted:
        return ""
    few = "" if all(figure.enough for figure in known) else " (too few to tell)"
    return f"{' and '.join(Formats.of(settings).count(figure.n) for figure in known)} {entry.counted}{few}"


def _places(dimension: str, labels: tuple[str, ...] | None) -> str:
    return ", ".join(f"{dimension} {NOT_GIVEN}" if label == NOT_GIVEN else label for label in labels or ())


def scope(view: View, company: str) -> str:
    """Return whom a view is about: 'all of Acme', 'APAC; Mid-market'."""
    parts = [_places(*chosen) for chosen in (("region", view.called), ("segment", view.segments)) if chosen[1]]
    return "; ".join(parts) if parts else f"all of {company}"


def no_target(view: View, company: str, of: str = "") -> str:
    """Say that no target is set: 'no target is set for DACH', '17 measures have no target for DACH'."""
    place = scope(view, company).replace("; ", ", ")
    return f"{of} have no target for {place}" if of else f"no target is set for {place}"


def facts(figure: Figure, view: View, settings: Settings) -> list[tuple[str, str]]:
    """Return what is known of a figure, name by name, for whoever asks how we know."""
    entry = measure(figure.measure, settings)
    if not figure.shown:
        return [("Not shown", " ".join(figure.reasons))]
    found = [
        ("Value", _in_words(figure, entry, settings)),
        (INTERVAL, interval(figure, settings)),
        ("Counted", f"{Formats.of(settings).count(figure.n)} {entry.counted}" if entry.counted else ""),
        ("Effective number", _effective(figure, settings)),
        ("Change", _moved(figure, settings)),
        ("How it is judged", judged_by(figure, entry, settings)),
        *targets.facts(figure, settings),
        ("Benchmark", _benchmark(figure, entry, settings)),
        ("Filters", "" if figure.filtered else "This measure exists for the whole company alone."),
        ("Held back", " ".join(figure.reasons)),
    ]
    return [(name, text) for name, text in found if text]


def _in_words(figure: Figure, entry: Measure, settings: Settings) -> str:
    """Return a figure's value, and why there is none where the time of half is not reached."""
    told = f"{value(figure, settings)}{in_brackets(weightless(entry, figure.estimate))}"
    reached = math.isfinite(figure.value) or not figure.n > 0 or not isinstance(entry.formula, Median)
    return told if reached else f"{told} (not half are resolved yet)"


def _entry(figure: Figure) -> Measure:
    return MEASURES[figure.measure]


def _moved(figure: Figure, settings: Settings) -> str:
    if figure.difference is None or figure.against is None:
        return ""
    entry = measure(figure.measure, settings)
    size = change(figure, settings)
    if size == UNCHANGED:  # what it was would be read as different where rounding parts the two
        return f"{UNCHANGED.capitalize()}{change_interval(figure, settings)}, {verdict(figure)}"
    moved = f"{'Up' if figure.difference.value > 0 else 'Down'} {size}"
    before = told(entry, figure.against, settings)
    return f"{moved}{change_interval(figure, settings)} from {before}, {verdict(figure)}"


def change_interval(figure: Figure, settings: Settings) -> str:
    """Return the interval of a change: ' (1.9 to 5.7)', ' (−0.9 to +2.9)'; nothing where there is none to tell."""
    difference, entry = figure.difference, measure(figure.measure, settings)
    if difference is None or not (math.isfinite(difference.low) and math.isfinite(difference.high)) or entry.relative:
        return ""
    low, high = (edge * scale(entry) for edge in (difference.low, difference.high))
    return in_brackets(Formats.of(settings).around(shown_move(figure, settings), low, high, decimals(entry)))


def _effective(figure: Figure, settings: Settings) -> str:
    effective = figure.estimate.effective_n
    if not math.isfinite(effective) or not math.isfinite(figure.n) or round(effective) >= round(figure.n):
        return ""
    weighted = effective * max(figure.design_effect, 1.0) < 0.995 * figure.n
    repeated = figure.design_effect > _REPEATED
    why = " and ".join(
        name for name, so in (("weights", weighted), ("customers who answered more than once", repeated)) if so
    )
    return f"{Formats.of(settings).count(effective)}{f', for {why}' if why else ''}"


def _benchmark(figure: Figure, entry: Measure, settings: Settings) -> str:
    outside = figure.benchmark
    if outside is None:
        return ""
    worth = Formats.of(settings).value(entry, outside.value)
    note = f" {outside.note}" if outside.note else ""
    return f"{worth}, {outside.source}, {Formats.of(settings).day(outside.as_of)}.{note}"
