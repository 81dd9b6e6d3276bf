"""One pilot, all of it, as words: what was compared, what was looked at first, how sure it is."""

from __future__ import annotations

import math
from datetime import date

from dashboard.measures import MEASURES, measure
from dashboard.measures.pilots.drawn import Drawn, Levels
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.registry import Measure
from dashboard.settings import Settings
from dashboard.statistics import Difference
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.pilots import register as listed
from dashboard.words.pilots.verdicts import amount, because, called, interval, lift, measured, title
from dashboard.words.verdicts import change_range

NAME = "One pilot: both arms, before and after"
PILOT, COMPARISON = "the pilot's units", "compared with"
BEGAN, ENDED = "it began", "last of its months"
NO_LIFT = "no lift"
GAP_NAME = "How much more the pilot's units changed, month by month"

MEANS = {"people": "people", "process": "process", "technology": "technology"}


def subtitle(one: Tried, settings: Settings) -> str:
    """Return what is drawn: the measure by month, of how many units, when it began, by which months it is judged."""
    formats = Formats.of(settings)
    units, left_out = listed.units(one)
    began = f"began in {formats.month(one.horizon.began)}" if one.horizon is not None else ""
    judged = f"judged by {formats.months(*one.horizon.after)}" if one.horizon is not None and one.lift else ""
    of = f"mean over units, {units}" if units else ""
    return " · ".join(filter(None, (measured(one.pilot, settings), "by month", of, left_out, began, judged)))


def instead(one: Tried, drawn: Drawn | None, settings: Settings) -> str:
    """Say why there is nothing to draw; nothing where there is."""
    if drawn is not None and not drawn.empty:
        return ""
    if drawn is None:
        return f"{called(one.pilot)}: nothing can be drawn: {because(one) or 'no months are known'}."
    return (
        f"Nothing was counted in the units of {called(one.pilot)}: {measured(one.pilot, settings)} has no rows there."
    )


def alternative(one: Tried, drawn: Drawn | None, settings: Settings) -> str:
    """Return what the picture shows to those who do not see it."""
    if drawn is None:
        return title(one, settings)
    formats = Formats.of(settings)
    span = formats.months(int(drawn.months[0]), int(drawn.months[-1])) if len(drawn.months) else ""
    return (
        f"Two lines by month, {span}: {measured(one.pilot, settings)} of {PILOT} and of those they are compared with."
    )


def gap_title(one: Tried, settings: Settings) -> str:
    """Return what the second picture shows: the gap between both arms, with its finding."""
    if one.apart is not None and one.apart.apart is not None:
        return "Both arms were not alike before it began"
    if one.lift is None:
        return GAP_NAME
    return "Before it began, no difference between the arms can be told"


def gap_subtitle(one: Tried, settings: Settings) -> str:
    """Return of which pilot the gap is, what is drawn of it, and in which unit."""
    entry = measure(one.pilot.metric, settings) if one.pilot.metric in MEASURES else None
    unit = {"points": "points", "share": "points", "hours": "h", "minutes": "min"}.get(entry.unit, "") if entry else ""
    drawn = ("lift against the units' own months before", unit, f"by month, {INTERVAL}")
    return " · ".join(filter(None, (called(one.pilot), *drawn)))


def facts(one: Tried, levels: Levels, department: str, today: date, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what is known of a pilot, name by name; what is not known is left out.

    ``levels`` are the pilot's units before and after, and those compared before and after.
    """
    found = [
        ("Hypothesis", one.pilot.hypothesis or ""),
        ("Department, means", " · ".join(filter(None, (department, MEANS.get(one.pilot.means or "", ""))))),
        ("Ran", listed.ran(one, settings)),
        ("Stage", ", ".join(filter(None, listed.stage(one, today, settings)))),
    ]
    if one.pilot.metric in MEASURES and one.lift is not None:
        found += _judged(one, levels, measure(one.pilot.metric, settings), settings)
    return tuple((name, said) for name, said in found if said)


def _judged(one: Tried, levels: Levels, entry: Measure, settings: Settings) -> list[tuple[str, str]]:
    return [
        ("The pilot's units", _way(levels[:2], entry, settings)),
        ("Those compared", _way(levels[2:], entry, settings)),
        ("Lift" if one.verdict != "too_early" else "So far, which is no verdict",
         " · ".join(filter(None, (lift(one, settings), interval(one, settings))))),
        ("Just before it began", _before(one, entry, settings)),
        ("What would explain it away", _sensitivity(one, entry, settings)),
    ]  # fmt: skip


def _way(ends: tuple[float, ...], entry: Measure, settings: Settings) -> str:
    formats = Formats.of(settings)
    return " → ".join(formats.value(entry, end) if math.isfinite(end) else NOTHING for end in ends)


def _before(one: Tried, entry: Measure, settings: Settings) -> str:
    """Return how far both arms were apart just before, and by how much units picked low come back by themselves."""
    if one.apart is None:
        return ""
    apart = _apart(one.apart.level, entry, settings)
    slope = "" if one.apart.slope is None else f"; drew apart by {_apart(one.apart.slope, entry, settings)}"
    back = one.apart.expected
    by_itself = f"; {amount(entry, back, settings)} would come back by itself" if math.isfinite(back) else ""
    return f"apart by {apart}{slope}{by_itself}"


def _apart(found: Difference, entry: Measure, settings: Settings) -> str:
    span = change_range(entry, found.low, found.high, settings)
    return f"{amount(entry, found.value, settings)}{f' ({span})' if span else ''}"


def _sensitivity(one: Tried, entry: Measure, settings: Settings) -> str:
    """Return how fast both arms would have to drift apart by themselves to explain a lift away."""
    if one.verdict not in ("worked", "harmful") or one.lift is None or one.horizon is None:
        return ""
    near = one.lift.low if one.lift.low > 0 else one.lift.high
    middle = (sum(one.horizon.after) - sum(one.horizon.before)) / 2
    return (
        f"both arms would have to drift apart by {amount(entry, near / middle, settings)} a month by themselves"
        if middle > 0
        else ""
    )
