"""What really changed, as sentences: what, how much, how sure, since when, where, and which theme with it."""

from __future__ import annotations

import math

from dashboard.blocks import Sentence
from dashboard.data.view import View
from dashboard.measures.changes.news import Change, News
from dashboard.measures.changes.where import Mix, Place
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.measures.themes.changes import ThemeChange
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.comparison import compared_with
from dashboard.words.digits import decimals, rounded, scale
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, listed

_WITHIN = {"region": "regions", "segment": "segments", "department": "departments", "mode": "modes"}


def news_sentence(change: Change, settings: Settings) -> Sentence:
    """Return what changed: 'Net promoter score rose 3.8 points' and ' (1.9 to 5.7) to 34.2, since Mar 2026, …'."""
    figure, entry = change.figure, measure(change.figure.measure, settings)
    if figure.difference is None:
        raise ValueError(f"{entry.label} has nothing to be compared with, so it can't be news")
    rose = figure.difference.value > 0
    finding = f"{figures.named(entry)} {'rose' if rose else 'fell'} {figures.change(figure, settings)}"
    parts = [
        f"{figures.change_interval(figure, settings)} to {figures.value(figure, settings)}",
        _usual(change, entry, settings),
        f", since {Formats.of(settings).month(change.since)}" if change.since is not None else "",
        _where(change.where, entry, rose, settings),
        _theme(change.theme, settings),
    ]
    return Sentence(finding, "".join(parts) + ".")


def nothing_changed(news: News, view: View, settings: Settings) -> str:
    """Return what is said where there is no news."""
    if view.against is None:
        return "Nothing to compare with: the data do not reach back so far."
    if not news.tested:
        return f"No measure can be tested against {compared_with(view)}: {_why_none(news)}."
    together = " taken together" if news.tested > 1 else ""
    return (
        f"Nothing beyond noise among {counted(news.tested, 'measure', settings.locale)}{together}, "
        f"against {compared_with(view)}."
    )


def news_notes(news: News, settings: Settings) -> list[str]:
    """Return what must be said beside news and silence alike: signals that are none, and what is hidden or old."""
    notes = []
    if news.further:
        further = listed([_moved(figure, settings) for figure in news.further])
        notes.append(f"Beyond noise as well: {further}.")
    if news.alone:
        signals = listed([_moved(figure, settings) for figure in news.alone])
        notes.append(
            f"{'A signal' if len(news.alone) == 1 else 'Signals'} taken alone, which among so many measures can be "
            f"chance: {signals}."
        )
    if news.hidden:
        hidden = listed([measure(figure.measure, settings).label for figure in news.hidden])
        notes.append(f"Not judged, because the numbers are withheld: {hidden}.")
    return notes


def _why_none(news: News) -> str:
    few = "too few answers or months"
    return f"the numbers are withheld, or there are {few}" if news.hidden else few


def _moved(figure: Figure, settings: Settings) -> str:
    rose = figure.difference is not None and figure.difference.value > 0
    label = measure(figure.measure, settings).label
    return f"{label} ({'up' if rose else 'down'} {figures.change(figure, settings)})"


def place_name(labels: tuple[str, ...]) -> str:
    """Return a place as it is read: 'DACH', 'DACH Mid-market'."""
    return " ".join(labels)


def _usual(change: Change, entry: Measure, settings: Settings) -> str:
    """Return between which limits the change usually lies, for what is counted in full."""
    if change.usual is None:
        return ""
    if entry.window is not None or entry.unit not in ("share", "points") or not math.isfinite(change.usual.low):
        return ", outside its usual variation"
    low, high = (
        Formats.of(settings).number(scale(entry) * edge, decimals(entry), signed=True)
        for edge in (change.usual.low, change.usual.high)
    )
    return f", where {low} to {high} is usual"


def _where(found: Place | Mix | None, entry: Measure, rose: bool, settings: Settings) -> str:
    if found is None:
        return ""
    if isinstance(found, Place):
        return f", mostly in {place_name(found.labels)}"
    now, before = (Formats.of(settings).percent(share, 0) for share in (found.share_now, found.share_before))
    whole = entry.counted or "whole"
    text = f", mostly by mix: {place_name(found.labels)} makes up {now} of the {whole}, {before} before"
    against_it = (found.within > 0) != rose
    size = Formats.of(settings).size(entry, found.within)
    if not against_it or entry.relative or size == Formats.of(settings).size(entry, 0.0):
        return text
    return f"{text}; within {_WITHIN.get(found.way, 'these parts')} it {'fell' if rose else 'rose'} {size}"


def _theme(found: ThemeChange | None, settings: Settings) -> str:
    if found is None:
        return ""
    formats, moved = Formats.of(settings), found.difference
    size, between = formats.points(abs(moved.value)), formats.around(rounded(moved.value, 1), moved.low, moved.high, 1)
    return f"; {size} {'less' if moved.value < 0 else 'more'} lost where “{found.name}” is named ({between})"
