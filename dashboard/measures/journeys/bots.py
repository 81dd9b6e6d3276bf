"""What a bot met: what it contained, who came back, who went on to people, and how long those waited who asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.figure import Figure

DATASET, WAITS = "bot_cases", "human_waits"
CONTAINED, CAME_BACK = "bot_contained", "bot_came_back"
OUTCOMES = (CONTAINED, CAME_BACK, "bot_escaped", "bot_given_up")
"""Containment, and right behind it what it is worth nothing without."""
WAIT = "human_wait_median"
_SUMS = ("n", "contained", "escaped", "given_up", "followed", "came_back")


@dataclass(frozen=True, slots=True)
class Met:
    """Cases that a bot met in a channel; of those contained, ``followed`` could be, and ``came_back`` so many.

    ``channel`` is '' where none is given.
    """

    channel: str
    n: int
    contained: int
    escaped: int
    given_up: int
    followed: int
    came_back: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for a person in the period, and what came of it."""

    n: int
    reached: int
    not_reached: int
    gave_up: int
    left_out: int


def met(data: Data, view: View) -> tuple[Met, ...]:
    """Return what a bot met in a view's period and places, by channel, the largest first."""
    cube, period = data.cube(DATASET), view.period
    if cube is None or not cube.rows:
        return ()
    sums = cube.sum(_SUMS, ("channel",), (), (period.first, period.last), view.regions, view.segments)
    found = (
        Met(str(label), *(int(one) for one in row))
        for label, row in zip(cube.labels["channel"], sums.tolist(), strict=True)
        if row[0] > 0
    )
    return tuple(sorted(found, key=lambda one: (-one.n, one.channel)))


def asked(data: Data, view: View) -> Asked | None:
    """Return who asked for a person in a view's period and places; None where nobody knows of any."""
    cube, period = data.cube(WAITS), view.period
    if cube is None or not cube.rows:
        return None
    sums = cube.sum(
        ("n", "reached", "not_reached", "gave_up", "left_out"), (), (), (period.first, period.last), view.regions,
        view.segments,
    )  # fmt: skip
    return Asked(*(int(one) for one in np.ravel(sums).tolist()))


def followed_whole(figure: Figure, last: int) -> Figure:
    """Return a figure without those months of which not all cases could be followed for 30 days to a last one."""
    series = figure.series
    values = np.where(series.months < last, series.values, np.nan)
    return replace(figure, series=replace(series, values=values))
