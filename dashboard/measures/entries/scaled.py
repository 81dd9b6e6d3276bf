"""Measures of answers on a company's own scales: formula, label and meaning follow the scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from dashboard.measures.entries.entry import Measure
from dashboard.measures.formulas import Mean, Ratio, Score

CASES = "case_scores"
"""The dataset of what customers gave cases: on the scale of CSAT."""


class OneScale(Protocol):
    """A scale: its ends, and the lowest score that counts."""

    low: int
    high: int
    satisfied: int


Key = tuple[int, int, int]
STANDARD: Mapping[str, Key] = {"csat": (1, 5, 4), "ces": (1, 7, 5)}
"""Metric → the scale for which the registry's entries are written."""


def key_of(scale: OneScale) -> Key:
    """Return a scale as a plain value."""
    return scale.low, scale.high, scale.satisfied


def on_scale(entry: Measure, key: Key) -> Measure:
    """Return a measure of answers as it is on a scale: 'CSAT, 8 to 10 of 10'."""
    low, high, satisfied = key
    formula = entry.formula
    if isinstance(formula, Mean):
        meaning = f"Mean satisfaction, from {low} to {high}; another measure than the share satisfied."
        return replace(entry, formula=replace(formula, low=low, high=high), meaning=meaning)
    counted = f"{satisfied} to {high} of {high}" if satisfied < high else f"{high} of {low} to {high}"
    if isinstance(formula, Ratio):
        return _of_cases(entry, formula, tuple(range(satisfied, high + 1)), counted)
    if not isinstance(formula, Score):
        return entry
    kind, said = ("CSAT", "are satisfied") if formula.metric == "csat" else ("Effort, easy", "found it easy")
    scored = replace(formula, plus=tuple(range(satisfied, high + 1)))
    return replace(
        entry, formula=scored, label=f"{kind}, {counted}", meaning=f"Share of answers that {said}: {counted}."
    )


def _of_cases(entry: Measure, formula: Ratio, plus: tuple[int, ...], counted: str) -> Measure:
    top = tuple(replace(term, where=(("score", plus),)) for term in formula.top)
    return replace(
        entry, formula=replace(formula, top=top), basis=f"{counted}, of the case itself",
        meaning=f"Share of the cases opened whose customer was asked about the case and gave it {counted}; those "
        "without an answer are left out. Each case counts as one of its own.",
    )  # fmt: skip


def metric_of(entry: Measure) -> str:
    """Return the metric on whose scale the scores of a measure are; '' where it is made of none."""
    formula = entry.formula
    return formula.metric if isinstance(formula, Score | Mean) else "csat" if CASES in formula.datasets else ""


def scale_of(entry: Measure, scales: Any) -> Key | None:
    """Return the scale that a measure is on where it is not the standard one."""
    metric = metric_of(entry)
    if metric not in STANDARD:
        return None
    key = key_of(getattr(scales, metric))
    return None if key == STANDARD[metric] else key
