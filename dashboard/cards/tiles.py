"""A figure as a tile: strings that a template only has to put in their places."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import words
from dashboard.cards.sparkline import sparkline
from dashboard.measures import Figure, measure
from dashboard.measures.figure import Band, Target
from dashboard.measures.formulas import Total
from dashboard.settings import Settings

_TONES = {"better": "good", "worse": "bad"}


@dataclass(frozen=True)
class Tile:
    """What a card says of a measure. Empty strings are not drawn."""

    name: str
    label: str
    meaning: str
    value: str
    muted: bool
    interval: str
    arrow: str
    change: str
    verdict: str
    tone: str
    target: str
    aimed: str
    attained: float | None
    aim: float | None
    note: str
    detail: str
    spark: Markup
    state: str
    mark: str
    reason: str


def tile(figure: Figure, settings: Settings, *, note: str = "") -> Tile:
    """Turn a figure into the strings of a tile; what is withheld has no number in it."""
    entry = measure(figure.measure, settings)
    shown = figure.shown
    verdict = words.verdict(figure) if shown else ""
    detail = words.alternative(figure, settings) if shown else ""
    return Tile(
        name=figure.measure,
        label=entry.label,
        meaning=entry.meaning,
        value=words.value(figure, settings) if shown else "–",
        muted=not figure.enough,
        interval=words.interval(figure, settings) if shown else "",
        arrow=words.arrow(figure, settings) if shown else "",
        change=words.change(figure, settings) if shown else "",
        verdict=verdict,
        tone=_tone(figure),
        target=words.target(figure, settings) if shown else "",
        aimed=words.target_alone(figure, settings) if shown else "",
        attained=_share_of_way(figure.target) if shown else None,
        aim=1.0 if figure.target else None,
        note=_notes(figure, entry.window, note),
        detail=detail,
        spark=_spark(figure, settings, detail),
        state=figure.state,
        mark=f"as of {figure.as_of:%-d %b}" if figure.state == "carried_over" and figure.as_of else "",
        reason=" ".join(figure.reasons),
    )


def _tone(figure: Figure) -> str:
    """Green and red only for a signal with a good direction; amber where there is too little to judge."""
    if figure.verdict in ("too_few", "too_few_months"):
        return "warn"
    return _TONES.get(words.direction(figure), "") if figure.verdict == "signal" else ""


def _notes(figure: Figure, window: int | None, note: str) -> str:
    parts = [note] if note else []
    if window is not None:
        parts.append(f"{window} months")
    if not figure.filtered:
        parts.append("whole company")
    return " · ".join(parts)


def _share_of_way(target: Target | None) -> float | None:
    if target is None or target.attainment is None or not math.isfinite(target.attainment):
        return None
    return min(max(target.attainment, 0.0), 1.0)


def _spark(figure: Figure, settings: Settings, description: str) -> Markup:
    if not figure.shown:
        return Markup("<span></span>")
    # A sum's target is that of the whole period, the sparkline's points are single months.
    summed = isinstance(measure(figure.measure, settings).formula, Total)
    target = figure.target.value if figure.target and not summed else None
    return sparkline(list(figure.series.values), _newest_band(figure.limits), target, description)


def _newest_band(limits: Band | None) -> tuple[float, float] | None:
    return (float(limits.low[-1]), float(limits.high[-1])) if limits is not None and len(limits.low) else None
