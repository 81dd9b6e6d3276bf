"""Is a change of a sum, of money, of a ratio of money or of a mean unlike what it usually does?

What is counted in full has no sampling error; whether it moved is judged by how it usually moves. Single months tell
most: from those before the period judged, `statistics.expected_change` tells by how much the mean of as many months
usually changes from the year before or from the period before, seasons and growth of its own kept. The change that is
shown may be of another kind (a sum, a window that follows customers over twelve months): it is the months' change
times a factor that the changes shown so far give, and a rest that they leave. So the range comes out in the unit and
span of the change that is shown. Windows that overlap tell the same twice: they count for as many as do not. What is
told in percent is judged in logarithms: three times as long is as far from usual as a third.

There is no range where it rests on fewer than four degrees of freedom, or where its half is more than twice the largest
earlier change of its kind: nothing could leave it, so that to lie within it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from dashboard.measures.verdicts.judged import FloatArray, Judged, Lack
from dashboard.statistics import expected_change

_WIDEST = 2.0
"""Half a range at most, in the largest earlier change."""
_LEAST_DEGREES = 4.0
"""Degrees of freedom without which there is no range."""


@dataclass(frozen=True, slots=True)
class Span:
    """What is compared: periods of ``length`` months, ``back`` months apart.

    ``window`` is that of measures that follow customers, None of others, ``reach`` how many months such a value looks
    back on; ``relative`` changes are shares of the value before. Sums and money are ``growing``: they may drift; shares
    and means are not expected to.
    """

    length: int
    back: int
    window: int | None = None
    relative: bool = False
    growing: bool = True
    reach: int | None = None

    @property
    def overlap(self) -> int:
        """How many changes in a row tell of the same months."""
        return max(self.length, self.reach or self.window or 1)

    @property
    def of_months(self) -> tuple[int, int]:
        """How many months are compared with as many, and how far they lie apart.

        Windows that overlap share their months: only those count that are in one of them alone.
        """
        if self.window is None:
            return self.length, self.back
        return (self.back, self.window) if self.back < self.window else (self.window, self.back)


def change_of(now: FloatArray, before: FloatArray, *, relative: bool) -> FloatArray:
    """Return changes in the unit, or as a share of what was before; nan where they are not known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = now / before - 1 if relative else now - before
    return np.where(np.isfinite(found), found, np.nan)


def levels(months: FloatArray, *, relative: bool) -> FloatArray:
    """Return monthly values as they are judged: of what is told in percent their logarithms."""
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.log(months) if relative else months
    return np.where(np.isfinite(level), level, np.nan)


def departed(level: FloatArray, span: Span) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return how seldom chance sets each place's last months so far from their usual, and the 95 % interval of that."""
    p_value, low, high = (np.full(level.shape[1], np.nan) for _ in range(3))
    length, back = span.of_months
    for columns in _alike(level):
        found = expected_change(level[:, columns], length, back, growing=span.growing)
        distance = _means(level[:, columns], length, back)[-1] - found.change
        half = stdtrit(max(found.degrees, 1.0), 0.975) * found.error
        with np.errstate(divide="ignore", invalid="ignore"):
            p_value[columns] = 2 * stdtr(max(found.degrees, 1.0), -np.abs(distance / found.error))
        low[columns], high[columns] = distance - half, distance + half
    return p_value, low, high


def judge_usual(values: FloatArray, months: FloatArray, span: Span, few: NDArray[np.bool_]) -> Judged:
    """Judge each place's newest change by what came before.

    ``values`` (months, places) are the measure's own, of the period that closes with each month, the one judged last;
    ``months`` (months, places) those of the same measure in single months. ``few`` marks the places where too little
    was counted.
    """
    own, places = np.full(values.shape, np.nan), values.shape[1]
    change = np.full(places, np.nan)
    if len(values) > span.back:
        shown = levels(values, relative=span.relative)
        own[span.back :] = change_of(shown[span.back :], shown[: -span.back], relative=False)
        change = change_of(values[-1], values[-1 - span.back], relative=span.relative)
    expected, error, largest = (np.full(places, np.nan) for _ in range(3))
    degrees = np.zeros(places)
    level = levels(months, relative=span.relative)
    length, back = span.of_months
    for columns in _alike(np.where(few, np.nan, level)):
        found = expected_change(level[:, columns], length, back, growing=span.growing)
        means = _means(level[:, columns], length, back)
        factor, rest, spread, counted = _translated(means, own[:, columns], span.overlap)
        expected[columns] = factor * found.change + rest
        error[columns], degrees[columns] = _together(factor * found.error, found.degrees, spread, counted - 1)
        largest[columns] = np.abs(np.nan_to_num(own[: -span.back, columns])).max(axis=0, initial=0.0)
    known = Judged(change, expected, error, degrees, np.full(places, np.nan), (), logarithms=span.relative)
    return _judged(own[-1], known, largest, few)


