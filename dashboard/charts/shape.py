"""The shape of a chart: all that its specification depends on. Charts of one shape share one specification.

Then the browser keeps its view and only swaps the data. So whatever changes with a filter stays out of it, and what
cannot (how many rows, how long the names are) is taken in few steps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dashboard.blocks import Chart, Kind
from dashboard.charts.milestones import milestones
from dashboard.charts.placing import halves, room_for, spread
from dashboard.charts.tidy import distinct, numbers, ranked, texts
from dashboard.theme import Mode

_STEPS = ((9, 1), (30, 3), (60, 6))
"""Up to so many months, a tick each so many; beyond, one a year."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a specification depends on.

    ``roles`` are the columns that there are. ``rows`` and ``across`` count the names down and across; ``step`` is the
    months from tick to tick; ``signed`` and ``above`` whether there is anything below zero, and anything else.
    ``name_room``, ``head_room`` (names across) and ``label_room`` are pixels, ``lines`` how many lines the names across
    take. ``marks`` counts the milestones, ``levels`` the lines that their words take on a wide screen and ``tiers``
    those of their numbers on a narrow one.
    """

    kind: Kind
    mode: Mode
    number: str
    titles: tuple[tuple[str, str], ...]
    series: tuple[str, ...]
    roles: frozenset[str]
    size: Literal["small", "normal"] = "normal"
    locale: str = "en"
    rows: int = 0
    across: int = 0
    step: int = 0
    signed: bool = False
    above: bool = True
    name_room: int = 0
    head_room: int = 0
    label_room: int = 0
    lines: int = 1
    marks: int = 0
    levels: int = 0
    tiers: int = 0

    def has(self, *roles: str) -> bool:
        """Whether there is a column for each of these roles."""
        return self.roles.issuperset(roles)

    def title(self, role: str, otherwise: str) -> str:
        """Return what a role holds, in words."""
        return dict(self.titles).get(role) or otherwise


def shape_of(chart: Chart, mode: Mode) -> Shape:
    """Return the shape of a chart in a mode."""
    data, kind = chart.data, chart.kind
    series = chart.series or distinct(texts(data, "series"))
    shared = {
        "kind": kind,
        "mode": mode,
        "number": chart.number,
        "titles": tuple(sorted((role, words) for role, words in chart.titles.items() if words)),
        "series": series,
        "roles": frozenset(data.column_names),
        "size": chart.size,
        "locale": chart.locale,
    }
    return Shape(**shared, **_measured(chart, series))  # type: ignore[arg-type]


def _measured(chart: Chart, series: tuple[str, ...]) -> dict[str, int | bool]:
    """Return what of the shape is counted and measured in the data."""
    data, kind = chart.data, chart.kind
    if kind == "lines":
        marks = milestones(chart)
        figures = {figure_like(value, chart.number) for value in spread(numbers(data, "y"))}
        targets = {figure_like(value, chart.number) for value in numbers(data, "target") if value is not None}
        title = chart.titles.get("target", "target")
        return {
            "step": _step(numbers(data, "x")),
            "label_room": room_for(series if len(series) > 1 else {*figures, *targets}, 200),
            "name_room": room_for((f"{title} {target}" for target in targets), 200),
            "marks": len(marks),
            "levels": 1 + max((mark.level for mark in marks), default=-1),
            "tiers": 1 + max((mark.tier for mark in marks), default=-1),
        }
    if kind == "steps":
        return {"label_room": room_for(series or (figure_like(1, chart.number),), 156)}
    standing = kind in ("waterfall", "columns")
    names, amount = ("x", "y") if standing else ("y", "value" if kind == "heat" else "x")
    amounts = numbers(data, amount)
    labels = [
        label or figure_like(value, chart.number) for label, value in zip(texts(data, "label"), amounts, strict=True)
    ]
    return {
        "rows": 0 if standing else 1 + max(ranked(data, "y", "order_y" if kind == "heat" else "order"), default=-1),
        "across": 1 + max(ranked(data, "x"), default=-1) if standing or kind == "heat" else 0,
        "signed": kind != "waterfall" and any(v is not None and v < 0 for v in amounts + numbers(data, "low")),
        "above": kind == "waterfall" or not amounts or any(v is None or v >= 0 for v in amounts),
        "name_room": room_for(texts(data, names)),
        "head_room": room_for(texts(data, "x")) if kind == "heat" else 0,
        "lines": 1 + any(halves(name)[1] for name in texts(data, "x")) if standing or kind == "heat" else 1,
        "label_room": room_for(labels, 200),
    }


def figure_like(value: float | None, number: str) -> str:
    """Return a figure about as long as d3's format makes it."""
    decimals = _DECIMALS.search(number)
    amount = 0.0 if value is None else value * (100 if number.endswith("%") else 1)
    if number.endswith("s"):
        return "−000.0M"
    return f"{amount:+,.{int(decimals[1]) if decimals else 0}f}" + number[-1:].replace("f", "").replace("d", "")


_DECIMALS = re.compile(r"\.(\d+)")


def _step(months: list[float | None]) -> int:
    known = [month for month in months if month is not None]
    there = max(known) - min(known) + 1 if known else 1
    return next((step for most, step in _STEPS if there <= most), 12)
