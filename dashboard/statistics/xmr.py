"""XmR charts: is this month different from usual? (Wheeler's constants and rules.)"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.statistics.intervals import FloatArray

# Three standard deviations, estimated from mean and from median moving ranges of two; and their upper limits.
MEAN_FACTORS = (2.660, 3.268)
MEDIAN_FACTORS = (3.145, 3.865)
RUN_LENGTH = 8

Baseline = int | slice | Sequence[int] | NDArray[Any] | None


@dataclass(frozen=True, slots=True)
class Limits:
    """Natural limits of a series, in its unit.

    `signals` lists the positions of the points that are signals, in order; `rules` says for each of them which
    of the three rules it breaks. Limits are nan where the baseline holds no two neighbouring values.
    """

    centre: float
    low: float
    high: float
    moving_range_high: float
    signals: list[int]
    rules: dict[int, tuple[int, ...]]

    def by_rule(self, rule: int) -> list[int]:
        """Positions of the points that break this rule: 1, 2 or 3."""
        return [position for position, broken in self.rules.items() if rule in broken]


def xmr(values: ArrayLike, baseline: Baseline = None, use_median: bool = False) -> Limits:
    """Centre, natural limits and signals of a series of equally spaced values.

    `baseline` locks the limits: the first so many points (all, where there are fewer), a slice, a mask, or
    positions, which count from the end where negative; None takes all (signals then widen the limits they are
    judged by). A missing value (nan) keeps its place and is never 0: no moving range spans the gap, it ends a run,
    and it is no signal.

    The rules: 1, a point outside the limits, or its moving range above its own; 2, three of four successive
    points nearer to a limit than to the centre, on one side; 3, eight in a row on one side. Of a run all points
    are signals, of rule 2 those nearer to the limit.

    Raises:
        ValueError: where the series is not one-dimensional or holds an infinite value, or the baseline is none of
            these or lies outside the series.
    """
    series = np.asarray(values, dtype=float)
    if series.ndim != 1 or np.isinf(series).any():
        raise ValueError("a series is one-dimensional and finite; missing values are nan")
    ranges = np.abs(np.diff(series, prepend=np.nan))
    centre, spread, upper = _limits(series, ranges, _chosen(baseline, len(series)), use_median)
    if math.isnan(spread):
        return Limits(centre, math.nan, math.nan, math.nan, [], {})
    # Rounding of the mean must not make signals of a series that never moved.
    least = max(1e-9 * spread, 1e-12 * float(np.nanmax(np.abs(series))))
    broken: dict[int, list[int]] = {}
    for rule, positions in enumerate(_broken(series - centre, ranges, (spread, upper, least)), start=1):
        for position in positions:
            broken.setdefault(position, []).append(rule)
    rules = {position: tuple(broken[position]) for position in sorted(broken)}
    return Limits(centre, centre - spread, centre + spread, upper, list(rules), rules)


def _chosen(baseline: Baseline, length: int) -> NDArray[np.bool_]:
    chosen = np.zeros(length, dtype=bool)
    if baseline is None:
        chosen[:] = True
    elif isinstance(baseline, slice):
        chosen[baseline] = True
    else:
        chosen[_positions(np.asarray(baseline), length)] = True
    return chosen


def _positions(given: NDArray[Any], length: int) -> NDArray[Any] | slice:
    """What a baseline chooses, given as the number of first points, a mask or positions."""
    whole = given.dtype.kind in "iu"
    if given.ndim == 0 and whole and given >= 0:
        return slice(int(given))
    if given.ndim == 1 and given.dtype == bool and len(given) == length:
        return given
    if given.ndim == 1 and (whole or len(given) == 0) and ((given >= -length) & (given < length)).all():
        return given.astype(int)
    raise ValueError(
        f"a baseline is a number of first points, a slice, a mask or positions in a series of {length}, not {given}"
    )


def _limits(
    series: FloatArray, ranges: FloatArray, chosen: NDArray[np.bool_], use_median: bool
) -> tuple[float, float, float]:
    """Centre, distance of the limits from it, and the moving ranges' upper limit."""
    points = series[chosen & ~np.isnan(series)]
    # A range belongs to the baseline when both its points do.
    inside = ranges[chosen & np.concatenate(([False], chosen[:-1])) & ~np.isnan(ranges)]
    if len(points) == 0:
        return math.nan, math.nan, math.nan
    centre = float(points.mean())
    if len(inside) == 0:
        return centre, math.nan, math.nan
    typical = float(np.median(inside) if use_median else inside.mean())
    to_limit, to_range = MEDIAN_FACTORS if use_median else MEAN_FACTORS
    return centre, to_limit * typical, to_range * typical


def _broken(distance: FloatArray, ranges: FloatArray, bounds: tuple[float, float, float]) -> Iterator[list[int]]:
    """Positions that break rule 1, 2 and 3; comparisons with nan are false, so gaps break none."""
    spread, upper, least = bounds
    outside = (np.abs(distance) > spread + least) | (ranges > upper + least)
    yield np.flatnonzero(outside).tolist()
    sides = (distance, -distance)
    yield sorted({position for side in sides for position in _three_of_four(side > spread / 2 + least)})
    yield sorted({position for side in sides for position in _runs(side > least)})


def _three_of_four(near: NDArray[np.bool_]) -> Iterator[int]:
    for start in range(len(near) - 2):
        window = np.flatnonzero(near[start : start + 4])
        if len(window) >= 3:
            yield from (window + start).tolist()


def _runs(same: NDArray[np.bool_]) -> Iterator[int]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(int)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= RUN_LENGTH:
            yield from range(start, end)
