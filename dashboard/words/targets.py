"""Targets as words: how each stands, by its forecast until its span is over; one status wherever it is spoken of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType

from dashboard.blocks.small import Tone
from dashboard.measures.figure import Figure, Status, Target
from dashboard.measures.registry import Measure, measure
from dashboard.measures.targets import LENGTHS
from dashboard.settings import Settings
from dashboard.words.digits import more_digits, places, scale
from dashboard.words.formats import Formats

STATUSES: Mapping[Status, str] = MappingProxyType({
    "met": "met",
    "missed": "missed",
    "on_course": "on course",
    "likely_met": "likely met",
    "open": "open",
    "likely_missed": "likely missed",
    "off_course": "off course",
})  # fmt: skip

MEANINGS: Mapping[Status, str] = MappingProxyType({
    "met": "Its months are over, and it was reached.",
    "missed": "Its months are over, and it was not reached.",
    "on_course": "Even the less favourable end of the forecast reaches it.",
    "likely_met": "The forecast reaches it, its less favourable end does not.",
    "open": "What is expected is itself a range, and the target lies in it: it can go either way.",
    "likely_missed": "The forecast does not reach it, its more favourable end does.",
    "off_course": "Not even the more favourable end of the forecast reaches it.",
})  # fmt: skip

_TONES: Mapping[Status, Tone] = MappingProxyType({
    "met": "good", "on_course": "good", "likely_missed": "warn", "missed": "bad", "off_course": "bad",
})  # fmt: skip

_BY_THE_POINT: tuple[Status, ...] = ("likely_met", "open", "likely_missed")
"""What is said by the forecast itself; the others, by the ends of its interval."""

FORECAST = (
    "One forecast a target, whatever period is chosen: made from the newest complete month, of monthly sums, by the "
    "level of the newest months and their drift, or by the same months of the year before where that missed by less. "
    "Its interval is to hold 80 % of what comes."
)
"""How a forecast is made."""


def status(target: Target, entry: Measure) -> str:
    """Return how a target stands: 'on course', 'missed' …, or why that cannot be said."""
    if target.status is not None:
        return STATUSES[target.status]
    if entry.good == "none":
        return "not judged"
    return "not known" if target.complete or target.forecast is not None else "no forecast"


def tone(target: Target) -> Tone:
    """Return the colour of a status; never without its word."""
    return _TONES.get(target.status, "") if target.status else ""


def detail(target: Target, entry: Measure) -> str:
    """Return what the status means, or why there is none."""
    if target.status is not None:
        return MEANINGS[target.status]
    if entry.good == "none":
        return "The measure is neither better nor worse for being higher."
    if target.complete or target.forecast is not None:
        return "What is not known leaves a range on both sides of the target."
    return "Fewer than 13 months are known up to the newest, too few for a forecast."


def months(target: Target, settings: Settings) -> str:
    """Return the months that a target is for: 'Dec 2026', 'Oct–Dec 2026', of a calendar year '2026'."""
    if target.span == "year" and target.month % 12 == 11:
        return str(target.month // 12)
    return Formats.of(settings).months(target.month - LENGTHS[target.span] + 1, target.month)


def when(target: Target, settings: Settings) -> str:
    """Return when a target is to be reached: 'by Dec 2026', 'in Oct–Dec 2026'."""
    return f"{'by' if target.span == 'month' else 'in'} {months(target, settings)}"


def forecast(target: Target, entry: Measure, settings: Settings) -> tuple[str, str]:
    """Return the forecast and its interval: '35.1', '32.0 to 38.2'; of a range both its ends, of none nothing."""
    found = target.forecast
    if found is None:
        return "", ""
    formats, more = Formats.of(settings), digits(target, entry)
    span = formats.span(entry, *found.points, more=more, holds=False) if len(found.points) > 1 else ""
    return span or formats.value(entry, found.value, more), formats.span(entry, found.low, found.high, more=more)


def worth(target: Target, entry: Measure, settings: Settings) -> str:
    """Return what is to be reached: '36.5'."""
    return Formats.of(settings).value(entry, target.value, digits(target, entry))


def digits(target: Target, entry: Measure) -> int:
    """Return how many digits more than usual a target and what it is held against have, lest they read alike.

    Else a word would stand beside numbers that do not bear it out: 'likely missed' where 4.5 % of 4.5 % is expected.
    """
    if target.status is None:
        return 0
    found, amount = target.forecast, scale(entry)
    decides = (target.now.value,) if target.complete else (*found.points, found.low, found.high) if found else ()
    known = [amount * value for value in decides if math.isfinite(value)]
    return more_digits(amount * target.value, known, partial(places, entry))


def in_full(figure: Figure, settings: Settings) -> str:
    """Return a target with its months, its status and its forecast: 'target 38.0 by Dec 2026: likely missed, …'."""
    if figure.target is None:
        return ""
    entry, aim = measure(figure.measure, settings), figure.target
    text = f"target {worth(aim, entry, settings)} {when(aim, settings)}: {status(aim, entry)}"
    value, between = forecast(aim, entry, settings)
    return ", forecast ".join(filter(None, (text, f"{value} ({between})" if between else value)))


def in_short(figure: Figure, settings: Settings, due: int | None = None) -> str:
    """Return a target in a few words: 'target 84.0 % by Dec 2026: off course'; nothing where there is none.

    Of a sum it says what of it has come: '€231M of target €271M in 2026: on course'. Where the forecast itself decides,
    and not its interval, it is told where there is room. The month ``due`` is named by whoever shows several of it.
    """
    if figure.target is None:
        return ""
    entry, aim = measure(figure.measure, settings), figure.target
    told = f"target {worth(aim, entry, settings)}"
    if not aim.level and math.isfinite(aim.now.value):
        told = f"{_now(aim, entry, settings)} of {told}"
    if not (aim.level and aim.month == due):
        told += f" {when(aim, settings)}"
    if entry.good == "none":
        return told
    decides = f", forecast {forecast(aim, entry, settings)[0]}" if aim.status in _BY_THE_POINT and due is None else ""
    return f"{told}: {status(aim, entry)}{decides}"


def _now(target: Target, entry: Measure, settings: Settings) -> str:
    return Formats.of(settings).value(entry, target.now.value, digits(target, entry) if target.complete else 0)


def due(figures: Iterable[Figure]) -> int | None:
    """Return the month in which all these figures' targets fall due; None where they do not, or there are none."""
    found = {figure.target.month for figure in figures if figure.shown and figure.target is not None}
    return found.pop() if len(found) == 1 else None


