"""What a measure that is lower than it was, or than it should be, comes to."""

from __future__ import annotations

import numpy as np

from dashboard.measures.decisions.pending import NOT_KNOWN, Asking, Cost, counted
from dashboard.measures.formulas import Ratio, Total
from dashboard.measures.readings import read_formula
from dashboard.measures.registry import Measure

REVENUE = "opening_revenue"
"""The sum of which retention is a share: a point less of it is so much money."""


def cost_of(
    asking: Asking, entry: Measure, size: float, months: int, region: str | None = None, segment: str | None = None
) -> Cost:
    """Return what a difference for the worse costs: points of the leading measure, or money a month.

    ``size`` is in the measure's unit, over so many months. Of other measures what it costs is not known.
    """
    of = "/".join((entry.name, region or "", segment or ""))
    if entry.name == asking.settings.leading_measure:
        return counted("points", size * (100 if entry.unit == "share" else 1), of)
    if isinstance(entry.formula, Total) and entry.unit == "money":
        return counted("money", size / months, of)
    if isinstance(entry.formula, Ratio) and REVENUE in {term.measure for term in entry.formula.bottom}:
        places = (None if region is None else (region,), None if segment is None else (segment,))
        last = asking.view.period.last
        revenue = read_formula(asking.data, Total(entry.formula.bottom), places).estimates(np.array([(last, last)]))
        return counted("money", size * float(revenue[0].value), of)
    return NOT_KNOWN
