"""Money behind the Top Ten: what customers who named a theme bring, and how much of it is lost beyond the usual.

    exposed       what the customers who named a theme in the Top Ten's window bring in its last month
    excess        how many more of those who had named it a year before were gone by now than of others whose answers
                  were read, of the same segment and tenure; strata weigh as what is exposed in them
    loss          exposed × excess

A customer who named several themes counts in each of their rows, and once in that of them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cube import Cube
from dashboard.data.standing import covered
from dashboard.data.view import Places, View
from dashboard.measures.themes.theme import TopTen
from dashboard.settings import Settings
from dashboard.statistics import Difference, standardised_difference

DATASET = "theme_risk"
NUMBERS = "numbered_themes"
YEAR = 12
"""Months over which customers are followed."""

FloatArray = NDArray[np.float64]
_SUMS = ("customers", "revenue", "followed", "lost")


@dataclass(frozen=True, slots=True)
class Risk:
    """What is exposed where a theme, or any of several, was named; ``excess`` is a share (None: not known).

    ``named`` and ``others`` are the customers behind the excess: those who named it a year before, and those whose
    answers were read and who did not.
    """

    theme_id: str
    name: str
    customers: float
    revenue: float
    named: float
    others: float
    excess: Difference | None

    @property
    def loss(self) -> tuple[float, float, float] | None:
        """What is expected to be lost, and its 95 % interval; None where the excess is not known."""
        if self.excess is None:
            return None
        return self.revenue * self.excess.value, self.revenue * self.excess.low, self.revenue * self.excess.high


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A row a theme, and ``union`` for the customers who named at least one of them.

    ``now`` are the months in which they were named, ``then`` those a year before whose customers were followed (None:
    no such months are recorded). ``read`` is how many customers' answers were read now.
    """

    themes: tuple[Risk, ...]
    union: Risk
    now: tuple[int, int]
    then: tuple[int, int] | None
    read: float


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of one month by stratum (segment and tenure together) and set of themes."""

    sets: NDArray[np.int64]
    values: FloatArray

    def split(self, themes: int) -> tuple[FloatArray, FloatArray]:
        """Return by stratum the sums of those who named at least one of the themes, and of those who named none."""
        held = (self.sets & themes) != 0
        return self.values[:, held].sum(axis=1), self.values[:, ~held].sum(axis=1)


def at_risk(data: Data, view: View, settings: Settings, listed: TopTen) -> AtRisk | None:
    """Return what is exposed behind the themes listed; None where the period's customers are not recorded, or for
    windows of another length than the list's."""
    cube, places = data.cube(DATASET), (view.regions, view.segments)
    first, last = (listed.first, listed.last)
    length = last - first + 1
    kept = data.snapshot.manifest.settings.get("theme_window_months", length)
    begins, ends = covered(data, DATASET)
    if cube is None or kept != length or not begins <= first <= last <= ends:
        return None
    now = _sums(cube, last, settings, places)
    then = _sums(cube, last - YEAR, settings, places) if first - YEAR >= begins else None
    if then is not None and not then.values[..., _SUMS.index("followed")].sum():
        then = None
    numbers = {str(row["theme_id"]): int(row["number"]) for row in data.rows(NUMBERS)}
    bits = {theme.mention: 1 << numbers[theme.theme_id] for theme in listed.ten if theme.theme_id in numbers}
    themes = tuple(
        _risk(now, then, bits.get(theme.mention, 0), (theme.theme_id, theme.name), settings) for theme in listed.ten
    )
    union = _risk(now, then, sum(bits.values()), ("", ""), settings)
    months = None if then is None else (first - YEAR, last - YEAR)
    return AtRisk(themes, union, (first, last), months, float(now.values[..., 0].sum()))


def _sums(cube: Cube, month: int, settings: Settings, places: Places) -> _Sums:
    by, where = ("segment", "tenure", "themes"), (("metric", (settings.leading_measure,)),)
    # The sums are large, and what is told of them is kept: they are not.
    found = cube.sum(_SUMS, by, where, (month, month), regions=places[0], segments=places[1], keep=False)
    strata = found.shape[0] * found.shape[1]
    return _Sums(np.array(cube.labels["themes"], dtype=np.int64), found.reshape(strata, *found.shape[2:]))


def _risk(now: _Sums, then: _Sums | None, themes: int, of: Sequence[str], settings: Settings) -> Risk:
    exposed, _ = now.split(themes)
    customers, revenue = (float(exposed[:, at].sum()) for at in (0, 1))
    if then is None:
        return Risk(of[0], of[1], customers, revenue, 0.0, 0.0, None)
    with_it, without = (side[:, 2:] for side in then.split(themes))
    named, others = float(with_it[:, 0].sum()), float(without[:, 0].sum())
    excess = None
    if min(named, others) >= settings.least_n:
        # What a stratum brings may be a credit, which weighs nothing.
        weights = np.maximum(exposed[:, 1], 0.0)
        found = standardised_difference(with_it[:, 1], with_it[:, 0], without[:, 1], without[:, 0], weights)
        excess = found if np.isfinite(found.value) else None
    return Risk(of[0], of[1], customers, revenue, named, others, excess)
