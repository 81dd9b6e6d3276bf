"""What each dataset feeds: measures by their formulas, and features by what they declare.

Where a dataset is held back or withheld, these are the figures and blocks that are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dashboard.features.feature import features
from dashboard.measures import MEASURES, measure
from dashboard.measures.entries.scaled import metric_of
from dashboard.settings import Settings


def fed_by(
    datasets: Iterable[str], settings: Settings, absent: Collection[str] = (), unasked: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the measures and features that stand on any of these datasets, as they are called on the pages.

    What cannot be drawn without one that is ``absent`` is left out, and so is a measure of an ``unasked`` metric.
    """
    wanted = set(datasets)
    entries = (measure(name, settings) for name, entry in MEASURES.items() if metric_of(entry) not in unasked)
    measures = [entry.label for entry in entries if wanted.intersection(entry.formula.datasets)]
    blocks = [
        declared.name
        for declared in features().values()
        if wanted.intersection(declared.datasets(settings)) and not set(absent).intersection(declared.needs)
    ]
    return tuple(dict.fromkeys(measures + blocks))
