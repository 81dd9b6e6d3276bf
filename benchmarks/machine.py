"""What the figures were measured on, how they are summed up, and how they are held against a budget.

Machines differ by two and more in speed from day to day, so no budget is judged by seconds alone: each figure stands
beside the reference page's (`benchmarks/reference`) of the same run, and their ratio is what is judged.
"""

from __future__ import annotations

import math
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

REFERENCE_SECONDS = 0.24
"""What the reference page's server took for a filter change on the day on which the budgets in seconds were written."""


@dataclass(frozen=True)
class Spread:
    """Repeated measurements: how many, their median, their 95th percentile."""

    n: int
    median: float
    p95: float


@dataclass(frozen=True)
class Ratio:
    """A figure over the reference's, and the most that it may be."""

    value: float
    budget: float

    @property
    def verdict(self) -> str:
        """Whether the budget is met."""
        if math.isnan(self.value):
            return "not measured"
        return "met" if self.value <= self.budget else "missed"

    def __str__(self) -> str:
        return f"ratio {self.value:.3f} (budget ≤ {self.budget:.3g}): {self.verdict}"


def machine() -> str:
    """Return the machine in a line: cores, how busy they are, memory, Python, system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {memory:.0f} GiB, {system}"


def spread(values: Sequence[float]) -> Spread:
    """Return median and 95th percentile, the smallest value that 95 % do not exceed; nan where nothing was measured."""
    if not values:
        return Spread(0, math.nan, math.nan)
    ordered = sorted(values)
    return Spread(len(ordered), statistics.median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1])


def ratio(ours: float, reference: float, budget: float) -> Ratio:
    """Return the ratio of two figures of one run; nan, which meets no budget, where the reference has none."""
    return Ratio(ours / reference if reference > 0 else math.nan, budget)


def in_seconds(ours: float, yardstick: float, budget: float) -> Ratio:
    """Judge a budget in seconds: it was written where the reference's change took `REFERENCE_SECONDS`.

    ``yardstick`` is what that change takes in this run, in seconds.
    """
    return ratio(ours, yardstick, budget / REFERENCE_SECONDS)


def line(what: str, ours: Spread, reference: Spread, *, median: float, p95: float | None = None) -> str:
    """Return a line of one measurement in milliseconds: both sides, and what the budgets of median and p95 say.

    Our p95 is held against the reference's median: one yardstick for both, and the steadier one.
    """
    said = [f"median {ratio(ours.median, reference.median, median)}"]
    if p95 is not None:
        said.append(f"p95 over its median {ratio(ours.p95, reference.median, p95)}")
    return f"{what}: ours {_pair(ours)}, reference {_pair(reference)}; {'; '.join(said)}"


def seconds_line(what: str, ours: float, budget: float, yardstick: float, beside: str = "") -> str:
    """Return a line of one figure in seconds whose budget is in seconds, judged by the reference's change."""
    said = in_seconds(ours, yardstick, budget)
    beside = f" ({beside})" if beside else ""
    return (
        f"{what}: {ours:.2f} s{beside}, budget {budget:g} s; over the reference's change of {yardstick:.2f} s: {said}"
    )


def _pair(found: Spread) -> str:
    return f"{found.median:.0f} ms (p95 {found.p95:.0f}, n {found.n})"
