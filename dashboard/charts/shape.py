"""The shape of a chart: all that its specification depends on; and its room, which is only written into it.

Charts of one shape share one specification, which is dear to build. How many rows there are and how long their names
are is its room: a few numbers that the specification names (``name_room``, ``across`` …) and reckons with itself. Where
they are the same, too, the browser keeps its view and only swaps the data; so rooms come in few sizes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Literal

from dashboard.blocks import Chart, Kind
from dashboard.charts.milestones import milestones
from dashboard.charts.placing import halves, room_for, spread
from dashboard.charts.tidy import distinct, numbers, ranked, texts
from dashboard.periods import month_label
from dashboard.theme import Mode

_STEPS = ((9, 1), (30, 3), (60, 6))
"""Up to so many months, a tick each so many; beyond, one a year."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a specification depends on.

    ``roles`` are the columns that there are; ``step`` is the months from tick to tick; ``signed`` and ``above`` whether
    there is anything below zero, and anything else; ``dated`` whether there are milestones.
    """

    kind: Kind
    mode: Mode
    number: str
    titles: tuple[tuple[str, str], ...]
    series: tuple[str, ...]
    roles: frozenset[str]
    size: Literal["small", "normal"] = "normal"
    locale: str = "en"
    step: int = 0
    signed: bool = False
    above: bool = True
    dated: bool = False

    def has(self, *roles: str) -> bool:
        """Whether there is a column for each of these roles."""
        return self.roles.issuperset(roles)

    def title(self, role: str, otherwise: str) -> str:
        """Return what a role holds, in words."""
        return dict(self.titles).get(role) or otherwise


@dataclass(frozen=True, slots=True)
class Room:
    """What is counted and measured in the data: the numbers that a specification knows by these names.

    ``rows`` and ``across`` count the names down and across; ``name_room``, ``half_room`` (names over two lines),
    ``head_room`` (names across) and ``label_room`` are pixels, ``lines`` how many lines the names across take.
    ``marks`` counts the milestones, ``levels`` the lines that their words take on a wide screen and ``tiers`` those of
    their numbers on a narrow one.
    """

    rows: int = 0
    across: int = 0
    name_room: int = 0
    half_room: int = 0
    head_room: int = 0
    label_room: int = 0
    lines: int = 1
    marks: int = 0
    levels: int = 0
    tiers: int = 0


ROOMS = tuple(field.name for field in fields(Room))


def shape_of(chart: Chart, mode: Mode) -> Shape:
    """Return the shape of a chart in a mode."""
    data, kind = chart.data, chart.kind
    amounts = [] if kind in ("lines", "steps", "waterfall") else numbers(data, _amount(kind))
    return Shape(
        kind=kind,
        mode=mode,
        number=chart.number,
        titles=tuple(sorted((role, words) for role, words in chart.titles.items() if words)),
        series=series_of(chart),
        roles=frozenset(data.column_names),
        size=chart.size,
        locale=chart.locale,
        step=_step(numbers(data, "x")) if kind == "lines" else 0,
        signed=any(value is not None and value < 0 for value in (*amounts, *(numbers(data, "low") if amounts else ()))),
        above=not amounts or any(value is None or value >= 0 for value in amounts),
        dated=kind == "lines" and any(texts(data, "mark")),
    )


def series_of(chart: Chart) -> tuple[str, ...]:
    """Return the names of a chart's series in the order of their colours."""
    return chart.series or distinct(texts(chart.data, "series"))


def room_of(chart: Chart) -> Room:
    """Return what is counted and measured in a chart's data."""
    if chart.kind == "lines":
        return _room_of_lines(chart)
    if chart.kind == "steps":
        return Room(label_room=room_for(series_of(chart) or (figure_like(1, chart.number),), 156))
    data, kind = chart.data, chart.kind
    standing, amounts = kind in ("waterfall", "columns", "path"), numbers(data, _amount(kind))
    labels = [
        label or figure_like(value, chart.number) for label, value in zip(texts(data, "label"), amounts, strict=True)
    ]
    return Room(
        rows=0 if standing else 1 + max(ranked(data, "y", "order_y" if kind == "heat" else "order"), default=-1),
        across=1 + max(ranked(data, "x"), default=-1) if standing or kind == "heat" else 0,
        name_room=room_for(texts(data, "x" if standing else "y")),
        half_room=room_for(half for name in texts(data, "y") for half in halves(name)) if kind == "heat" else 0,
        head_room=room_for(texts(data, "x")) if kind == "heat" else 0,
        label_room=room_for(labels, 200),
        lines=1 + any(halves(name)[1] for name in texts(data, "x")) if standing or kind == "heat" else 1,
    )


def _room_of_lines(chart: Chart) -> Room:
    data, series, marks = chart.data, series_of(chart), milestones(chart)
    known = [month for month in numbers(data, "x") if month is not None]
    newest = month_label(int(max(known)), chart.locale) if known else ""
    figures = {newest, *(figure_like(value, chart.number) for value in spread(numbers(data, "y")))}
    targets = {figure_like(value, chart.number) for value in numbers(data, "target") if value is not None}
    title = chart.titles.get("target", "target")
    return Room(
        label_room=room_for(series if len(series) > 1 else {*figures, *targets}, 200),
        name_room=room_for((f"{title} {target}" for target in targets), 200),
        marks=len(marks),
        levels=1 + max((mark.level for mark in marks), default=-1),
        tiers=1 + max((mark.tier for mark in marks), default=-1),
    )


def _amount(kind: Kind) -> str:
    """Return the role of a kind's amounts."""
    return "y" if kind in ("waterfall", "columns", "path") else "value" if kind == "heat" else "x"


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
