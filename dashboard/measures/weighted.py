"""A score as it would be had every group of customers answered alike: weighted by region and segment.

Those who answer are not all customers. Each cell of region and segment weighs what it holds of the customers there are
at the end of the period, whatever its share of the answers; what differs within a cell stays unseen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.coding import Label
from dashboard.data.cube import Cube
from dashboard.data.standing import standing_of
from dashboard.data.view import View
from dashboard.measures.answers import ScoreReading
from dashboard.measures.evaluation import read
from dashboard.measures.figure import FloatArray
from dashboard.measures.formulas import Mean, Score
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.statistics import Estimate, collapsed, post_stratified

CUSTOMERS = "customer_windows"
"""The dataset that knows how many customers there are."""

_CELLS = ("region", "segment")
_OPEN: tuple[tuple[str, tuple[int, ...]], ...] = (("window", (1,)),)


@dataclass(frozen=True, slots=True)
class Weighted:
    """A score weighted to all customers of a month.

    ``cells`` are the regions by segments that hold customers, ``silent`` those among them without an answer, counted
    with others. ``apart`` tells whether it lies outside the interval of the score of those who answered.
    """

    estimate: Estimate
    month: int
    cells: int
    silent: int
    apart: bool


@cached
def weighted(data: Data, name: str, view: View, settings: Settings) -> Weighted | None:
    """Return a measure of answers weighted to the customers there are; None where that says nothing.

    That is for what no answers tell, where customers are not known, too few answered, or all are of one cell.
    """
    entry = measure(name, settings)
    formula = entry.formula
    if not isinstance(formula, Score | Mean) or not standing_of(data, (*formula.datasets, CUSTOMERS)).shown:
        return None
    figure = read(data, name, view, settings)
    answers, customers = data.cube("answers"), data.cube(CUSTOMERS)
    if answers is None or customers is None or not figure.enough or math.isnan(figure.value):
        return None
    places, last = (view.regions, view.segments), view.period.last
    labels = [sorted({*answers.labels[one], *customers.labels[one]}, key=str) for one in _CELLS]
    held = customers.sum(
        ("closing_customers",), _CELLS, _OPEN, (last, last), regions=places[0], segments=places[1]
    )  # fmt: skip
    span = view.period.first, last
    found = ScoreReading.of(data, formula, places, _CELLS, span).sums(np.array([span]))
    sums = found.sums[0], found.counts[0]
    means, variances, n = (_placed(part, answers, labels) for part in _of_cells(sums, formula.values))
    population, silent = collapsed(_placed(held[..., 0], customers, labels), n)
    cells = int((population > 0).sum()) + silent
    if cells < 2 or not (n > 0).any():
        return None
    design = figure.n / figure.estimate.effective_n if figure.estimate.effective_n > 0 else 1.0
    weighed = post_stratified(population.ravel(), n.ravel(), means.ravel(), variances.ravel(), design)
    weighed = replace(
        weighed, low=max(weighed.low, min(formula.values)), high=min(weighed.high, max(formula.values)), n=figure.n
    )
    apart = not figure.estimate.low <= weighed.value <= figure.estimate.high
    return Weighted(weighed, last, cells, silent, apart)


def _of_cells(
    sums: tuple[FloatArray, FloatArray], values: tuple[float, ...]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return each cell's mean, variance of one answer (divisor n - 1) and answers; none that weigh nothing."""
    of = np.array(values)
    weight, counts = sums
    total = weight.sum(axis=1)
    n = np.where(total > 0, counts.sum(axis=1), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = weight @ of / total
        variance = (weight @ of**2 / total - mean**2) * n / (n - 1)
    return np.nan_to_num(mean), np.where(n > 1, np.maximum(variance, 0.0), np.nan), n


def _placed(cells: FloatArray, cube: Cube, labels: list[list[Label]]) -> FloatArray:
    """Return values by a cube's regions and segments (in either shape) by the labels of several cubes, else 0."""
    own = [cube.labels[one] for one in _CELLS]
    found = np.zeros(tuple(map(len, labels)))
    at = [[every.index(label) for label in mine] for every, mine in zip(labels, own, strict=True)]
    found[np.ix_(*at)] = cells.reshape(*map(len, own))
    return found
