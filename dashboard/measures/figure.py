"""What a reading of a measure holds: plain, frozen values that cards, charts and sentences are made of.

    Figure           one measure under one view: an Estimate, what it is compared with, the Difference, a verdict
      Series         its months, with intervals
      Band           its usual variation
      Target, Benchmark
      Standing       the data that it stands on, and whether they may be believed

Numbers that are not known are nan, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.data.standing import Standing, State
from dashboard.measures.verdicts.verdict import Verdict
from dashboard.statistics import Difference, Estimate, Forecast

Status = Literal["met", "missed", "on_course", "likely_met", "open", "likely_missed", "off_course"]
"""How a target stands."""
TargetSpan = Literal["month", "quarter", "year"]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A measure month by month; ``low`` and ``high`` are 95 % intervals (nan for what is counted in full)."""

    months: NDArray[np.int64]
    values: FloatArray
    low: FloatArray
    high: FloatArray
    n: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Usual variation: a centre, and for each month of the series the limits that chance seldom leaves.

    ``first`` and ``last`` are the months on which they were locked. ``signals`` are the months outside.
    """

    centre: float
    low: FloatArray
    high: FloatArray
    first: int
    last: int
    signals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be reached in a span that closes with a month, and how it stands by the newest complete month.

    ``now`` is the newest stretch as long as the span or, of a sum, what of the span has come; ``attainment`` its share
    of the target (None where a share says nothing). ``forecast`` is of the whole span, made from the month ``made``; it
    is None where the span is complete or too little is known, ``status`` None where none can be given. ``level`` tells
    whether single months may be held against the value, as they may not against a sum of several.
    """

    value: float
    month: int
    span: TargetSpan
    status: Status | None
    now: Estimate
    forecast: Forecast | None
    attainment: float | None
    made: int
    level: bool

    @property
    def complete(self) -> bool:
        """Whether its span is over."""
        return self.month <= self.made


@dataclass(frozen=True, slots=True)
class Benchmark:
    """An outside figure, with where it comes from and of when it is."""

    value: float
    source: str
    as_of: date
    note: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One measure under one view.

    ``estimate`` is the view's period, ``against`` the one it is compared with. ``filtered`` is False where the
    view asks for some regions or segments and the measure exists for the whole company alone. ``enough`` is False
    below the measure's least n: then it is drawn grey. ``design_effect`` is by how much customers who answered
    more than once widen the value's variance. A figure that is not ``shown`` has no numbers at all.
    """

    measure: str
    estimate: Estimate
    against: Estimate | None
    difference: Difference | None
    verdict: Verdict
    enough: bool
    series: Series
    limits: Band | None
    target: Target | None
    benchmark: Benchmark | None
    filtered: bool
    standing: Standing
    design_effect: float = 1.0

    @property
    def value(self) -> float:
        """The value of the view's period; nan where there is none."""
        return self.estimate.value

    @property
    def clear(self) -> bool:
        """Whether the change is beyond chance and worth saying."""
        return self.verdict.clear

    @property
    def n(self) -> float:
        """What was counted."""
        return self.estimate.n

    @property
    def shown(self) -> bool:
        """Whether there are numbers at all."""
        return self.standing.shown

    @property
    def state(self) -> State:
        """'published', 'carried_over', 'withheld' or 'not_connected'."""
        return self.standing.state

    @property
    def reasons(self) -> tuple[str, ...]:
        """Sentences on why it is not simply published."""
        return self.standing.reasons

    @property
    def as_of(self) -> datetime | None:
        """When the oldest of its data were read."""
        return self.standing.as_of