def _together(
    first: FloatArray, degrees: float, second: FloatArray, others: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the error of two independent ones together, and its degrees of freedom (Satterthwaite 1946)."""
    one, two = first**2, second**2
    with np.errstate(divide="ignore", invalid="ignore"):
        doubt = np.where(one > 0, one**2 / max(degrees, 1.0), 0.0) + np.where(two > 0, two**2 / others, 0.0)
        found = np.where(doubt > 0, (one + two) ** 2 / doubt, degrees)
    return np.sqrt(one + two), np.minimum(found, degrees)


def _judged(moved: FloatArray, usual: Judged, largest: FloatArray, few: NDArray[np.bool_]) -> Judged:
    """Judge what each place moved by, as it is judged, against the usual."""
    change, expected, error, degrees = moved, usual.expected, usual.error, usual.degrees
    with np.errstate(divide="ignore", invalid="ignore"):
        half = stdtrit(np.maximum(degrees, 1.0), 0.975) * error
        # What never moved, and does now, is beyond chance; rounding does not move it.
        still = np.where(np.abs(change - expected) > 1e-9 * np.maximum(np.abs(expected), 1.0), np.inf, 0.0)
        t = np.where(error > 1e-12 * np.abs(largest), (change - expected) / error, still)
        p_value = 2 * stdtr(np.maximum(degrees, 1.0), -np.abs(t))
    lack: list[Lack] = []
    for place in range(len(change)):
        unknown = not np.isfinite(change[place]) or not np.isfinite(error[place])
        wide = half[place] > _WIDEST * largest[place] > 0 or degrees[place] < _LEAST_DEGREES
        lack.append("answers" if few[place] else "months" if unknown else "history" if wide else "")
    return replace(usual, p_value=np.where([bool(one) for one in lack], np.nan, p_value), lack=tuple(lack))


def _alike(level: FloatArray) -> Iterator[NDArray[np.int64]]:
    """Yield the places whose months are missing alike; those of which every month is are left out."""
    alike: dict[bytes, list[int]] = {}
    for place, missing in enumerate(np.isnan(level).T):
        if not missing.all():
            alike.setdefault(missing.tobytes(), []).append(place)
    yield from map(np.array, alike.values())


def _means(level: FloatArray, length: int, back: int) -> FloatArray:
    """Return, for each month, the change of the mean of the months that end with it (months, places)."""
    found = np.full(level.shape, np.nan)
    if len(level) < length + back:
        return found
    sums = np.cumsum(np.nan_to_num(level), axis=0)
    missing = np.cumsum(np.isnan(level), axis=0)
    padded, gaps = (np.vstack((np.zeros((1, level.shape[1])), one)) for one in (sums, missing))
    mean = np.where(gaps[length:] - gaps[:-length] == 0, (padded[length:] - padded[:-length]) / length, np.nan)
    found[length + back - 1 :] = mean[back:] - mean[:-back]
    return found


def _translated(
    means: FloatArray, own: FloatArray, overlap: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the factor from the months' change to the one shown, the mean of what it leaves, its spread, and how many
    changes that do not overlap this rests on.

    The spread is that of one more change around a mean that is not known exactly.
    """
    used = np.isfinite(means) & np.isfinite(own)
    m, o = np.where(used, means, 0.0), np.where(used, own, 0.0)
    counted = np.maximum(used.sum(axis=0), 1)
    squares = (m * m).sum(axis=0)
    factor = np.where(squares > 0, (m * o).sum(axis=0) / np.where(squares > 0, squares, 1.0), 1.0)
    left = np.where(used, own - factor * means, 0.0)
    rest = left.sum(axis=0) / counted
    scatter = np.where(used, (left - rest) ** 2, 0.0).sum(axis=0) / counted
    alone = counted / overlap
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(scatter * (alone + 1) / (alone - 1))
    # What follows from the months exactly is known however few changes there are.
    exact = scatter <= 1e-18 * np.maximum((o * o).max(axis=0, initial=0.0), 1e-12)
    return factor, rest, np.where(exact, 0.0, np.where(alone > 1, spread, np.nan)), alone
