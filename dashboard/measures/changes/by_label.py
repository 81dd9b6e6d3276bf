"""Where a score's change comes from among departments, channels and the company's own dimensions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.labels import SCORES, by_label, dimensions_of
from dashboard.data.view import View
from dashboard.measures.answers import ScoreReading
from dashboard.measures.changes.parts import Parts, parts_of
from dashboard.measures.formulas import Mean, Score
from dashboard.measures.registry import Measure

AS_GOOD_AS_ALL = 0.99
"""The part of the answers, in either period, that must bear a label: else the labels are no parts of the whole."""


def parts_by_label(data: Data, entry: Measure, view: View) -> Iterator[Parts]:
    """Yield a score's parts along each dimension that as good as all its answers have a label of.

    Labels are known for all regions and segments together: under a filter there are none.
    """
    formula = entry.formula
    if view.filtered or view.against is None or not isinstance(formula, Score | Mean):
        return
    spans = np.array([(period.first, period.last) for period in (view.period, view.against)])
    months = int(spans.min()), int(spans.max())
    whole = ScoreReading.of(data, formula, (None, None), months=months).sums(spans).sums.sum(axis=-1)
    for dimension in dimensions_of(data):
        by = by_label(data, dimension, SCORES)
        if by is None or by.cube("answers") is None:
            continue
        parts = parts_of(by, entry, view, "region")
        if parts is not None and (parts.weights.sum(axis=1) >= AS_GOOD_AS_ALL * whole).all():
            yield replace(parts, way=dimension)
