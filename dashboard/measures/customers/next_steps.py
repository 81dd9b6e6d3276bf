"""What customers did after what they had said: who stayed, and what they brought, like for like.

    shares    of each class, as if it were spread over segments and tenures as all customers of then are
    compared  promoters against detractors: the difference, how many times as often, and how far it may be trusted

Followed are the customers of the month twelve months before the period's last one. A cell of segment and tenure that
holds customers, and none of a class, counts for that class with another of its segment (DOMAIN 2.15).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cube import Cube
from dashboard.data.view import View
from dashboard.measures.spans import FloatArray
from dashboard.settings import Settings
from dashboard.statistics import (
    Difference,
    Estimate,
    RiskRatio,
    collapsed,
    difference,
    e_value,
    post_stratified,
    risk_ratio,
    standardised_share,
)
from dashboard.statistics.intervals import POWER_80, Z95

DATASET = "next_steps"
FOLLOWED = 12
"""Months over which customers are followed …"""
SOON = 3
"""… and the first of them, of which is told besides."""
ASKED_OVER = 3
"""Months over which what a customer said last is taken for what the customer thinks."""

Said = Literal["promoter", "passive", "detractor", "asked", "not_asked", "silent"]
ANSWERED: tuple[Said, ...] = ("promoter", "passive", "detractor")

_MEASURES = (
    "customers", "kept_customers", "opening_revenue", "retained_revenue", "closing_revenue", "opening_squared",
    "retained_squared", "closing_squared", "opening_retained", "opening_closing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Class:
    """Customers who said the same: how many, what share stayed, and what they bring of what they brought.

    ``kept`` is after twelve months, ``soon`` after three, ``plain`` not adjusted. ``net`` is all that those bring of
    what they brought, ``gross`` without what they added; above 1 is more than then. ``moved`` cells had nobody of them.
    """

    said: Said
    customers: int
    kept: Estimate
    soon: Estimate
    plain: float
    net: Estimate
    gross: Estimate
    moved: int

    @property
    def left(self) -> Estimate:
        """The share that did not stay."""
        kept = self.kept
        return replace(kept, value=1 - kept.value, low=1 - kept.high, high=1 - kept.low)


@dataclass(frozen=True, slots=True)
class Compared:
    """Promoters against detractors. ``left`` is how many times as often detractors left; nan where nobody did.

    ``e_values`` are how strongly something unmeasured would have to go with both what was said and leaving to explain
    that away, and to explain away the end of its interval that is nearer to 1 (1: nothing need explain it).
    """

    kept: Difference
    left: RiskRatio
    net: Difference
    e_values: tuple[float, float]

    @property
    def clear(self) -> bool:
        """Whether a difference in staying can be told: neither interval holds what would be none."""
        ratio = self.left
        apart = math.isnan(ratio.value) or ratio.low > 1 or ratio.high < 1
        return apart and _apart(self.kept)

    @property
    def detectable(self) -> float:
        """The difference in staying that would be seen in four of five cases."""
        return (Z95 + POWER_80) * self.kept.standard_error

    @property
    def spent_clear(self) -> bool:
        """Whether a difference in what they bring can be told."""
        return _apart(self.net)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What the customers of a month did until another one.

    ``told`` are the classes of which enough are there, ``few`` the others with how many they are. ``cells`` is how many
    of segment and tenure hold customers.
    """

    base: int
    closing: int
    told: tuple[Class, ...]
    few: tuple[tuple[Said, int], ...]
    compared: Compared | None
    customers: int
    cells: int

    def of(self, said: Said) -> Class | None:
        """Return a class, None where too few are of it."""
        return next((one for one in self.told if one.said == said), None)


