"""How journeys end, as words: completed, given up, on time, and after how long."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dashboard.data.question import Question
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.lengths import Lengths
from dashboard.measures.journeys.stages import Journey
from dashboard.measures.registry import measure
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.verdicts import is_judged, verdict

NAME = "End to end"
MEANING = (
    "On time: of the journeys promised for the period, the share whose last stage was done by the time promised; "
    "where the company does not say which stage is the last, each journey's last step stands in its place. All "
    "else is of the journeys that began in it: how many are completed, given up or still open, and after how long half "
    "are completed. Those given up will never be, and those open may yet be: both are counted so (Aalen and Johansen), "
    "with Aalen's 95 % interval. A mean of those completed would leave out the slow ones."
)
ORDER = "the promise broken most first"
DONE, GIVEN_UP = "completed", "given up"
_DAY = 24.0


def title(found: Mapping[str, Lengths], kept: Mapping[str, Figure], question: Question) -> str:
    """Return the finding: of the promise that changed most clearly, else of what is broken most, else of the times."""
    settings = question.settings
    clear = {name: figure for name, figure in kept.items() if figure.clear and figure.n >= settings.least_n}
    if clear:
        name = max(clear, key=lambda one: abs(clear[one].verdict.moved))
        moved = figures.change(clear[name], settings)
        return f"“{name}” is on time in {_share(clear[name], question)}, a {verdict(clear[name])} of {moved}"
    told = {name: figure for name, figure in kept.items() if figure.n >= settings.least_n}
    if told:
        worst = min(told, key=lambda one: told[one].value)
        said = f"“{worst}” is on time in {_share(told[worst], question)}"
        judged = all(is_judged(figure) for figure in told.values())
        return f"{said}; no promise is kept clearly more or less often" if judged else said
    known = {name: one for name, one in found.items() if math.isfinite(one.half[0]) and not too_few(one, question)}
    if not known:
        return NAME
    slow = max(known, key=lambda one: known[one].half[0])
    return f"Half of “{slow}” are completed after {span(known[slow].half[0], question)}"


def _share(figure: Figure, question: Question) -> str:
    return figures.told(measure(figure.measure, question.settings), figure.estimate, question.settings)


def subtitle(question: Question) -> str:
    """Return whom it is about, and what is compared."""
    return f"{figures.scope(question.view, question.manifest.company)} · {comparison(question.view)}"


def curve_title(name: str, one: Lengths, question: Question) -> str:
    """Return the finding of one journey: 'Fix a problem: half are completed after 5.0 days, 4.7 % are given up'."""
    formats = Formats.of(question.settings)
    given_up = f"{formats.percent(_last(one))} are given up" if one.abandoned else "none is given up"
    if not math.isfinite(one.half[0]):
        return f"{name}: half are not completed so far, {given_up}"
    return f"{name}: half are completed after {span(one.half[0], question)}, {given_up}"


def _last(one: Lengths) -> float:
    return float(one.given_up[-1]) if len(one.given_up) else 0.0


def curve_subtitle(one: Lengths, question: Question) -> str:
    """Return whom it is about, and how many began, with those still open."""
    formats = Formats.of(question.settings)
    begun = f"{formats.counted(one.begun, 'journey')} begun in {question.view.period.label}"
    return f"{figures.scope(question.view, question.manifest.company)} · {begun}, {formats.count(one.open)} still open"


def too_few(one: Lengths | None, question: Question) -> str:
    """Return what is said where too few journeys began to draw how long they last; nothing where enough did."""
    least, begun = question.settings.least_n, 0 if one is None else one.begun
    if begun >= least:
        return ""
    said = Formats.of(question.settings).counted(begun, "journey")
    return f"{said} began in {question.view.period.label}; fewer than {least} tell too little of how long they last."


def span(hours: float, question: Question) -> str:
    """Return a time in the unit that tells: '5.0 days', '19.4 h'."""
    formats = Formats.of(question.settings)
    if not math.isfinite(hours):
        return NOTHING
    return formats.hours(hours) if hours < 2 * _DAY else f"{formats.number(hours / _DAY, 1)} days"


def half(one: Lengths | None, question: Question) -> tuple[str, str]:
    """Return after how long half are completed, and the interval of that."""
    if one is None or not math.isfinite(one.half[0]):
        return NOTHING, "" if one is None else "not half so far"
    value, low, high = one.half
    if math.isinf(high):
        return span(value, question), f"{span(low, question)} or more"
    return span(value, question), f"{span(low, question)} to {span(high, question)}"


def where(journey: Journey, question: Question) -> str:
    """Return at which stage most gave up: 'most at Diagnose (15)'; nothing where nobody did."""
    left = [stage for stage in journey.stages if stage.abandoned]
    if not left:
        return ""
    most = max(left, key=lambda stage: stage.abandoned or 0)
    return f"most at {most.name} ({Formats.of(question.settings).count(most.abandoned or 0)} in the period)"


def left_out(found: Mapping[str, Lengths], question: Question) -> tuple[str, ...]:
    """Say how many ended before they began: they have no duration."""
    number = sum(one.left_out for one in found.values())
    if not number:
        return ()
    said = Formats.of(question.settings).counted(number, "journey")
    return (
        f"{said} ended before {'it' if number == 1 else 'they'} began and {'is' if number == 1 else 'are'} left out.",
    )


def alternative(name: str, one: Lengths, question: Question) -> str:
    """Return what is drawn, for those who do not see it."""
    value, around = half(one, question)
    formats = Formats.of(question.settings)
    return (
        f"{name}: of {formats.counted(one.begun, 'journey')} {formats.count(one.completed)} completed, "
        f"{formats.count(one.abandoned)} given up, {formats.count(one.open)} open; half completed after {value} "
        f"({INTERVAL} {around})"
    )