def way(figure: Figure, settings: Settings) -> str:
    """Return what the bar of a target says: '30.1 in Oct 2026, of a target of 36.5 by Dec 2026'."""
    if figure.target is None or not math.isfinite(figure.target.now.value):
        return ""
    entry, aim = measure(figure.measure, settings), figure.target
    now, wanted = _now(aim, entry, settings), worth(aim, entry, settings)
    return f"{now} in {stood(aim, settings)}, of a target of {wanted} {when(aim, settings)}"


def stood(target: Target, settings: Settings) -> str:
    """Return the months whose value is held against a target: the newest, of a sum those that have come, if any."""
    last = min(target.month, target.made)
    length = LENGTHS[target.span]
    first = last - length + 1 if target.level else target.month - length + 1
    return Formats.of(settings).months(first, last) if first <= last else ""


def facts(figure: Figure, settings: Settings) -> list[tuple[str, str]]:
    """Return what is known of a figure's target, for whoever asks; nothing where there is none."""
    if figure.target is None:
        return []
    entry, aim = measure(figure.measure, settings), figure.target
    made = f"Made from {Formats.of(settings).month(aim.made)}. {FORECAST}" if aim.forecast else ""
    return [
        ("Target", f"{in_full(figure, settings).removeprefix('target ')}. {detail(aim, entry)}"),
        ("Forecast", made),
    ]