def next_steps(data: Data, view: View, settings: Settings) -> NextSteps | None:
    """Return what customers did until a view's last month; None where they were not followed until then."""
    cube, closing = data.cube(DATASET), view.period.last
    base = closing - FOLLOWED
    if cube is None or not cube.recorded((("window", (FOLLOWED,)),), (closing, closing)).all():
        return None
    year, soon = (_sums(cube, view, month, month - base) for month in (closing, base + SOON))
    everybody = year.sum(axis=2)
    counted = {said: int(year[..., at, 0].sum()) for at, said in enumerate(cube.labels["said"])}
    order: tuple[Said, ...] = get_args(Said)
    there = [(said, cube.labels["said"].index(said)) for said in order if counted.get(said)]
    told = tuple(
        _class(said, year[:, :, at], soon[:, :, at], everybody)
        for said, at in there if counted[said] >= settings.least_n
    )  # fmt: skip
    few = tuple((said, counted[said]) for said, _ in there if counted[said] < settings.least_n)
    found = NextSteps(
        base, closing, told, few, None, int(everybody[..., 0].sum()), int((everybody[..., 0] > 0).sum())
    )  # fmt: skip
    return replace(found, compared=_compared(found))


def answered(data: Data) -> bool:
    """Whether any customer who is followed ever said anything."""
    cube = data.cube(DATASET)
    return cube is not None and any(said in cube.labels["said"] for said in ANSWERED)


def _sums(cube: Cube, view: View, month: int, window: int) -> FloatArray:
    """Return sums by tenure, segment and what was said."""
    by, where = ("tenure", "segment", "said"), (("window", (window,)),)
    return cube.sum(_MEASURES, by, where, (month, month), regions=view.regions, segments=view.segments)


def _class(said: Said, year: FloatArray, soon: FloatArray, everybody: FloatArray) -> Class:
    """Return a class from its sums by tenure and segment, spread as everybody is."""
    n = year[..., 0]
    held, moved = collapsed(everybody[..., 0], n)
    money, _ = collapsed(everybody[..., 2], n)
    sums = dict(zip(_MEASURES, np.moveaxis(year.reshape(-1, len(_MEASURES)), 1, 0), strict=True))
    return Class(
        said=said,
        customers=int(n.sum()),
        kept=standardised_share(year[..., 1].ravel(), n.ravel(), held.ravel()),
        soon=standardised_share(soon[..., 1].ravel(), soon[..., 0].ravel(), held.ravel()),
        plain=float(year[..., 1].sum() / n.sum()),
        net=_kept_of(sums, "closing", money.ravel()),
        gross=_kept_of(sums, "retained", money.ravel()),
        moved=moved,
    )


def _kept_of(sums: dict[str, FloatArray], what: str, money: FloatArray) -> Estimate:
    """Return what customers bring of what they brought, cells weighing what all customers brought (a ratio each)."""
    n, before, now = sums["customers"], sums["opening_revenue"], sums[f"{what}_revenue"]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(n > 0, now / before, 0.0)
        spread = sums[f"{what}_squared"] - 2 * ratio * sums[f"opening_{what}"] + ratio**2 * sums["opening_squared"]
        variance = np.where(n > 1, np.maximum(spread, 0.0) / (n - 1) / (before / n) ** 2, np.nan)
    found = post_stratified(money, n, ratio, variance)
    return replace(found, low=max(found.low, 0.0), n=float(n.sum()))


def _compared(found: NextSteps) -> Compared | None:
    happy, unhappy = found.of("promoter"), found.of("detractor")
    if happy is None or unhappy is None:
        return None
    left = risk_ratio(unhappy.left, happy.left)
    near = 1.0 if left.low <= 1 <= left.high else min(left.low, left.high, key=lambda end: abs(math.log(end)))
    known = math.isfinite(left.value)
    values = (e_value(left.value), e_value(near)) if known else (math.nan, math.nan)
    return Compared(difference(happy.kept, unhappy.kept), left, difference(happy.net, unhappy.net), values)


def _apart(found: Difference) -> bool:
    return found.low > 0 or found.high < 0
